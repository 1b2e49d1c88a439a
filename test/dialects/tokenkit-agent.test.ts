import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinBytes } from "../../src/core/media";
import { createServices } from "../../src/services";
import { api, apiWith, type Answer } from "../support/api";
import { SilentQueue } from "../support/core";
import { exifSegment, jpeg, png, product, shades, webp, withSegments } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const quiet = apiWith({ JOBS: new SilentQueue() });
const AGENT = "/v2/image/agent";
const INSTRUCTIONS = "make it black and white";
let ada: Seeded;
beforeAll(async () => void (ada = await seedAccount()));

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (one) => one.charCodeAt(0));

type Part = string | Uint8Array<ArrayBuffer>;

function form(...parts: readonly (readonly [name: string, value: Part])[]): FormData {
  const all = new FormData();
  for (const [name, value] of parts)
    if (typeof value === "string") all.append(name, value);
    else all.append(name, new Blob([value]), "image");
  return all;
}

const submit = async (body: FormData, key = ada.key, headers = {}): Promise<Answer> =>
  await quiet("POST", AGENT, { key, body, headers });

/** What is kept of images that came in. */
const stored = async (): Promise<string[]> =>
  (await env.MEDIA.list({ prefix: "upload/" })).objects.map(({ key }) => key);

const photo = async (): Promise<Uint8Array<ArrayBuffer>> => await jpeg(shades(160, 120));

