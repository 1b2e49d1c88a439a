import { imageSize } from "image-size";
import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { SilentQueue } from "../support/core";
import { coloursIn, decode } from "../support/decode";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance } from "../support/seed";

const ada = await seedAccount("ada");
const grace = await seedAccount("grace");
afterAll(expectSoundBooks);

const RFC_3339 = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const REFUSED = { message: expect.any(String), charged: false, retry: "never" };

const generate = (json: unknown, headers: Record<string, string> = {}) =>
  api("POST", "/image/generate", { key: ada.key, json, headers });
const drawn = (json: object) => api("POST", "/image/generate?wait=30", { key: ada.key, json });
const jobsOf = async (accountId: string): Promise<number> =>
  (await env.DB_0.prepare("SELECT count(*) AS n FROM jobs WHERE account_id = ?1").bind(accountId).first<number>("n")) ??
  0;

describe("from sign-up to picture", () => {
  it("answers 202 with a pending job, and the poll turns into a picture at a public URL", async () => {
    const { status, body } = await generate({ prompt: "  a red fox in the snow at dusk " });
    expect(status).toBe(202);
    expect(body).toEqual({ job_id: expect.stringMatching(/^job_00[0-9a-z]{26}$/), status: "pending" });

    const poll = await api("GET", `/image/jobs/${body.job_id}?wait=30`, { key: ada.key });
    expect(poll.status).toBe(200);
    expect(poll.body).toEqual({
      job_id: body.job_id,
      status: "completed",
      url: expect.stringMatching(/^https:\/\/edgel\.test\/i\/img_00[0-9a-z]{26}\.png$/),
      prompt: "a red fox in the snow at dusk",
      aspect_ratio: "1:1",
      seed: expect.any(Number),
      seed_honoured: true,
      model: "illustrator-4",
      created_at: RFC_3339,
      updated_at: RFC_3339,
    });
    expect(poll.headers.has("retry-after")).toBe(false);
  });

  const SIZES = {
    "1:1": [1024, 1024],
    "16:9": [1344, 756],
    "9:16": [756, 1344],
    "4:3": [1152, 864],
    "3:4": [864, 1152],
  };
  const TYPES = { png: ["image/png", "png"], jpeg: ["image/jpeg", "jpg"], webp: ["image/webp", "webp"] } as const;
  for (const [ratio, size] of Object.entries(SIZES)) {
    for (const [format, [type, extension]] of Object.entries(TYPES)) {
      it(`draws ${ratio} as ${format}, and the bytes are what they say`, async () => {
        const { body } = await drawn({ prompt: "a lighthouse", aspect_ratio: ratio, output_format: format });
        expect(body.url).toMatch(new RegExp(`\\.${extension}$`));
        const picture = await fetchRaw("GET", pathOf(body.url));
        expect(picture.headers.get("content-type")).toBe(type);
        const bytes = await picture.bytes();
        expect(imageSize(bytes).type).toBe(extension);
        const pixels = await decode(bytes, type);
        expect([pixels.width, pixels.height]).toEqual(size);
        expect(coloursIn(pixels)).toBeGreaterThan(200);
      });
    }
  }

  it("gives the same bytes for the same request and seed, and other bytes for another seed", async () => {
    const urls = [];
    for (const seed of [7, 7, 8]) urls.push((await drawn({ prompt: "two owls in a forest at night", seed })).body.url);
    const etags = [];
    for (const url of urls) {
      const picture = await fetchRaw("GET", pathOf(url));
      await picture.body?.cancel();
      etags.push(picture.headers.get("etag"));
    }
    expect(new Set(urls).size).toBe(3);
    expect(etags[0]).toBe(etags[1]);
    expect(etags[2]).not.toBe(etags[0]);
  });

  it("reports the seed that was asked for, and draws style, colours and text without a warning", async () => {
    const { body } = await drawn({
      prompt: 'a cat saying "Hello"',
      seed: 4_294_967_295,
      style: "oil painting",
      colors: "#1a1a2e, #e94560",
      has_text: true,
    });
    expect(body.seed).toBe(4_294_967_295);
    expect(body.warnings).toBeUndefined();
  });

  it("warns of what the model only stands in for, or cannot do", async () => {
    const { body } = await drawn({ prompt: "a cat", style: "photorealistic", colors: "sparkly", has_text: true });
    expect(body.warnings).toEqual([
      { parameter: "style", treatment: "emulated", message: expect.stringContaining("no photographer") },
      { parameter: "colors", treatment: "ignored", message: expect.stringContaining("sparkly") },
      { parameter: "has_text", treatment: "ignored", message: expect.stringContaining("quotation marks") },
    ]);
  });
});

