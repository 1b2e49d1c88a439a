import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "../../src/limits/plans";
import { createServices } from "../../src/services";
import { api, apiWith, fetchRaw, fetchWith } from "../support/api";
import { SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setPlan, type Seeded } from "../support/seed";
import { allFrames, framesOf, type Frame } from "../support/sse";

afterAll(expectSoundBooks);

const quiet = apiWith({ JOBS: new SilentQueue() });
const services = createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env);
let ada: Seeded;
beforeAll(async () => void (ada = await seedAccount()));

const generate = async (key = ada.key, json: object = {}): Promise<string> =>
  (
    await quiet("POST", "/image/generate", {
      key,
      json: { prompt: "a red fox", aspect_ratio: "16:9", seed: 7, ...json },
    })
  ).body.job_id;

const open = (id: string, headers: Record<string, string> = {}, key = ada.key): Promise<Response> =>
  fetchRaw("GET", `/v1/jobs/${id}/stream`, { authorization: `Bearer ${key}`, ...headers });

describe("GET /v1/jobs/{id}", () => {
  it("shows a job of another API in the retrieve shape and under the other page's names", async () => {
    const id = await generate();
    const { status, headers, body } = await quiet("GET", `/v1/jobs/${id}`, { key: ada.key });
    const queued = {
      id,
      type: "image",
      status: "queued",
      progress: 0,
      input: { prompt: "a red fox", aspect_ratio: "16:9", output_format: "png", seed: 7, has_text: false },
      output: null,
      outputs: null,
      errors: null,
      error: null,
      warnings: [],
      cost: { paid_by: "credits", held: 5, charged: null },
      created_at: expect.any(String),
      updated_at: expect.any(String),
      links: { self: `/v1/jobs/${id}`, stream: `/v1/jobs/${id}/stream` },
    };
    expect({ status, body }).toEqual({ status: 200, body: { data: queued, errors: null } });
    expect(headers.get("retry-after")).toBe("1");
    await services.jobs.run(id);
    const output = {
      results: [
        {
          url: expect.stringMatching(/\/i\/img_\w+\.png$/),
          image_id: expect.stringMatching(/^img_\w+$/),
          width: 1344,
          height: 756,
          media_type: "image/png",
          model: "illustrator-4",
          seed: 7,
          placeholder: expect.stringMatching(/^[\w+/]{20,40}={0,2}$/),
        },
      ],
    };
    expect((await quiet("GET", `/v1/jobs/${id}?wait=5`, { key: ada.key })).body).toEqual({
      data: {
        ...queued,
        status: "succeeded",
        progress: 1,
        output,
        outputs: output,
        cost: { ...queued.cost, charged: 5 },
      },
      errors: null,
    });
  });

  it("tells what it cost: nothing where it failed, and of the plan's no credits", async () => {
    const { key } = await seedAccount();
    const id = await generate(key);
    await quiet("POST", `/v1/jobs/${id}/cancel`, { key });
    const canceled = await quiet("GET", `/v1/jobs/${id}`, { key });
    expect(canceled.body.data.cost).toEqual({ paid_by: "credits", held: 5, charged: 0 });
    const json = { type: "video", prompt: "a fox", duration: 2 };
    const { jobId } = (await quiet("POST", "/api/generate", { key, json })).body;
    const planned = await quiet("GET", `/v1/jobs/${jobId}`, { key });
    expect(planned.body.data.cost).toEqual({ paid_by: "plan", held: 0, charged: null });
  });

  it("tells what happened, and when", async () => {
    const id = await generate();
    await services.jobs.run(id);
    const { status, body } = await quiet("GET", `/v1/jobs/${id}/events`, { key: ada.key });
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        data: [
          { id: 1, event: "status", status: "queued", at },
          { id: 2, event: "status", status: "processing", at },
          { id: 3, event: "status", status: "succeeded", at },
        ],
        errors: null,
      },
    });
  });

  it("is another account's nowhere", async () => {
    const id = await generate();
    const eve = await seedAccount();
    for (const [method, path] of [
      ["GET", `/v1/jobs/${id}`],
      ["GET", `/v1/jobs/${id}/stream`],
      ["GET", `/v1/jobs/${id}/events`],
      ["POST", `/v1/jobs/${id}/cancel`],
    ] as const)
      expect(await quiet(method, path, { key: eve.key })).toMatchObject({
        status: 404,
        body: { data: null, errors: [{ code: "JOB_NOT_FOUND", message: "There is no such job in this account." }] },
      });
  });
});

