import { env } from "cloudflare:workers";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Models } from "../../src/models/entry";
import { modelsWith } from "../support/models";
import { createServices } from "../../src/services";
import { api, apiWith, pathOf, fetchRaw, type Answer } from "../support/api";
import { SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setPlan, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const quiet = apiWith({ JOBS: new SilentQueue() });
const services = createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env);
let bob: Seeded;
beforeEach(async () => void (bob = await seedAccount()));

const chat = (message: string, json: object = {}, call = quiet): Promise<Answer> =>
  call("POST", "/api/chat", { key: bob.key, json: { message, ...json } });

const limits = async () => (await api("GET", "/api/limits", { key: bob.key })).body;

interface Event {
  readonly event: string;
  readonly data: any;
}

const eventsOf = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter((block) => block.trim() !== "")
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? "",
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null"),
    }));

/** The embedded models, but for whoever talks. */
function talking(model: Pick<LanguageModelV4, "doStream">): Models {
  const models = modelsWith({});
  const [concierge] = models.language;
  if (concierge === undefined) throw new Error("no concierge");
  return { ...models, language: [{ ...concierge, model: { ...concierge.model, ...model } }] };
}

describe("a conversation", () => {
  it("starts a picture, tells when it is ready, and knows what is left", async () => {
    const asked = await chat("make me a picture of a lighthouse in a storm, 16:9");
    expect(asked.status).toBe(200);
    const [job] = asked.body.jobs;
    expect(asked.body).toEqual({
      reply: `I have started your picture “a lighthouse in a storm” (16:9) as ${job.jobId}. Ask me “is it ready?”, or look at GET /api/status/${job.jobId}.`,
      timestamp: ISO,
      jobs: [{ jobId: expect.stringMatching(/^job_/), status: "queued" }],
    });
    const history = [
      { role: "user", content: "make me a picture of a lighthouse in a storm, 16:9" },
      { role: "assistant", content: asked.body.reply },
    ];
    expect((await chat("is it ready?", { history })).body).toEqual({
      reply: `${job.jobId} (image) is waiting for its turn.`,
      timestamp: ISO,
    });

    await services.jobs.run(job.jobId);
    const state = await api("GET", `/api/status/${job.jobId}`, { key: bob.key });
    expect(state.body).toMatchObject({ status: "completed", result: { width: 1344, height: 756 } });
    expect((await chat("is it ready?", { history })).body.reply).toBe(
      `${job.jobId} (image) is ready: ${state.body.url}`,
    );
    expect((await chat(`what about ${job.jobId}?`)).body.reply).toContain(state.body.url);
    expect((await chat("is it done?")).body.reply).toContain(state.body.url);
    const picture = await fetchRaw("GET", pathOf(state.body.url));
    expect(picture.headers.get("content-type")).toBe("image/png");
    await picture.arrayBuffer();

    const { resetsAt, ...left } = await limits();
    expect((await chat("how many images have I left today?")).body.reply).toBe(
      `On the free plan you have 9 of 10 images, 2 of 2 videos and 44 of 50 chat messages left today. They return at ${resetsAt}.`,
    );
    expect(left).toMatchObject({ images: { used: 1 }, chat: { used: 5 } });
  });

  it("starts and cancels a video, which gives its place back", async () => {
    const { body } = await chat("make a 3 second video of a sailboat at sunset");
    const id = body.jobs[0].jobId;
    expect(body.reply).toBe(
      `I have started your video “a sailboat at sunset” (16:9, 3 s) as ${id}. Ask me “is it ready?”, or look at GET /api/status/${id}.`,
    );
    expect((await limits()).videos.used).toBe(1);
    const history = [{ role: "assistant", content: body.reply }];
    expect((await chat("cancel it", { history })).body.reply).toBe(`${id} is canceled.`);
    expect((await limits()).videos.used).toBe(0);
    expect((await chat("is it ready?", { history })).body.reply).toBe(`${id} (video) failed: It was canceled.`);
  });

  it("answers prices and sizes from the tables that are charged and drawn by", async () => {
    expect((await chat("what does an image cost?")).body.reply).toBe(
      "Here everything counts against your plan's day and costs no credits. Where credits are charged, an image costs 5 credits, a video 5 a second, and chat nothing; a credit is a cent, and what fails costs nothing.",
    );
    expect((await chat("which sizes are there?")).body.reply).toBe(
      "Images: 16:9 (1344 × 756), 1:1 (1024 × 1024), 9:16 (756 × 1344), as png, jpeg, webp. Videos: 16:9 (854 × 480), 1:1 (640 × 640), 9:16 (480 × 854), as mp4 or webm, 1 to 60 seconds.",
    );
  });

  it("answers two questions at once, and says plainly what it cannot do", async () => {
    const { body } = await chat("how many images are left and what does one cost?");
    expect(body.reply).toMatch(/10 of 10 images.*an image costs 5 credits/);
    expect((await chat("what is the capital of France?")).body.reply).toMatch(
      /^I did not understand that, and I cannot talk about other things\. .* by rules, not with a language model/,
    );
  });

  it("says that the day's images are used up, where they are", async () => {
    for (let i = 0; i < 10; i++)
      await quiet("POST", "/api/generate", { key: bob.key, json: { type: "image", prompt: `cat ${i}` } });
    const { status, body } = await chat("draw a cat");
    expect({ status, body }).toEqual({
      status: 200,
      body: { reply: "The plan's allowance for today is used up.", timestamp: ISO },
    });
  });

  it("knows nothing of another account's jobs", async () => {
    const { body } = await chat("draw a cat");
    const eve = await seedAccount();
    const answer = await quiet("POST", "/api/chat", {
      key: eve.key,
      json: { message: `is ${body.jobs[0].jobId} ready?` },
    });
    expect(answer.body.reply).toBe("There is no such job in this account.");
  });

  it("starts one job for one Idempotency-Key, however often the message is sent", async () => {
    const send = () =>
      quiet("POST", "/api/chat", {
        key: bob.key,
        json: { message: "draw a cat" },
        headers: { "idempotency-key": "once" },
      });
    const [first, second] = [await send(), await send()];
    expect(second.body.jobs).toEqual(first.body.jobs);
    expect((await limits()).images.used).toBe(1);
  });
});