describe("POST /v2/image/agent", () => {
  it("accepts instructions with files and answers the job and its links", async () => {
    const before = (await stored()).length;
    const { status, body } = await submit(
      form(["instructions", INSTRUCTIONS], ["max_steps", "4"], ["agent_id", "mine"], ["images", await photo()]),
    );
    const { job_id: id } = body.data;
    expect({ status, body }).toEqual({
      status: 202,
      body: { data: { job_id: id, links: { self: `/v1/jobs/${id}`, stream: `/v1/jobs/${id}/stream` } }, errors: null },
    });
    expect((await stored()).length).toBe(before + 2);
    const { data } = (await quiet("GET", `/v1/jobs/${id}`, { key: ada.key })).body;
    expect(data).toMatchObject({
      type: "image_agent",
      status: "queued",
      output: null,
      input: {
        instructions: INSTRUCTIONS,
        model_id: "image-agent-1-preview",
        agent_id: "mine",
        aspect_ratio: "1:1",
        resolution: "2K",
        max_steps: 4,
        images: [{ upload_id: expect.stringMatching(/^upl_/), media_type: "image/jpeg", width: 160, height: 120 }],
      },
    });
  });

  it("takes images under all the names of the documented samples, of all three types, in their order", async () => {
    const { body } = await submit(
      form(
        ["images.0", await photo()],
        ["instructions", INSTRUCTIONS],
        ["images[]", await png(shades(30, 20))],
        ["images[2]", await webp(shades(40, 20))],
        ["images.2.items.0", await png(shades(50, 20))],
      ),
    );
    const { data } = (await quiet("GET", `/v1/jobs/${body.data.job_id}`, { key: ada.key })).body;
    expect(data.input.images.map(({ width }: { width: number }) => width)).toEqual([160, 30, 40, 50]);
  });

  it("takes JSON and urlencoded bodies, with images named by upload", async () => {
    const sent = await quiet("POST", "/v1/uploads", { key: ada.key, body: await photo() });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        data: { upload_id: expect.stringMatching(/^upl_/), media_type: "image/jpeg", width: 160, height: 120 },
        errors: null,
      },
    });
    const { upload_id: upload } = sent.body.data;
    const json = { instructions: INSTRUCTIONS, images: [upload, upload], max_steps: 2, resolution: "4K" };
    expect((await quiet("POST", AGENT, { key: ada.key, json })).status).toBe(202);
    const body = new URLSearchParams({ instructions: INSTRUCTIONS, images: upload, aspect_ratio: "auto" });
    expect((await quiet("POST", AGENT, { key: ada.key, body })).status).toBe(202);
  });

  it("names every field that is wrong at once, each with its path", async () => {
    const before = await stored();
    const { status, body } = await submit(
      form(
        ["instructions", "hi"],
        ["model_id", "image-agent-9"],
        ["aspect_ratio", "7:3"],
        ["resolution", "8K"],
        ["max_steps", "10.5"],
        ["webhook_url", "not a url"],
        ["colour", "red"],
        ["images", "upl_0000000000000000000000000000"],
        ["images", await photo()],
        ["from", "img_nobody"],
      ),
    );
    expect(status).toBe(400);
    expect(body.data).toBeNull();
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(Array(8).fill("VALIDATION_ERROR"));
    expect(body.errors.map(({ path }: { path: string[] }) => path.join(".")).sort()).toEqual(
      [
        "aspect_ratio",
        "colour",
        "images.0",
        "instructions",
        "max_steps",
        "model_id",
        "resolution",
        "webhook_url",
      ].sort(),
    );
    expect(await stored()).toEqual(before);
  });

  it.each([
    [{}, "instructions"],
    [{ instructions: "ab" }, "instructions"],
    [{ instructions: "x".repeat(10_001) }, "instructions"],
    [{ instructions: INSTRUCTIONS, max_steps: 0 }, "max_steps"],
    [{ instructions: INSTRUCTIONS, max_steps: 31 }, "max_steps"],
    [{ instructions: INSTRUCTIONS, max_cost: -1 }, "max_cost"],
    [{ instructions: INSTRUCTIONS, max_cost: 4 }, "max_cost"],
    [{ instructions: INSTRUCTIONS, from: "img_nobody" }, "from"],
    [{ instructions: INSTRUCTIONS, images: [7] }, "images.0"],
  ])("refuses %j by the name of its field", async (json, field) => {
    const { status, body } = await quiet("POST", AGENT, { key: ada.key, json });
    expect({ status, paths: body.errors.map(({ path }: { path: string[] }) => path.join(".")) }).toEqual({
      status: 400,
      paths: [field],
    });
  });

  it("accepts the shortest and the longest of everything", async () => {
    for (const json of [
      { instructions: "abc", max_steps: 1 },
      { instructions: "é".repeat(10_000), max_steps: 1, max_cost: 5 },
    ])
      expect((await quiet("POST", AGENT, { key: ada.key, json })).status).toBe(202);
  });

  it("refuses what is no image with 415, what cannot be worked on with 422, too large ones with 413, and keeps nothing", async () => {
    const before = await stored();
    const svg = bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>");
    const polyglot = joinBytes([await photo(), bytesOf("PK\x03\x04")]);
    const cut = (await photo()).slice(0, 2_000);
    for (const [file, status, code] of [
      [svg, 415, "UNSUPPORTED_MEDIA_TYPE"],
      [polyglot, 422, "UNPROCESSABLE_IMAGE"],
      [cut, 422, "UNPROCESSABLE_IMAGE"],
      [new Uint8Array(), 422, "UNPROCESSABLE_IMAGE"],
    ] as const) {
      const answer = await submit(form(["instructions", INSTRUCTIONS], ["images", await photo()], ["images", file]));
      expect(answer).toMatchObject({ status, body: { data: null, errors: [{ code, path: ["images", "1"] }] } });
      const { status: single, body } = await quiet("POST", "/v1/uploads", { key: ada.key, body: file });
      expect([single, body.errors?.[0]?.code]).toEqual([status, code]);
    }
    const tooLarge = withJunk(await photo(), 31 * 1_024 * 1_024);
    expect(await quiet("POST", "/v1/uploads", { key: ada.key, body: tooLarge })).toMatchObject({
      status: 413,
      body: { errors: [{ code: "PAYLOAD_TOO_LARGE" }] },
    });
    const eleven = form(
      ["instructions", INSTRUCTIONS],
      ...(await Promise.all(Array.from({ length: 11 }, async () => ["images", await png(shades(9, 9))] as const))),
    );
    expect((await submit(eleven)).status).toBe(413);
    expect(await stored()).toEqual(before);
  });

  it("a form that breaks off, has no boundary or is none is refused, and keeps nothing", async () => {
    const before = await stored();
    const whole = new Uint8Array(
      await new Response(form(["instructions", INSTRUCTIONS], ["images", await photo()])).arrayBuffer(),
    );
    const boundary = /^--(\S+)/.exec(new TextDecoder("latin1").decode(whole))?.[1] ?? "";
    const type = `multipart/form-data; boundary=${boundary}`;
    const nameless = (more: string) =>
      joinBytes([bytesOf(`--${boundary}\r\nContent-Disposition: form-data${more}\r\n\r\nx\r\n`), whole]);
    const [namelessText, namelessFile] = [nameless(""), nameless('; filename="a.jpg"')];
    for (const [body, contentType] of [
      [whole.slice(0, 600), type],
      [whole.slice(0, whole.byteLength - 60), type],
      [whole, "multipart/form-data"],
      [whole, "multipart/form-data; boundary=another"],
      [new Uint8Array(), type],
      [namelessText, type],
      [namelessFile, type],
    ] as const) {
      const { status, body: answer } = await quiet("POST", AGENT, {
        key: ada.key,
        body,
        headers: { "content-type": contentType },
      });
      expect({ status, code: answer.errors[0].code }).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    }
    expect(
      (await quiet("POST", AGENT, { key: ada.key, body: "<x/>", headers: { "content-type": "text/xml" } })).status,
    ).toBe(415);
    expect(
      (await quiet("POST", AGENT, { key: ada.key, body: "{", headers: { "content-type": "application/json" } })).status,
    ).toBe(400);
    expect(await stored()).toEqual(before);
  });

  it("holds the price of every picture it may draw, or what the caller allows", async () => {
    const poor = await seedAccount();
    await setBalance(poor.accountId, 20);
    const json = { instructions: "a lighthouse in a storm" };
    expect(await quiet("POST", AGENT, { key: poor.key, json })).toMatchObject({
      status: 402,
      body: { errors: [{ code: "INSUFFICIENT_CREDITS", message: expect.stringContaining("50") }] },
    });
    expect((await quiet("POST", AGENT, { key: poor.key, json: { ...json, max_cost: 19 } })).status).toBe(202);
    const { body } = await quiet("GET", "/hq/billing/balance", { key: poor.key });
    expect(JSON.stringify(body)).toContain("5");
  });

  it("the same form under one Idempotency-Key is one job, and its images are kept once", async () => {
    const parts = [
      ["instructions", INSTRUCTIONS],
      ["images", await photo()],
    ] as const;
    const headers = { "idempotency-key": "the-same-form" };
    const first = await submit(form(...parts), ada.key, headers);
    const kept = (await stored()).length;
    const again = await submit(form(...parts), ada.key, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await stored()).length).toBe(kept);
    const other = await submit(
      form(["instructions", INSTRUCTIONS], ["images", await png(shades(20, 20))]),
      ada.key,
      headers,
    );
    expect(other).toMatchObject({ status: 400, body: { errors: [{ code: "IDEMPOTENCY_KEY_REUSED" }] } });
    expect((await stored()).length).toBe(kept);
  });

  it("passes over a webhook that is not https, and says so; refuses a private one", async () => {
    const json = { instructions: INSTRUCTIONS, max_steps: 1 };
    const accepted = await quiet("POST", AGENT, {
      key: ada.key,
      json: { ...json, webhook_url: "http://example.com/hook" },
    });
    expect(accepted.status).toBe(202);
    const { data } = (await quiet("GET", `/v1/jobs/${accepted.body.data.job_id}`, { key: ada.key })).body;
    expect(data.warnings).toEqual([
      { parameter: "webhook_url", treatment: "ignored", message: expect.stringContaining("https") },
    ]);
    expect(
      await quiet("POST", AGENT, { key: ada.key, json: { ...json, webhook_url: "https://10.0.0.1/hook" } }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ path: ["webhook_url"] }] },
    });
  });

  it("tells a stranger nothing, and shows nobody another's uploads or pictures", async () => {
    expect((await quiet("POST", AGENT, { json: {} })).status).toBe(401);
    expect((await quiet("POST", "/v1/uploads", { body: await photo() })).status).toBe(401);
    const eve = await seedAccount();
    const { upload_id: upload } = (await quiet("POST", "/v1/uploads", { key: ada.key, body: await photo() })).body.data;
    const json = { instructions: INSTRUCTIONS, images: [upload] };
    expect(await quiet("POST", AGENT, { key: eve.key, json })).toMatchObject({
      status: 400,
      body: { errors: [{ path: ["images", "0"] }] },
    });
  });
});

