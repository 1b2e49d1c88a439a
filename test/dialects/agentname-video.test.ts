import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/core/crypto";
import { createServices } from "../../src/services";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { endedAnHourAgo, row, SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";

afterAll(expectSoundBooks);

const quiet = apiWith({ JOBS: new SilentQueue() });
const services = createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env);

const submit = (key: string, json: Record<string, unknown> = {}) =>
  quiet("POST", "/api/generate", {
    key,
    json: { type: "video", prompt: "a red fox in the snow at dusk", duration: 2, seed: 7, ...json },
  });

/** Every step of a job, and what its caller sees after each. */
async function run(key: string, jobId: string) {
  const seen: { status: string; progress: number }[] = [];
  for (let outcome: unknown = null; outcome !== "settled";) {
    outcome = await services.jobs.run(jobId);
    const { body } = await api("GET", `/api/status/${jobId}`, { key });
    seen.push({ status: body.status, progress: body.progress });
  }
  return seen;
}

const eventsOf = async (jobId: string) => {
  const { results } = await env.DB_0.prepare("SELECT type, data FROM job_events WHERE job_id = ?1 ORDER BY seq")
    .bind(jobId)
    .all<{ type: string; data: string }>();
  return results.map(({ type, data }) => ({ type, ...JSON.parse(data) }));
};

