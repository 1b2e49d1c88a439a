import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeEach(async () => {
  ada = await seedAccount();
  await env.DB_0.exec("DELETE FROM breakers");
});

const studio = (models: string, more: object = {}) =>
  product(ada, { IMAGE_MODELS: models, TEST_MODELS: "on", ...more });
const ask = async (at: ReturnType<typeof studio>, json: object) =>
  await at.call("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat", ...json } });
const balance = async (at: ReturnType<typeof studio>) =>
  (await at.call("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents;

describe("the model a caller names", () => {
  it("is the one that is asked, by its id, its alias, or the operator's name for it", async () => {
    const at = studio("fast = test:ok, illustrator");
    for (const [model, made] of [
      ["illustrator", "illustrator-4"],
      ["illustrator-4", "illustrator-4"],
      ["fast", "test:ok"],
      ["test:ok", "test:ok"],
    ])
      expect(await at.draw({ model })).toMatchObject({ status: "completed", model: made });
    const { body } = await at.call("GET", "/models");
    expect(body[0]).toMatchObject({ id: "fast", aliases: ["test:ok"], up: true, price: { credits: 5, per: "image" } });
  });

  it("is refused with the known names where it is none of them, in each API's own shape", async () => {
    const at = studio("fast = test:ok, illustrator");
    const known = "There is no image model of that name; there are fast, test:ok, illustrator-4, illustrator.";
    expect(await ask(at, { model: "dall-e-9" })).toMatchObject({
      status: 422,
      body: { error: "invalid_field:model", message: known },
    });
    const agentname = { type: "image", prompt: "a cat", model: "dall-e-9" };
    expect(await at.call("POST", "/api/generate", { key: ada.key, json: agentname })).toMatchObject({
      status: 400,
      body: { error: `model: ${known}`, code: 400 },
    });
    const video = { ...agentname, type: "video" };
    expect((await at.call("POST", "/api/generate", { key: ada.key, json: video })).body.error).toContain("animator");
  });

  it("is not replaced by another, and is not degraded where it is an embedded one", async () => {
    const at = studio("test:fail?status=503, illustrator");
    expect(await at.draw({ model: "test:fail?status=503" })).toMatchObject({
      status: "failed",
      error: "generation_failed",
    });
    const before = await balance(at);
    const chosen = await at.draw({ model: "illustrator" });
    expect(chosen).toMatchObject({ status: "completed" });
    expect(chosen).not.toHaveProperty("degraded");
    expect(await balance(at)).toBe(before - 5);
  });

  it("an embedded model that stands in for another says so, and costs nothing", async () => {
    const at = studio("test:fail?status=503, illustrator");
    const before = await balance(at);
    expect(await at.draw()).toMatchObject({ status: "completed", model: "illustrator-4", degraded: true });
    expect(await balance(at)).toBe(before);
  });
});

describe("strict", () => {
  it("refuses what no model honours, with the field, and takes nothing", async () => {
    const at = studio("test:ok");
    const before = await balance(at);
    for (const [json, field] of [
      [{ style: "ink" }, "style"],
      [{ colors: "#102030" }, "colors"],
    ] as const)
      expect(await ask(at, { ...json, strict: true })).toMatchObject({
        status: 422,
        body: { error: "not_honoured", message: `No model here honours ${field} with the rest of this request.` },
      });
    expect(await balance(at)).toBe(before);
    expect((await ask(at, { style: "ink" })).status).toBe(202);
  });

  it("passes by models that do not honour it all", async () => {
    const at = studio("test:ok, illustrator");
    expect(await at.draw({ style: "watercolor" })).toMatchObject({ model: "test:ok" });
    const strict = await at.draw({ style: "watercolor", strict: true });
    expect(strict).toMatchObject({ model: "illustrator-4" });
    expect(strict).not.toHaveProperty("degraded");
  });

  it("is part of what a request is under its Idempotency-Key", async () => {
    const at = studio("illustrator");
    const headers = { "idempotency-key": crypto.randomUUID() };
    const send = async (json: object) =>
      await at.call("POST", "/image/generate", { key: ada.key, headers, json: { prompt: "a cat", ...json } });
    expect((await send({})).status).toBe(202);
    expect(await send({ strict: true })).toMatchObject({ status: 422, body: { error: "idempotency_key_reused" } });
  });
});

describe("moderation", () => {
  const kinds = async (at: ReturnType<typeof studio>, words: string) => {
    const image = await at.draw({ prompt: words });
    const video = await at.call("POST", "/api/generate", {
      key: ada.key,
      json: { type: "video", prompt: words, duration: 1 },
    });
    await at.run(video.body.jobId);
    const form = new FormData();
    form.append("instructions", words);
    const agent = await at.call("POST", "/v2/image/agent", { key: ada.key, body: form });
    await at.run(agent.body.data.job_id);
    return {
      image,
      video: (await at.call("GET", `/api/status/${video.body.jobId}`, { key: ada.key })).body,
      agent: (await at.call("GET", `/v1/jobs/${agent.body.data.job_id}`, { key: ada.key })).body.data,
    };
  };

  it("by a list of words ends a job of any kind before a model sees it, and says its category and stage", async () => {
    const at = studio("test:ok", {
      MODERATION: "blocklist",
      MODERATION_BLOCKLIST: "Évil plan, gore",
      VIDEO_MODELS: "test:ok",
    });
    const before = await balance(at);
    const refused = await kinds(at, "An EVIL-plan, please");
    expect(refused.image).toMatchObject({
      status: "failed",
      error: "content_rejected",
      rejection: { stage: "prompt", category: "blocklist" },
    });
    expect(refused.video).toMatchObject({
      status: "failed",
      error: "The prompt was refused by the look at it: blocklist.",
    });
    expect(refused.agent).toMatchObject({
      status: "failed",
      errors: [{ code: "CONTENT_REJECTED", details: { stage: "prompt", category: "blocklist" } }],
    });
    expect(await balance(at)).toBe(before);
    expect(await at.calls(refused.image.job_id)).toEqual({ calls: [], made: [] });
    expect((await at.draw({ prompt: "a gorecat and a devil planter" })).status).toBe("completed");
  });

  /** Llama Guard as its page on Workers AI describes its answers. */
  const guarded = (answer: () => unknown) => {
    const asked: any[] = [];
    const AI = {
      run: async (model: string, inputs: unknown) => {
        asked.push({ model, inputs });
        return await answer();
      },
    };
    return { asked, at: studio("test:ok", { AI, MODERATION: "workers-ai:@cf/meta/llama-guard-3-8b" }) };
  };

  it("by a safety model is asked with the prompt alone, and its codes become words", async () => {
    const safe = guarded(() => ({
      response: "\n\nsafe",
      usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 },
    }));
    expect(await safe.at.draw({ prompt: "a cat" })).toMatchObject({ status: "completed" });
    expect(safe.asked).toMatchObject([
      { model: "@cf/meta/llama-guard-3-8b", inputs: { messages: [{ role: "user", content: "a cat" }] } },
    ]);
    const unsafe = guarded(() => ({ response: "\n\nunsafe\nS9,S1" }));
    expect(await unsafe.at.draw({ prompt: "a bomb" })).toMatchObject({
      status: "failed",
      rejection: { stage: "prompt", category: "indiscriminate_weapons" },
    });
  });

  it("by a safety model that does not answer, or not so, lets nothing pass", async () => {
    for (const answer of [
      () => ({ response: "I am a helpful assistant." }),
      () => {
        throw new Error("AiError: 3040: out of capacity");
      },
    ]) {
      await env.DB_0.exec("DELETE FROM breakers");
      const { at } = guarded(answer);
      const { body } = await ask(at, {});
      const waits = await at.run(body.job_id, 4);
      const job = (await at.call("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body;
      expect(["failed", "pending", "processing"]).toContain(job.status);
      expect(waits).not.toEqual(["settled"]);
      expect((await at.calls(body.job_id)).calls.every(({ part }: any) => part === "prompt")).toBe(true);
    }
  });

  it("cannot be anything else", () => {
    expect(() => studio("test:ok", { MODERATION: "strictly" })).toThrow('MODERATION names "strictly"');
  });
});

describe("language models", () => {
  it("that do not answer are followed by the next, in the chat and in an agent's decisions", async () => {
    const at = studio("test:ok", { LANGUAGE_MODELS: "test:fail?status=503, test:fail?status=401, concierge" });
    const chat = await at.call("POST", "/api/chat", { key: ada.key, json: { message: "what can you do?" } });
    expect(chat).toMatchObject({ status: 200, body: { reply: expect.stringContaining("I can make a picture") } });
    const form = new FormData();
    form.append("instructions", "draw a cat");
    const { body } = await at.call("POST", "/v2/image/agent", { key: ada.key, body: form });
    await at.run(body.data.job_id);
    expect((await at.call("GET", `/v1/jobs/${body.data.job_id}`, { key: ada.key })).body.data.status).toBe("succeeded");
    const { calls } = await at.calls(body.data.job_id);
    expect(calls.filter(({ part }: any) => part === "decision-1")).toMatchObject([
      { model: "test:fail?status=503", outcome: "failed" },
    ]);
  });

  it("of which none answers are a 502 that says when to come back, and the message is not counted", async () => {
    const at = studio("test:ok", { LANGUAGE_MODELS: "test:fail?status=429&retry_after=30" });
    const left = async () => (await at.call("GET", "/api/limits", { key: ada.key })).body.chat.used;
    const before = await left();
    const { status, headers } = await at.call("POST", "/api/chat", { key: ada.key, json: { message: "hello" } });
    expect({ status, after: headers.get("retry-after") }).toEqual({ status: 502, after: "30" });
    expect(await left()).toBe(before);
  });
});