describe("POST /v1/uploads", () => {
  it("holds the bytes against their Content-Digest", async () => {
    const body = await photo();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toBase64();
    const send = async (value: string) =>
      await quiet("POST", "/v1/uploads", { key: ada.key, body, headers: { "content-digest": value } });
    expect((await send(`sha-256=:${digest}:`)).status).toBe(201);
    const before = await stored();
    expect((await send(`sha-256=:${"A".repeat(43)}=:`)).status).toBe(400);
    expect((await send("md5=:AAAA:")).status).toBe(400);
    expect(await stored()).toEqual(before);
  });

  it("keeps nothing that tells where a photograph was taken", async () => {
    const body = withSegments(await photo(), exifSegment(6));
    const { upload_id: upload } = (await quiet("POST", "/v1/uploads", { key: ada.key, body })).body.data;
    for (const key of (await stored()).filter((one) => one.includes(upload))) {
      const object = await env.MEDIA.get(key);
      expect(new TextDecoder("latin1").decode(await object?.arrayBuffer())).not.toMatch(/GPS|SecretPhone/);
    }
  });

  it("is of no use after a day, and gone soon after", async () => {
    const { upload_id: upload } = (await quiet("POST", "/v1/uploads", { key: ada.key, body: await photo() })).body.data;
    const inHours = (hours: number) =>
      apiWith({ JOBS: new SilentQueue() }, { now: () => new Date(Date.now() + hours * 3_600_000) });
    const json = { instructions: INSTRUCTIONS, images: [upload] };
    expect((await inHours(23.9)("POST", AGENT, { key: ada.key, json })).status).toBe(202);
    expect((await inHours(24.1)("POST", AGENT, { key: ada.key, json })).status).toBe(400);
    const sweepIn = async (hours: number) =>
      await createServices(env, { now: () => new Date(Date.now() + hours * 3_600_000) }).upkeep.sweep();
    await sweepIn(25.9);
    expect((await stored()).filter((key) => key.includes(upload))).toHaveLength(2);
    await sweepIn(26.1);
    expect((await stored()).filter((key) => key.includes(upload))).toEqual([]);
  });
});

