import { env } from "cloudflare:workers";
import { imageSize } from "image-size";
import { afterAll, describe, expect, it } from "vitest";
import { createServices } from "../../src/services";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { scripted, SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance, setPlan } from "../support/seed";

const ada = await seedAccount("ada");
afterAll(expectSoundBooks);

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
/** Nobody draws these jobs: no work is in flight when a test ends. */
const quiet = apiWith({ JOBS: new SilentQueue() });
const generate = (json: unknown, key = ada.key) => api("POST", "/api/generate", { key, json });
const limitsOf = async (key: string) => (await api("GET", "/api/limits", { key })).body;
const countJobs = async (accountId: string) =>
  await env.DB_0.prepare("SELECT count(*) AS n FROM jobs WHERE account_id = ?1").bind(accountId).first<number>("n");

describe("POST /api/generate", () => {
  it("answers 200 with a queued job, and the status turns into a picture at a public URL", async () => {
    const { status, body } = await generate({ type: "image", prompt: "a lighthouse", aspect_ratio: "9:16" });
    expect(status).toBe(200);
    expect(body).toEqual({ jobId: expect.stringMatching(/^job_/), status: "queued" });

    const poll = await api("GET", `/api/status/${body.jobId}?wait=30`, { key: ada.key });
    expect(poll.status).toBe(200);
    expect(poll.body).toEqual({
      jobId: body.jobId,
      status: "completed",
      type: "image",
      progress: 100,
      url: expect.stringMatching(/^https:\/\/edgel\.test\/i\/img_.*\.png$/),
      result: { url: poll.body.url, width: 756, height: 1344 },
      error: null,
      model: "illustrator-4",
      createdAt: ISO,
      updatedAt: ISO,
    });
    const bytes = await (await fetchRaw("GET", pathOf(poll.body.url))).bytes();
    expect(imageSize(bytes)).toMatchObject({ width: 756, height: 1344 });
  });

  it("draws 1:1 where no ratio is named, and takes no notice of an image's duration or of unknown fields", async () => {
    const { body } = await generate({
      type: "image",
      prompt: "a cat",
      duration: 10,
      mood: "fine",
      seed: 3,
      output_format: "webp",
    });
    const { body: job } = await api("GET", `/api/status/${body.jobId}?wait=30`, { key: ada.key });
    const bytes = await (await fetchRaw("GET", pathOf(job.url))).bytes();
    expect(imageSize(bytes)).toMatchObject({ width: 1024, height: 1024, type: "webp" });
  });

  it.each([
    [{}, "type: "],
    [{ type: "image" }, "prompt: "],
    [{ type: "image", prompt: " " }, "prompt: A prompt is needed."],
    [{ type: "image", prompt: "x".repeat(4_001) }, "prompt: "],
    [{ type: "song", prompt: "a cat" }, "type: "],
    [{ type: "image", prompt: "a cat", aspect_ratio: "4:3" }, "aspect_ratio: "],
    [{ type: "video", prompt: "a cat", duration: 0 }, "duration: "],
    [{ type: "video", prompt: "a cat", duration: 61 }, "duration: "],
    [{ type: "video", prompt: "a cat", duration: 1.5 }, "duration: "],
    [{ type: "image", prompt: "a cat", seed: -1 }, "seed: "],
    ["a cat", "body: "],
  ])("refuses %j with 400, names the field, and counts nothing", async (json, named) => {
    const bob = await seedAccount();
    const { status, body } = await generate(json, bob.key);
    expect(status).toBe(400);
    expect(body).toEqual({ error: expect.stringContaining(named), code: 400 });
    expect((await limitsOf(bob.key)).images.used).toBe(0);
  });

  it("answers every other refusal as a sentence and the number of its status", async () => {
    const calls: [string, string, Parameters<typeof api>[2], number][] = [
      ["POST", "/api/generate", { json: { type: "image", prompt: "a cat" } }, 401],
      ["POST", "/api/generate", { key: ada.token, json: { type: "image", prompt: "a cat" } }, 401],
      ["POST", "/api/generate", { key: ada.key, body: "{", headers: { "content-type": "application/json" } }, 400],
      ["POST", "/api/generate", { key: ada.key, body: "a=b", headers: { "content-type": "text/plain" } }, 400],
      ["POST", "/api/generate", { key: ada.key, json: { type: "image", prompt: "x".repeat(300_000) } }, 413],
      ["GET", "/api/generate", { key: ada.key }, 405],
      ["GET", "/api/nothing", { key: ada.key }, 404],
      ["GET", "/api/status/job_none", { key: ada.key }, 404],
      ["GET", "/api/status/job_none?wait=900", { key: ada.key }, 400],
    ];
    for (const [method, path, call, code] of calls) {
      const { status, body } = await api(method, path, call);
      expect(body, `${method} ${path}`).toEqual({ error: expect.any(String), code });
      expect(status, `${method} ${path}`).toBe(code);
    }
  });

  it("keeps an account's jobs from every other account", async () => {
    const bob = await seedAccount();
    const json = { type: "image", prompt: "a secret garden" };
    const { body } = await quiet("POST", "/api/generate", { key: ada.key, json });
    expect(await api("GET", `/api/status/${body.jobId}`, { key: bob.key })).toMatchObject({
      status: 404,
      body: { error: "Job not found", code: 404 },
    });
  });
});

