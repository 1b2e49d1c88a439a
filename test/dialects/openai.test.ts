import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { decode } from "../support/decode";
import { SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeEach(async () => {
  ada = await seedAccount();
  await env.DB_0.exec("DELETE FROM breakers");
});

const PATH = "/v1/images/generations";
const generate = async (json: object, headers: Record<string, string> = {}) =>
  await api("POST", PATH, { key: ada.key, json, headers });

describe("POST /v1/images/generations", () => {
  it("answers with the picture, by its place and by its bytes, in exactly the size asked for", async () => {
    const { status, body } = await generate({
      model: "illustrator",
      prompt: "a red fox in the snow",
      size: "1536x1024",
      n: 1,
      seed: 7,
      quality: "high",
      user: "u1",
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      created: expect.any(Number),
      data: [{ url: expect.stringMatching(/\.png$/), b64_json: expect.any(String) }],
      output_format: "png",
      size: "1536x1024",
      seed: 7,
      model: "illustrator-4",
      job_id: expect.stringMatching(/^job_/),
    });
    const bytes = Uint8Array.fromBase64(body.data[0].b64_json);
    expect(await (await fetchRaw("GET", pathOf(body.data[0].url))).bytes()).toEqual(bytes);
    const { width, height } = await decode(bytes, "image/png");
    expect([width, height]).toEqual([1_536, 1_024]);
    const job = (await api("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body;
    expect(job).toMatchObject({ status: "completed", url: body.data[0].url });
  });

  it("answers with the place alone, or the bytes alone, where one is asked for", async () => {
    const place = await generate({ prompt: "a cat", size: "256x256", response_format: "url" });
    expect(Object.keys(place.body.data[0])).toEqual(["url"]);
    const bytes = await generate({
      prompt: "a cat",
      size: "256x256",
      response_format: "b64_json",
      output_format: "webp",
    });
    expect(Object.keys(bytes.body.data[0])).toEqual(["b64_json"]);
  });

  it("finds the same picture under the same Idempotency-Key, and charges for one", async () => {
    const balance = async () => (await api("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents;
    const before = await balance();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await generate({ prompt: "a cat", size: "256x256" }, headers);
    const second = await generate({ prompt: "a cat", size: "256x256" }, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await balance()).toBe(before - 5);
  });

  it.each([
    [{}, "prompt", "invalid_field"],
    [{ prompt: "a cat", n: 2 }, "n", "invalid_field"],
    [{ prompt: "a cat", size: "4096x4096" }, "size", "invalid_field"],
    [{ prompt: "a cat", size: "big" }, "size", "invalid_field"],
    [{ prompt: "a cat", background: "transparent" }, "background", "invalid_field"],
    [{ prompt: "a cat", stream: true }, "stream", "invalid_field"],
    [{ prompt: "a cat", model: "dall-e-9" }, "model", "invalid_field"],
  ])("refuses %j in OpenAI's shape, with the field", async (json, param, code) => {
    const { status, body } = await generate(json);
    expect({ status, body }).toEqual({
      status: 400,
      body: { error: { message: expect.any(String), type: "invalid_request_error", param, code } },
    });
    if (param === "model") expect(body.error.message).toContain("illustrator-4, illustrator");
  });

  it("asks for a key, and says that it is refused, in OpenAI's words", async () => {
    const { status, body } = await api("POST", PATH, { json: { prompt: "a cat" } });
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: "invalid_api_key" });
    expect(await api("GET", "/v1/images/none")).toMatchObject({
      status: 404,
      body: { error: { code: "route_not_found" } },
    });
    expect(await api("PUT", PATH)).toMatchObject({ status: 405, body: { error: { type: "invalid_request_error" } } });
  });

  it("says why there is no picture", async () => {
    for (const [model, status, code] of [
      ["test:reject", 400, "content_rejected"],
      ["test:fail?status=404", 500, "generation_failed"],
    ] as const) {
      await env.DB_0.exec("DELETE FROM breakers");
      const studio = product(ada, { IMAGE_MODELS: model, TEST_MODELS: "on" });
      const headers = { "idempotency-key": crypto.randomUUID() };
      const json = { prompt: "a cat", size: "256x256" };
      const asking = studio.call("POST", PATH, { key: ada.key, json, headers });
      const { results } = await openJobs();
      for (const { id } of results) await studio.run(id);
      expect(await asking).toMatchObject({ status, body: { error: { code } } });
    }
  });

  it("is broken off without losing the picture", async () => {
    const studio = product(ada, {});
    const headers = { "idempotency-key": crypto.randomUUID() };
    const json = { prompt: "a cat", size: "256x256" };
    const submitting = apiWith({ JOBS: new SilentQueue() });
    const gone = submitting("POST", PATH, { key: ada.key, json, headers });
    const { results } = await openJobs();
    for (const { id } of results) await studio.run(id);
    const { body } = await gone;
    expect((await studio.call("POST", PATH, { key: ada.key, json, headers })).body).toEqual(body);
  });
});

/** Jobs of the account that wait to be run, once there is one. */
async function openJobs() {
  for (;;) {
    const open = await env.DB_0.prepare("SELECT id FROM jobs WHERE account_id = ?1 AND ended_at IS NULL")
      .bind(ada.accountId)
      .all<{ id: string }>();
    if (open.results.length > 0) return open;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("GET /v1/models", () => {
  it("lists every name an image model answers to, to anyone", async () => {
    expect(await api("GET", "/v1/models")).toMatchObject({
      status: 200,
      body: {
        object: "list",
        data: [
          { id: "illustrator-4", object: "model", created: 0, owned_by: "edgel" },
          { id: "illustrator", object: "model", created: 0, owned_by: "edgel" },
        ],
      },
    });
  });
});