describe("the other submits", () => {
  it("the prompt enhancer answers a full prompt and costs nothing", async () => {
    const json = { instructions: "a fox in a forest", aspect_ratio: "16:9" };
    const { status, body } = await api("POST", "/v2/image-utils/prompt-enhancer?wait=30", { key: ada.key, json });
    expect(status).toBe(202);
    expect(body.data).toMatchObject({
      type: "prompt_enhancer",
      status: "succeeded",
      output: { results: [], steps: [] },
    });
    const { prompt } = body.data.output;
    expect(prompt).toMatch(/^a fox in a forest, .*(?:light|sky|stars).*16:9/);
    expect(
      (
        await quiet("POST", "/v2/image-utils/prompt-enhancer", {
          key: ada.key,
          json: { ...json, webhook_url: "https://example.com" },
        })
      ).status,
    ).toBe(400);
  });

  it("a character sheet shows one character in four views", async () => {
    const body = form(["character_image", await png(product(400))]);
    const { body: answer } = await api("POST", "/v2/image-utils/character-image-sheet?wait=60", { key: ada.key, body });
    expect(answer.data).toMatchObject({ type: "character_image_sheet", status: "succeeded" });
    expect(answer.data.output.results).toMatchObject([{ width: 2048, height: 2048 }]);
    const large = form(["character_image", withJunk(await photo(), 16 * 1_024 * 1_024)]);
    expect((await quiet("POST", "/v2/image-utils/character-image-sheet", { key: ada.key, body: large })).status).toBe(
      413,
    );
    expect(await quiet("POST", "/v2/image-utils/character-image-sheet", { key: ada.key, json: {} })).toMatchObject({
      status: 400,
      body: { errors: [{ message: "Must provide character_image or character_prompt." }] },
    });
  });

  it("searching the web is not offered, and says so", async () => {
    expect(
      await quiet("POST", "/v2/image-utils/image-web-search", { key: ada.key, json: { instructions: "foxes" } }),
    ).toMatchObject({
      status: 501,
      body: { data: null, errors: [{ code: "NOT_IMPLEMENTED", message: expect.stringContaining("search provider") }] },
    });
  });
});

/** A JPEG with so many bytes in a segment of no meaning. */
function withJunk(file: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const one = new Uint8Array(65_000);
  return withSegments(file, ...Array.from({ length: Math.ceil(bytes / one.byteLength) }, () => [0xed, one] as const));
}