describe("the plan pays", () => {
  const submit = (key: string, prompt = "a cat") =>
    quiet("POST", "/api/generate", { key, json: { type: "image", prompt } });

  it("counts the day across keys, refuses the eleventh image with all the limits in agreement, and touches no credits", async () => {
    const bob = await seedAccount();
    await setBalance(bob.accountId, 0);
    const other = await api("POST", "/hq/account/create/key", { key: bob.key, json: { name: "second" } });
    for (let i = 0; i < 10; i++) {
      const { status, headers } = await submit(i % 2 === 0 ? bob.key : other.body.api_key);
      expect(status).toBe(200);
      expect(headers.get("ratelimit")).toMatch(new RegExp(`^"images";r=${9 - i};t=\\d+$`));
      expect(headers.get("x-ratelimit-remaining")).toBe(String(9 - i));
    }
    const { status, headers, body } = await submit(bob.key);
    expect(status).toBe(429);
    expect(body).toEqual({ error: "The plan's allowance for today is used up.", code: 429 });
    expect(headers.get("ratelimit-policy")).toBe('"images";q=10;w=86400');
    expect(headers.get("x-ratelimit-limit")).toBe("10");
    const seconds = Number(headers.get("retry-after"));
    expect(headers.get("ratelimit")).toBe(`"images";r=0;t=${seconds}`);
    expect(Math.abs(Number(headers.get("x-ratelimit-reset")) - (Date.now() / 1_000 + seconds))).toBeLessThan(5);
    expect(await limitsOf(bob.key)).toEqual({
      plan: "free",
      images: { limit: 10, used: 10, remaining: 0 },
      videos: { limit: 2, used: 0, remaining: 2 },
      chat: { limit: 50, used: 0, remaining: 50 },
      resetsAt: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    expect((await api("GET", "/hq/account/limits", { key: bob.token })).body).toEqual({
      plan: "free",
      images: { limit: 10, used: 10, remaining: 0 },
      videos: { limit: 2, used: 0, remaining: 2 },
      chats: { limit: 50, used: 0, remaining: 50 },
      resets_at: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    const { available, held } =
      (await env.DB_0.prepare("SELECT available, held FROM balances WHERE account_id = ?1")
        .bind(bob.accountId)
        .first<Record<string, number>>()) ?? {};
    expect({ available, held }).toEqual({ available: 0, held: 0 });
  });

  it("admits exactly the day's allowance under twice as many requests at once", async () => {
    const bob = await seedAccount();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => submit(bob.key, `cat ${i}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    expect(await countJobs(bob.accountId)).toBe(10);
  });

  it("gives the place back when the job fails, and keeps it when the job delivers", async () => {
    const bob = await seedAccount();
    const first = await submit(bob.key, "one");
    const second = await submit(bob.key, "two");
    expect((await limitsOf(bob.key)).images.used).toBe(2);
    const broken = createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env, {
      models: scripted(() => Promise.reject(new Error("broken"))),
    });
    for (let attempt = 0; attempt < 8; attempt++) {
      await broken.jobs.run(first.body.jobId);
      await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1").bind(first.body.jobId).run();
    }
    await createServices(env).jobs.run(second.body.jobId);
    const failed = await api("GET", `/api/status/${first.body.jobId}`, { key: bob.key });
    expect(failed).toMatchObject({
      status: 200,
      body: { status: "failed", progress: 0, url: null, result: null, error: "The image could not be made." },
    });
    expect(await limitsOf(bob.key)).toMatchObject({ images: { used: 1, remaining: 9 } });
  });

  it("knows the plan's own numbers, and none for an enterprise", async () => {
    const bob = await seedAccount();
    await setPlan(bob.accountId, "pro");
    expect(await limitsOf(bob.key)).toMatchObject({
      plan: "pro",
      images: { limit: 200 },
      videos: { limit: 50 },
      chat: { limit: null, remaining: null },
    });
    await setPlan(bob.accountId, "enterprise");
    expect(await limitsOf(bob.key)).toMatchObject({
      plan: "enterprise",
      images: { limit: null, used: 0, remaining: null },
    });
    const answers = await Promise.all(Array.from({ length: 15 }, (_, i) => submit(bob.key, `cat ${i}`)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await limitsOf(bob.key)).toMatchObject({ images: { limit: null, used: 15, remaining: null } });
  });

  it("shows queued jobs as they are, with a hint when to look again", async () => {
    const bob = await seedAccount();
    const { body } = await submit(bob.key);
    const { headers, body: job } = await quiet("GET", `/api/status/${body.jobId}`, { key: bob.key });
    expect(headers.get("retry-after")).toBe("1");
    expect(job).toMatchObject({ status: "queued", progress: 0, url: null, result: null, error: null });
  });
});