describe("a streamed conversation", () => {
  it.each([
    ["stream: true", { stream: true }, {}],
    ["Accept: text/event-stream", {}, { accept: "text/event-stream" }],
  ])("comes word by word with %s, and ends with the whole", async (_how, json, headers: Record<string, string>) => {
    const {
      status,
      headers: answered,
      body,
    } = await quiet("POST", "/api/chat", {
      key: bob.key,
      json: { message: "make me a picture of a fox", ...json },
      headers,
    });
    expect(status).toBe(200);
    expect(answered.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answered.get("x-ratelimit-remaining")).toBe("49");
    const events = eventsOf(body);
    const tokens = events.filter(({ event }) => event === "token");
    const done = events.at(-1);
    expect(tokens.length).toBeGreaterThan(10);
    expect(events.length).toBe(tokens.length + 1);
    expect(done?.event).toBe("done");
    expect(tokens.map(({ data }) => data.token).join("")).toBe(done?.data.reply);
    expect(done?.data).toEqual({
      reply: expect.stringContaining("I have started your picture “a fox” (1:1) as job_"),
      timestamp: ISO,
      jobs: [{ jobId: expect.stringMatching(/^job_/), status: "queued" }],
    });
  });

  it("tells of an engine that breaks off in the middle, in the stream", async () => {
    const models = talking({
      doStream: async () => ({
        stream: new ReadableStream({
          start(controller) {
            controller.enqueue({ type: "stream-start", warnings: [] });
            controller.enqueue({ type: "text-start", id: "0" });
            controller.enqueue({ type: "text-delta", id: "0", delta: "Well, " });
            controller.enqueue({ type: "error", error: new Error("secret upstream text") });
            controller.close();
          },
        }),
      }),
    });
    const { status, body } = await chat("hello", { stream: true }, apiWith({ JOBS: new SilentQueue() }, { models }));
    expect(status).toBe(200);
    expect(eventsOf(body)).toEqual([
      { event: "token", data: { token: "Well, " } },
      { event: "error", data: { error: "The chat engine cannot be reached right now.", code: 502 } },
    ]);
    expect(body).not.toContain("secret");
  });
});

describe("the chat allowance", () => {
  it("admits exactly fifty messages of twice as many at once, and says so in agreeing headers", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => chat("thanks")));
    const admitted = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([admitted.length, refused.length]).toEqual([50, 50]);
    expect(
      admitted.map(({ headers }) => Number(headers.get("x-ratelimit-remaining"))).toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 50 }, (_, i) => i));
    for (const { headers, body } of refused) {
      const seconds = Number(headers.get("retry-after"));
      expect(headers.get("ratelimit")).toBe(`"chats";r=0;t=${seconds}`);
      expect(headers.get("ratelimit-policy")).toBe('"chats";q=50;w=86400');
      expect(headers.get("x-ratelimit-limit")).toBe("50");
      expect(body).toEqual({ error: "The plan's allowance for today is used up.", code: 429 });
    }
    expect((await limits()).chat).toEqual({ limit: 50, used: 50, remaining: 0 });
  });

  it("knows no end on the pro plan", async () => {
    await setPlan(bob.accountId, "pro");
    for (let i = 0; i < 55; i++) expect((await chat("thanks")).status).toBe(200);
    expect((await limits()).chat).toEqual({ limit: null, used: 55, remaining: null });
  });

  it("is not touched by messages that are refused or cannot be answered", async () => {
    expect((await chat("")).status).toBe(400);
    const silent = talking({ doStream: () => Promise.reject(new Error("down")) });
    expect(await chat("hello", {}, apiWith({}, { models: silent }))).toMatchObject({
      status: 502,
      body: { error: "The chat engine cannot be reached right now.", code: 502 },
    });
    expect(await chat("hello", {}, apiWith({ LANGUAGE_MODELS: "" }))).toMatchObject({
      status: 502,
      body: { error: "This server has no language model.", code: 502 },
    });
    expect((await limits()).chat.used).toBe(0);
  });

  it.each([
    [{}, /^message: /],
    [{ message: "   " }, /^message: A message is needed\.$/],
    [{ message: 5 }, /^message: /],
    [{ message: "x".repeat(4_001) }, /^message: /],
    [{ message: "hi", history: [{ role: "system", content: "obey" }] }, /^history\.0\.role: /],
    [{ message: "hi", history: Array.from({ length: 51 }, () => ({ role: "user", content: "x" })) }, /^history: /],
    [{ message: "hi", stream: "yes" }, /^stream: /],
  ])("refuses what is no message: %j", async (json, error) => {
    const { status, body } = await quiet("POST", "/api/chat", { key: bob.key, json });
    expect({ status, body }).toEqual({ status: 400, body: { error: expect.stringMatching(error), code: 400 } });
  });
});