describe("GET /v1/jobs", () => {
  it("lists jobs of every kind in pages, newest first", async () => {
    const { key } = await seedAccount();
    const ids = [await generate(key), await generate(key)];
    const json = { type: "video", prompt: "a fox", duration: 2 };
    ids.push((await quiet("POST", "/api/generate", { key, json })).body.jobId);
    const first = await quiet("GET", "/v1/jobs?limit=2", { key });
    const second = await quiet("GET", `/v1/jobs?limit=2&cursor=${first.body.data.next_cursor}`, { key });
    const listed = [...first.body.data.jobs, ...second.body.data.jobs];
    expect(listed.map(({ id, type }: { id: string; type: string }) => [id, type])).toEqual([
      [ids[2], "video"],
      [ids[1], "image"],
      [ids[0], "image"],
    ]);
    expect(second.body.data.next_cursor).toBeNull();
    expect(await quiet("GET", "/v1/jobs?limit=0", { key })).toMatchObject({
      status: 400,
      body: { data: null, errors: [{ code: "VALIDATION_ERROR", path: ["limit"] }] },
    });
  });
});

describe("POST /v1/jobs/{id}/cancel", () => {
  it("fails the job with a code of its own, and does not do it twice", async () => {
    const id = await generate();
    expect((await quiet("POST", `/v1/jobs/${id}/cancel`, { key: ada.key })).body).toMatchObject({
      data: { status: "failed", error: "It was canceled.", errors: [{ code: "JOB_CANCELED" }], output: null },
      errors: null,
    });
    expect(await quiet("POST", `/v1/jobs/${id}/cancel`, { key: ada.key })).toMatchObject({
      status: 409,
      body: { data: null, errors: [{ code: "JOB_ALREADY_ENDED" }] },
    });
  });
});