describe("waiting for the answer", () => {
  it("holds a submit for Prefer: wait and says that it did, still with 202", async () => {
    const { status, headers, body } = await generate({ prompt: "a kite" }, { prefer: "respond-async, wait=30" });
    expect(status).toBe(202);
    expect(headers.get("preference-applied")).toBe("wait=30");
    expect(body).toMatchObject({ status: "completed", prompt: "a kite" });
  });

  it("answers an unfinished job honestly when the time is up, with a hint when to look again", async () => {
    const { body } = await generate({ prompt: "a whale" });
    const poll = await api("GET", `/image/jobs/${body.job_id}?wait=0`, { key: ada.key });
    if (poll.body.status !== "completed") expect(poll.headers.get("retry-after")).toBe("1");
    expect(["pending", "processing", "completed"]).toContain(poll.body.status);
  });

  it.each(["61", "-1", "1.5", "soon"])("refuses wait=%s by name", async (wait) => {
    const { status, body } = await api("POST", `/image/generate?wait=${wait}`, {
      key: ada.key,
      json: { prompt: "a cat" },
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ ...REFUSED, error: "invalid_field:wait" });
  });
});

describe("what is refused, by name and without a trace", () => {
  const wrong: [string, unknown, string][] = [
    ["no prompt", {}, "prompt_required"],
    ["a blank prompt", { prompt: "   " }, "prompt_required"],
    ["a prompt that is no text", { prompt: 5 }, "invalid_field:prompt"],
    ["a prompt of 4,001 characters", { prompt: "a".repeat(4_001) }, "invalid_field:prompt"],
    ["half a surrogate pair", { prompt: "a \ud800 cat" }, "invalid_field:prompt"],
    ["an unknown ratio", { prompt: "a cat", aspect_ratio: "2:1" }, "invalid_field:aspect_ratio"],
    ["colours as an array", { prompt: "a cat", colors: ["#fff"] }, "invalid_field:colors"],
    ["a seed beyond 32 bits", { prompt: "a cat", seed: 4_294_967_296 }, "invalid_field:seed"],
    ["a broken seed", { prompt: "a cat", seed: 1.5 }, "invalid_field:seed"],
    ["an unknown format", { prompt: "a cat", output_format: "gif" }, "invalid_field:output_format"],
    ["has_text as a word", { prompt: "a cat", has_text: "yes" }, "invalid_field:has_text"],
    ["an unknown field", { prompt: "a cat", account_id: "acc_1" }, "invalid_field:account_id"],
    ["an array for a body", [], "invalid_field:body"],
  ];
  it.each(wrong)("refuses %s", async (_what, json, error) => {
    const before = await jobsOf(ada.accountId);
    const answer = await generate(json);
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({ ...REFUSED, error, message: expect.any(String) });
    expect(await jobsOf(ada.accountId)).toBe(before);
  });

  it("names every field at fault when there are several", async () => {
    const { body } = await generate({ prompt: "", seed: -1, nonsense: 1 });
    expect(body.fields.map((problem: { field: string }) => problem.field).toSorted()).toEqual([
      "nonsense",
      "prompt",
      "seed",
    ]);
  });

  it("tells broken JSON, other types and large bodies apart", async () => {
    const key = ada.key;
    const type = { "content-type": "application/json" };
    const broken = await api("POST", "/image/generate", { key, body: "{prompt:", headers: type });
    expect([broken.status, broken.body.error]).toEqual([400, "invalid_json"]);
    const form = await api("POST", "/image/generate", {
      key,
      body: "prompt=a+cat",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect([form.status, form.body.error]).toEqual([415, "unsupported_media_type"]);
    const large = await api("POST", "/image/generate", {
      key,
      body: JSON.stringify({ prompt: "x".repeat(300_000) }),
      headers: type,
    });
    expect([large.status, large.body.error]).toEqual([413, "payload_too_large"]);
    const none = await api("POST", "/image/generate", { key });
    expect(none.status).toBeGreaterThanOrEqual(400);
    expect(none.status).toBeLessThan(500);
  });

  it("refuses what cannot be paid for, says what is missing, and leaves nothing behind", async () => {
    const poor = await seedAccount();
    await setBalance(poor.accountId, 4);
    const { status, body } = await api("POST", "/image/generate", { key: poor.key, json: { prompt: "a cat" } });
    expect(status).toBe(402);
    expect(body).toEqual({
      ...REFUSED,
      error: "insufficient_balance",
      needed: 5,
      available: 4,
      message: expect.any(String),
    });
    expect(await jobsOf(poor.accountId)).toBe(0);
  });
});

describe("Idempotency-Key", () => {
  it("replays the same job for the same body, however it is spelled, and charges once", async () => {
    const spender = await seedAccount();
    const submit = (json: object) =>
      api("POST", "/image/generate?wait=30", { key: spender.key, json, headers: { "idempotency-key": "order-1" } });
    const first = await submit({ prompt: "a bee", seed: 1 });
    const again = await submit({ seed: 1, prompt: " a bee" });
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.status).toBe(202);
    expect(again.body).toEqual(first.body);
    const balance = await api("GET", "/hq/billing/balance", { key: spender.key });
    expect(balance.body.balance_cents).toBe(495);
  });

  it("refuses another body under the same key, before and after the job has ended", async () => {
    const submit = (prompt: string) => generate({ prompt }, { "idempotency-key": "order-2" });
    const { body } = await submit("a bee");
    expect((await submit("a wasp")).body).toMatchObject({ ...REFUSED, error: "idempotency_key_reused" });
    await api("GET", `/image/jobs/${body.job_id}?wait=30`, { key: ada.key });
    expect(await submit("a wasp")).toMatchObject({ status: 422, body: { error: "idempotency_key_reused" } });
  });

  it("is each account's own", async () => {
    const headers = { "idempotency-key": "shared" };
    const mine = await generate({ prompt: "a bee" }, headers);
    const hers = await api("POST", "/image/generate", { key: grace.key, json: { prompt: "a wasp" }, headers });
    expect(hers.status).toBe(202);
    expect(hers.body.job_id).not.toBe(mine.body.job_id);
  });

  it.each(["", "a b", "é", "x".repeat(256)])("refuses the malformed key %j", async (key) => {
    const answer = await generate({ prompt: "a bee" }, { "idempotency-key": key });
    expect(answer).toMatchObject({ status: 400, body: { error: "idempotency_key_invalid" } });
  });

  it("names a new job when its 30 days are over, and not before", async () => {
    const submit = () => generate({ prompt: "a moth" }, { "idempotency-key": "old" });
    const { body } = await submit();
    await api("GET", `/image/jobs/${body.job_id}?wait=30`, { key: ada.key });
    const age = (days: number, hours: number) =>
      env.DB_0.prepare("UPDATE jobs SET created_at = (unixepoch() - ?2) * 1000 WHERE id = ?1")
        .bind(body.job_id, days * 86_400 + hours * 3_600)
        .run();
    await age(29, 23);
    expect((await submit()).body.job_id).toBe(body.job_id);
    await age(30, 1);
    const fresh = await submit();
    expect(fresh.status).toBe(202);
    expect(fresh.body.job_id).not.toBe(body.job_id);
    expect((await api("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body.status).toBe("completed");
  });
});

describe("the list", () => {
  it("shows everything of the account, newest first, as a bare array, and pages on request", async () => {
    const lister = await seedAccount();
    const ids: string[] = [];
    for (const prompt of ["one", "two", "three"]) {
      ids.unshift((await api("POST", "/image/generate?wait=30", { key: lister.key, json: { prompt } })).body.job_id);
    }
    const all = await api("GET", "/image/list", { key: lister.key });
    expect(all.headers.get("content-type")).toMatch(/^application\/json/);
    expect(all.body.map((row: { job_id: string }) => row.job_id)).toEqual(ids);
    expect(all.body[0]).toEqual({
      job_id: ids[0],
      status: "completed",
      url: expect.stringMatching(/\.png$/),
      prompt: "three",
      aspect_ratio: "1:1",
      created_at: RFC_3339,
    });

    const page = await api("GET", "/image/list?limit=2", { key: lister.key });
    expect(page.body.map((row: { job_id: string }) => row.job_id)).toEqual(ids.slice(0, 2));
    const next = /^<(.+)>; rel="next"$/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
    const rest = await api("GET", next.slice("https://edgel.test".length), { key: lister.key });
    expect(rest.body.map((row: { job_id: string }) => row.job_id)).toEqual(ids.slice(2));
    expect(rest.headers.has("link")).toBe(false);
  });

  it("is an empty array for a new account, and refuses a limit of 501", async () => {
    const nobody = await seedAccount();
    expect((await api("GET", "/image/list", { key: nobody.key })).body).toEqual([]);
    expect(await api("GET", "/image/list?limit=501", { key: nobody.key })).toMatchObject({
      status: 422,
      body: { error: "invalid_field:limit" },
    });
  });
});

describe("another account's job", () => {
  it("is answered byte for byte like one that never was, on every route", async () => {
    const { body } = await drawn({ prompt: "a secret" });
    const unknown = `${body.job_id.slice(0, -4)}zzzz`;
    for (const [method, suffix] of [
      ["GET", ""],
      ["POST", "/cancel"],
      ["DELETE", ""],
    ] as const) {
      const foreign = await api(method, `/image/jobs/${body.job_id}${suffix}`, { key: grace.key });
      const missing = await api(method, `/image/jobs/${unknown}${suffix}`, { key: grace.key });
      expect(foreign.status).toBe(404);
      expect(foreign.body).toEqual({ ...REFUSED, error: "job_not_found", message: expect.any(String) });
      expect(foreign.body).toEqual(missing.body);
    }
    expect((await api("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body.status).toBe("completed");
  });
});

describe("cancel and delete", () => {
  it("cancels a queued job: it reads as failed with the error canceled, and its credits are back", async () => {
    const quiet = apiWith({ JOBS: new SilentQueue() });
    const { key } = await seedAccount();
    const { body } = await quiet("POST", "/image/generate", { key, json: { prompt: "a snail" } });
    const deleted = await quiet("DELETE", `/image/jobs/${body.job_id}`, { key });
    expect(deleted).toMatchObject({ status: 409, body: { error: "job_not_ended", retry: "after" } });
    const canceled = await quiet("POST", `/image/jobs/${body.job_id}/cancel`, { key });
    expect(canceled).toMatchObject({ status: 200, body: { job_id: body.job_id, status: "failed", error: "canceled" } });
    expect(canceled.body).not.toHaveProperty("url");
    expect((await quiet("GET", "/hq/billing/balance", { key })).body.balance_cents).toBe(500);
  });

  it("holds a poll as long as it was asked to, and not longer, when nothing happens", async () => {
    const quiet = apiWith({ JOBS: new SilentQueue() });
    const { key } = await seedAccount();
    const { body } = await quiet("POST", "/image/generate", { key, json: { prompt: "a snail" } });
    const poll = await quiet("GET", `/image/jobs/${body.job_id}?wait=1`, { key });
    expect(poll).toMatchObject({ status: 200, body: { status: "pending" } });
    expect(poll.headers.get("retry-after")).toBe("1");
    await quiet("POST", `/image/jobs/${body.job_id}/cancel`, { key });
  });

  it("refuses to cancel what has ended", async () => {
    const { body } = await drawn({ prompt: "a snail" });
    expect(await api("POST", `/image/jobs/${body.job_id}/cancel`, { key: ada.key })).toMatchObject({
      status: 409,
      body: { ...REFUSED, error: "job_already_ended" },
    });
  });

  it("removes the picture for good: its URL answers 410, the job stays with a null url", async () => {
    const { body } = await drawn({ prompt: "a snail" });
    const gone = await api("DELETE", `/image/jobs/${body.job_id}`, { key: ada.key });
    expect([gone.status, gone.body]).toEqual([204, ""]);

    const picture = await api("GET", pathOf(body.url));
    expect(picture.status).toBe(410);
    expect(picture.headers.get("cache-control")).toBe("no-store");
    expect(picture.body).toEqual({ ...REFUSED, error: "deleted" });
    const id = pathOf(body.url).slice(3, -4);
    expect((await env.MEDIA.head(id))?.size).toBe(0);

    const job = await api("GET", `/image/jobs/${body.job_id}`, { key: ada.key });
    expect(job.body).toMatchObject({ status: "completed", url: null, prompt: "a snail" });
    const [newest] = (await api("GET", "/image/list?limit=1", { key: ada.key })).body;
    expect(newest).toMatchObject({ job_id: body.job_id, url: null });
    expect((await api("DELETE", `/image/jobs/${body.job_id}`, { key: ada.key })).status).toBe(204);
  });
});