describe("a video", () => {
  it("is rendered a second a step, tells its progress in frames, and has a clip and a poster in the end", async () => {
    const { key, accountId } = await seedAccount();
    const { status, body } = await submit(key);
    expect({ status, body }).toEqual({ status: 200, body: { jobId: expect.any(String), status: "queued" } });
    expect(await run(key, body.jobId)).toEqual([
      { status: "processing", progress: 1 },
      { status: "processing", progress: 47 },
      { status: "processing", progress: 95 },
      { status: "completed", progress: 100 },
    ]);
    expect(await eventsOf(body.jobId)).toEqual([
      { type: "status", status: "queued" },
      { type: "status", status: "running" },
      { type: "progress", percent: 1, note: "The scene is set." },
      { type: "progress", percent: 47, note: "24 of 48 frames are rendered." },
      { type: "progress", percent: 95, note: "All frames are rendered; the file is written." },
      { type: "status", status: "succeeded" },
    ]);

    const { body: job } = await api("GET", `/api/status/${body.jobId}`, { key });
    expect(job).toEqual({
      jobId: body.jobId,
      status: "completed",
      type: "video",
      progress: 100,
      url: expect.stringMatching(/\/i\/img_\w+\.mp4$/),
      result: {
        url: job.url,
        width: 854,
        height: 480,
        duration: 2,
        poster: expect.stringMatching(/\/i\/img_\w+\.jpg$/),
      },
      error: null,
      model: "animator-1",
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });

    const clip = await fetchRaw("GET", pathOf(job.url));
    expect(clip.status).toBe(200);
    expect(clip.headers.get("content-type")).toBe("video/mp4");
    const bytes = new Uint8Array(await clip.arrayBuffer());
    expect(boxesOf(bytes).map(({ name }) => name)).toEqual(["ftyp", "moov", "mdat", "uuid"]);
    const part = await fetchRaw("GET", pathOf(job.url), { range: "bytes=4-7" });
    expect(part.status).toBe(206);
    expect(new TextDecoder().decode(await part.arrayBuffer())).toBe("ftyp");
    const poster = await fetchRaw("GET", pathOf(job.result.poster));
    expect(poster.headers.get("content-type")).toBe("image/jpeg");
    expect(poster.status).toBe(200);
    await poster.arrayBuffer();

    const { body: limits } = await api("GET", "/api/limits", { key });
    expect(limits.videos).toEqual({ limit: 2, used: 1, remaining: 1 });
    expect(await row(body.jobId)).toMatchObject({ account_id: accountId, funding: "plan", kind: "video" });
  });

  it("goes on where it was when a worker is lost in the middle, and has the very same frames", async () => {
    const { key } = await seedAccount();
    const whole = await submit(key);
    await run(key, whole.body.jobId);
    const broken = await submit(key);
    await services.jobs.run(broken.body.jobId);
    await services.jobs.run(broken.body.jobId);
    // A second worker rendered the second part and died before it could say so.
    const { state } = await row(broken.body.jobId);
    await services.jobs.run(broken.body.jobId);
    await env.DB_0.prepare("UPDATE jobs SET state = ?2, progress = 47, wake_at = 0 WHERE id = ?1")
      .bind(broken.body.jobId, state)
      .run();
    await run(key, broken.body.jobId);
    const frames = await Promise.all(
      [whole, broken].map(async ({ body }) => {
        const { body: job } = await api("GET", `/api/status/${body.jobId}`, { key });
        const clip = await fetchRaw("GET", pathOf(job.url));
        return sha256Hex(boxOf(new Uint8Array(await clip.arrayBuffer()), "mdat"));
      }),
    );
    expect(frames[1]).toEqual(frames[0]);
  });

  it("can be WebM, in which every frame is a key frame and the tags say what made it", async () => {
    const { key } = await seedAccount();
    const { body } = await submit(key, { output_format: "webm", aspect_ratio: "1:1", duration: 1 });
    await run(key, body.jobId);
    const { body: job } = await api("GET", `/api/status/${body.jobId}`, { key });
    expect(job.result).toMatchObject({ width: 640, height: 640 });
    expect(job.result.duration).toBeCloseTo(1, 1);
    const clip = await fetchRaw("GET", pathOf(job.url));
    expect(clip.headers.get("content-type")).toBe("video/webm");
    const text = new TextDecoder("latin1").decode(await clip.arrayBuffer());
    expect(text).toContain("algorithmicMedia");
    expect(text).toContain("animator-1");
  });

  it("leaves no unfinished parts behind once the sweep has been", async () => {
    const { key } = await seedAccount();
    const { body } = await submit(key, { duration: 1 });
    await run(key, body.jobId);
    expect((await env.MEDIA.list({ prefix: `work/${body.jobId}/` })).objects).toHaveLength(1);
    await endedAnHourAgo(body.jobId);
    await services.upkeep.sweep();
    expect((await env.MEDIA.list({ prefix: `work/${body.jobId}/` })).objects).toEqual([]);
    const { body: job } = await api("GET", `/api/status/${body.jobId}`, { key });
    const clip = await fetchRaw("HEAD", pathOf(job.url));
    expect(clip.status).toBe(200);
  });

  it("is not offered by a server without a video model, and costs nothing there", async () => {
    const { key } = await seedAccount();
    const without = apiWith({ JOBS: new SilentQueue(), VIDEO_MODELS: "" });
    expect(await without("POST", "/api/generate", { key, json: { type: "video", prompt: "a cat" } })).toMatchObject({
      status: 502,
      body: { error: "This server has no model for a video.", code: 502 },
    });
    expect((await api("GET", "/api/limits", { key })).body.videos.used).toBe(0);
  });

  it.each([
    [{ duration: 0 }, /^duration: /],
    [{ duration: 61 }, /^duration: /],
    [{ duration: 2.5 }, /^duration: /],
    [{ duration: "5" }, /^duration: /],
    [{ output_format: "png" }, /^output_format: A video is written as mp4, webm\.$/],
    [{ type: "image", output_format: "mp4" }, /^output_format: An image is written as png, jpeg, webp\.$/],
    [{ aspect_ratio: "4:3" }, /^aspect_ratio: /],
  ])("is refused with the field and the reason: %j", async (json, error) => {
    const { key } = await seedAccount();
    const { status, body } = await submit(key, json);
    expect({ status, body }).toEqual({ status: 400, body: { error: expect.stringMatching(error), code: 400 } });
    expect((await api("GET", "/api/limits", { key })).body.videos.used).toBe(0);
  });
});

/** An MP4's outermost boxes, in order. */
function boxesOf(bytes: Uint8Array<ArrayBuffer>): { name: string; body: Uint8Array<ArrayBuffer> }[] {
  const view = new DataView(bytes.buffer);
  const boxes = [];
  for (let at = 0; at < bytes.byteLength; at += view.getUint32(at)) {
    const name = new TextDecoder().decode(bytes.subarray(at + 4, at + 8));
    boxes.push({ name, body: bytes.slice(at + 8, at + view.getUint32(at)) });
  }
  return boxes;
}

const boxOf = (bytes: Uint8Array<ArrayBuffer>, name: string): Uint8Array<ArrayBuffer> =>
  boxesOf(bytes).find((box) => box.name === name)?.body ?? new Uint8Array();