describe("GET /v1/jobs/{id}/stream", () => {
  it("tells a job's whole life as it happens, numbers what stands in its log, and closes", async () => {
    const { key } = await seedAccount();
    const json = { type: "video", prompt: "a seamless pattern of hearts", aspect_ratio: "1:1", duration: 1 };
    const { jobId } = (await quiet("POST", "/api/generate", { key, json })).body;
    const response = await open(jobId, {}, key);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const reading = allFrames(response);
    for (let outcome: unknown; outcome !== "settled";) outcome = await services.jobs.run(jobId);
    const frames = await reading;
    expect(frames.slice(0, -2)).toEqual([
      { event: "status", data: "queued", id: undefined },
      { event: "status", data: "queued", id: "1" },
      { event: "status", data: "processing", id: "2" },
      { event: "log", data: "The scene is set.", id: "3" },
      { event: "log", data: "All frames are rendered; the file is written.", id: "4" },
    ]);
    const [result, end] = frames.slice(-2);
    const { body } = await quiet("GET", `/v1/jobs/${jobId}`, { key });
    expect({ ...result, data: JSON.parse(result?.data ?? "") }).toEqual({
      event: "result",
      id: "5",
      data: body.data.output,
    });
    expect(end).toEqual({ event: "end", data: "succeeded", id: "6" });
  });

  it("says why a job failed, and that it has ended", async () => {
    const id = await generate();
    await quiet("POST", `/v1/jobs/${id}/cancel`, { key: ada.key });
    expect(await allFrames(await open(id))).toEqual([
      { event: "status", data: "failed", id: undefined },
      { event: "status", data: "queued", id: "1" },
      { event: "error", data: "It was canceled.", id: "2" },
      { event: "end", data: "failed", id: "3" },
    ]);
  });

  it("goes on after Last-Event-ID, also between the result and the end, and has nothing after the end", async () => {
    const id = await generate();
    await services.jobs.run(id);
    const after = async (last: string) => {
      const response = await open(id, { "last-event-id": last });
      const frames = response.status === 204 ? [] : await allFrames(response);
      return [response.status, ...frames.filter((frame) => frame.id !== undefined).map(({ event }) => event)];
    };
    expect(await after("1")).toEqual([200, "status", "result", "end"]);
    expect(await after("2")).toEqual([200, "result", "end"]);
    expect(await after("3")).toEqual([200, "end"]);
    expect(await after("4")).toEqual([204]);
    expect(await after("99")).toEqual([204]);
    for (const nonsense of ["", "abc", "-1", "1.5", "1; DROP TABLE jobs"])
      expect(await after(nonsense)).toEqual([200, "status", "status", "result", "end"]);
  });

  it("may be open so many times at once as the plan has, and once more when one is closed", async () => {
    const bob = await seedAccount();
    const id = await generate(bob.key);
    const streams = await Promise.all(Array.from({ length: PLANS.free.streams }, () => open(id, {}, bob.key)));
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    expect(await quiet("GET", `/v1/jobs/${id}/stream`, { key: bob.key })).toMatchObject({
      status: 429,
      body: {
        data: null,
        errors: [{ code: "RATE_LIMIT_EXCEEDED", message: "At most 20 streams may be open at once; close one." }],
      },
    });
    await streams[0]?.body?.cancel();
    const opened = async (): Promise<number> => {
      const response = await open(id, {}, bob.key);
      streams.push(response);
      return response.status;
    };
    await expect.poll(opened).toBe(200);
    for (const stream of streams.slice(1)) await stream.body?.cancel();
  });

  it(
    "cut a thousand times at random, its pieces are the log without a gap or a repeat",
    { timeout: 300_000 },
    async () => {
      const { key, accountId } = await seedAccount();
      // More streams and reads than an account may have.
      await setPlan(accountId, "enterprise");
      const unlimited = fetchWith({ READS: { limit: async () => ({ success: true }) } });
      const id = await generate(key);
      await env.DB_0.batch(
        Array.from({ length: 60 }, (_, i) =>
          env.DB_0.prepare(
            "INSERT INTO job_events (job_id, seq, type, data, at) VALUES (?1, (SELECT max(seq) + 1 FROM job_events WHERE job_id = ?1), 'progress', ?2, 0)",
          ).bind(id, JSON.stringify({ percent: i, note: `note ${i}` })),
        ),
      );
      await quiet("POST", `/v1/jobs/${id}/cancel`, { key });
      const numbered = (frames: readonly Frame[]) => frames.filter((frame) => frame.id !== undefined);
      const whole = numbered(await allFrames(await open(id, {}, key)));
      expect(whole).toHaveLength(63);
      let seed = 1;
      const chance = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
      const inPieces = async (): Promise<{ pieces: Frame[]; cuts: number }> => {
        const pieces: Frame[] = [];
        let cuts = 0;
        while (pieces.at(-1)?.event !== "end") {
          const last = pieces.at(-1)?.id;
          const headers = last === undefined ? {} : { "last-event-id": last };
          const response = await unlimited("GET", `/v1/jobs/${id}/stream`, { key, headers });
          expect(response.status).toBe(200);
          let left = 1 + chance(9);
          for await (const frame of framesOf(response)) {
            if (frame.id === undefined) continue;
            pieces.push(frame);
            if (--left === 0) break;
          }
          cuts += 1;
        }
        return { pieces, cuts };
      };
      for (let all = 0; all < 1_000;)
        for (const { pieces, cuts } of await Promise.all(Array.from({ length: 10 }, inPieces))) {
          expect(pieces).toEqual(whole);
          all += cuts;
        }
    },
  );
});

describe("TokenKit's envelope", () => {
  it("is kept by every refusal", async () => {
    expect(await api("GET", "/v1/jobs")).toMatchObject({
      status: 401,
      body: { data: null, errors: [{ code: "UNAUTHORIZED", message: expect.any(String) }] },
    });
    expect(await api("GET", "/v1/nothing", { key: ada.key })).toMatchObject({
      status: 404,
      body: { data: null, errors: [{ code: "NOT_FOUND", message: "There is no such path." }] },
    });
    expect(await api("DELETE", "/v1/jobs", { key: ada.key })).toMatchObject({
      status: 405,
      body: { data: null, errors: [{ code: "METHOD_NOT_ALLOWED" }] },
    });
  });
});
