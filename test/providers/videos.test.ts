import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { encoders } from "../../src/video/encoders";
import { fetchRaw, pathOf } from "../support/api";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";
import { openRoom, type Room } from "../support/wire";
import type { Answer, Exchange } from "../wire/exchange";
import { get, KEY, post, type Wire } from "./wire";

afterAll(expectSoundBooks);

let ada: Seeded;
let room: Room;
let clip: string;
beforeEach(async () => {
  ada = await seedAccount();
  room = openRoom();
  clip = await clipOf(6);
  await env.DB_0.exec("DELETE FROM breakers");
});

/** A clip of so many seconds, a frame a second. */
async function clipOf(seconds: number): Promise<string> {
  const size = { width: 64, height: 36 };
  const encoder = await encoders.mp4(size, 1);
  for (let frame = 0; frame < seconds; frame++)
    await encoder.add({ ...size, data: new Uint8ClampedArray(size.width * size.height * 4).fill(40 * frame) });
  return (await encoder.finish()).toBase64();
}

const file = (path: string): Exchange => get(path, { headers: { "content-type": "video/mp4" }, base64: clip });

interface VideoWire extends Wire {
  /** How long it is left alone between two looks. */
  readonly pollSeconds: number;
  /** What it answers at the start; then while it works; then when it is done. */
  readonly started: Exchange;
  readonly pending: Exchange;
  readonly done: () => Exchange[];
  readonly refused: Exchange;
  readonly broken: Exchange;
}

const prediction = (status: string, more: object = {}): Answer => ({
  json: {
    id: "p1",
    status,
    output: null,
    error: null,
    urls: { get: "{room}/v1/predictions/p1" },
    metrics: {},
    ...more,
  },
});
const KLING = "/fal-ai/kling-video/v2/master/text-to-video";
const QUEUED = "/fal-ai/kling-video/requests/r1";
const VEO = "/v1beta/models/veo-3.1-generate-preview:predictLongRunning";
const OPERATION = "/v1beta/models/veo-3.1-generate-preview/operations/o1";

const WIRES: readonly VideoWire[] = [
  {
    provider: "replicate",
    source: "https://replicate.com/docs/reference/http",
    model: "replicate:minimax/video-01",
    settings: (at) => ({ REPLICATE_BASE_URL: `${at}/v1`, REPLICATE_API_TOKEN: KEY }),
    first: { method: "POST", path: "/v1/models/minimax/video-01/predictions" },
    headers: { authorization: `Bearer ${KEY}` },
    body: { input: { prompt: "a cat", aspect_ratio: "16:9", duration: 6, seed: 3 } },
    pollSeconds: 5,
    started: post("/v1/models/minimax/video-01/predictions", prediction("starting")),
    pending: get("/v1/predictions/p1", prediction("processing")),
    done: () => [
      get("/v1/predictions/p1", prediction("succeeded", { output: "{room}/out/a.mp4" })),
      file("/out/a.mp4"),
    ],
    refused: get("/v1/predictions/p1", prediction("failed", { error: "The input was flagged as sensitive content." })),
    broken: get("/v1/predictions/p1", prediction("failed", { error: "CUDA out of memory" })),
    seed: true,
  },
  {
    provider: "fal",
    source: "https://docs.fal.ai/model-apis/model-endpoints/queue",
    model: "fal:fal-ai/kling-video/v2/master/text-to-video",
    settings: (at) => ({ FAL_BASE_URL: at, FAL_QUEUE_URL: at, FAL_API_KEY: KEY }),
    first: { method: "POST", path: KLING },
    headers: { authorization: `Key ${KEY}` },
    body: { prompt: "a cat", aspect_ratio: "16:9", duration: "6s", seed: 3 },
    pollSeconds: 5,
    started: post(KLING, {
      json: {
        status: "IN_QUEUE",
        request_id: "r1",
        response_url: `https://queue.fal.run${QUEUED}`,
        status_url: `https://queue.fal.run${QUEUED}/status`,
        cancel_url: `https://queue.fal.run${QUEUED}/cancel`,
        queue_position: 0,
      },
    }),
    pending: get(QUEUED, { status: 400, json: { detail: "Request is still in progress" } }),
    done: () => [
      get(QUEUED, { json: { video: { url: "{room}/files/a.mp4", content_type: "video/mp4" }, seed: 3 } }),
      file("/files/a.mp4"),
    ],
    refused: get(QUEUED, {
      status: 422,
      json: { detail: [{ loc: ["body", "prompt"], msg: "flagged as unsafe", type: "content_policy_violation" }] },
    }),
    broken: get(QUEUED, { status: 422, json: { detail: [{ loc: ["body"], msg: "no", type: "generation_error" }] } }),
    seed: true,
  },
  {
    provider: "google",
    source: "https://ai.google.dev/gemini-api/docs/video",
    model: "google:veo-3.1-generate-preview",
    settings: (at) => ({ GOOGLE_BASE_URL: `${at}/v1beta`, GOOGLE_API_KEY: KEY }),
    first: { method: "POST", path: VEO },
    headers: { "x-goog-api-key": KEY },
    body: {
      instances: [{ prompt: "a cat" }],
      parameters: { sampleCount: 1, aspectRatio: "16:9", durationSeconds: 6, seed: 3 },
    },
    pollSeconds: 10,
    started: post(VEO, { json: { name: "models/veo-3.1-generate-preview/operations/o1" } }),
    pending: get(OPERATION, { json: { name: "operations/o1" } }),
    done: () => [
      get(OPERATION, {
        json: {
          name: "operations/o1",
          done: true,
          response: {
            generateVideoResponse: {
              generatedSamples: [{ video: { uri: "{room}/v1beta/files/a:download?alt=media" } }],
            },
          },
        },
      }),
      // As Google does, it points on to where the file lies.
      get(`/v1beta/files/a:download?alt=media&key=${KEY}`, {
        status: 302,
        headers: { location: "{room}/bucket/a.mp4" },
      }),
      file("/bucket/a.mp4"),
    ],
    refused: get(OPERATION, {
      json: {
        name: "operations/o1",
        done: true,
        response: { generateVideoResponse: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ["no"] } },
      },
    }),
    broken: get(OPERATION, { json: { name: "o1", done: true, error: { code: 13, message: "internal" } } }),
    seed: true,
  },
  {
    provider: "bfl",
    source: "https://docs.bfl.ai/api-reference",
    model: "bfl:flux-3-video",
    settings: (at) => ({ BFL_BASE_URL: `${at}/v1`, BFL_API_KEY: KEY }),
    first: { method: "POST", path: "/v1/flux-3-video" },
    headers: { "x-key": KEY },
    body: { prompt: "a cat", aspect_ratio: "16:9", duration: 6, mode: "t2v" },
    pollSeconds: 10,
    started: post("/v1/flux-3-video", {
      json: { id: "b1", polling_url: "{room}/v1/get_result?id=b1", cost: 40 },
    }),
    pending: get("/v1/get_result?id=b1", { json: { id: "b1", status: "Pending", result: null } }),
    done: () => [
      get("/v1/get_result?id=b1", {
        json: { id: "b1", status: "Ready", result: { sample: "{room}/delivery/a.mp4", duration: 6 }, cost: 48 },
      }),
      file("/delivery/a.mp4"),
    ],
    refused: get("/v1/get_result?id=b1", { json: { id: "b1", status: "Request Moderated", result: null } }),
    broken: get("/v1/get_result?id=b1", { json: { id: "b1", status: "Error", result: null } }),
    seed: false,
    cost: { amount: 0.48, unit: "USD" },
  },
];

describe.each(WIRES)("clips of $provider", (wire) => {
  const at = (more: object = {}) => product(ada, { ...wire.settings(room.url), VIDEO_MODELS: wire.model, ...more });

  async function film(studio: ReturnType<typeof at>, most = 12) {
    const json = { type: "video", prompt: "a cat", duration: 6, seed: 3 };
    const { body } = await studio.call("POST", "/api/generate", { key: ada.key, json });
    const waits = await studio.run(body.jobId, most);
    return { waits, job: (await studio.call("GET", `/api/status/${body.jobId}`, { key: ada.key })).body };
  }

  it("are started, asked after, and fetched, each in a step of its own", async () => {
    await room.script([wire.started, wire.pending, wire.pending, ...wire.done()]);
    const studio = at();
    const { waits, job } = await film(studio);
    expect(waits).toEqual([0, wire.pollSeconds, wire.pollSeconds, "settled"]);
    expect(job).toMatchObject({
      status: "completed",
      model: wire.model,
      result: { width: 64, height: 36, duration: 6 },
    });
    expect(job.warnings.map(({ parameter }: any) => parameter)).toEqual([
      "aspect_ratio",
      ...(wire.seed ? [] : ["seed"]),
    ]);
    const stored = await fetchRaw("GET", pathOf(job.url));
    expect(stored.headers.get("content-type")).toBe("video/mp4");
    const [asked] = await room.heard();
    expect({ method: asked?.method, path: asked?.path, body: asked?.body }).toEqual({ ...wire.first, body: wire.body });
    expect(asked?.headers).toMatchObject({
      ...wire.headers,
      "idempotency-key": expect.stringContaining(`${job.jobId}-clip-0-0-`),
    });
    expect((await studio.calls(job.jobId)).made).toMatchObject([{ model: wire.model, cost: wire.cost ?? null }]);
  });

  it("61, 62, 63: are asked after, and give nobody an address to call back: no callback can be forged, doubled or early", async () => {
    await room.script([wire.started, wire.pending, ...wire.done()]);
    await film(at());
    const told = JSON.stringify((await room.heard()).map(({ path, body }) => [path, body]));
    expect(told).not.toMatch(/webhook|callback|edgel/i);
  });

  it("64: are fetched from nowhere but the provider's own hosts", async () => {
    const [last, ...files] = wire.done();
    const elsewhere = JSON.parse(JSON.stringify(last).replaceAll("{room}", "https://files.example.net")) as Exchange;
    await room.script([wire.started, elsewhere, ...files]);
    expect((await film(at(), 20)).job).toMatchObject({ status: "failed", url: null });
  });

  it("65: may be refused, which ends the job", async () => {
    await room.script([wire.started, wire.pending, wire.refused]);
    const { job } = await film(at({ VIDEO_MODELS: `${wire.model}, animator` }));
    expect(job).toMatchObject({ status: "failed", error: "The prompt was refused by the model: policy." });
  });

  it("50: a look that nobody answers is a pause, and what is paid for is not lost", async () => {
    const fault = { ...wire.pending, answer: { status: 503, json: { detail: "later" } } };
    await room.script([wire.started, fault, fault, fault, fault, ...wire.done()]);
    const { waits, job } = await film(at());
    expect(job.status).toBe("completed");
    expect(waits).toEqual([0, 2, 3, 6, 12, "settled"]);
  });

  it("50, 69: one that gives up, or cannot be started, is followed by the next", async () => {
    for (const script of [[wire.started, wire.broken], [{ ...wire.started, answer: { status: 404, json: {} } }]]) {
      await env.DB_0.exec("DELETE FROM breakers");
      await room.script(script);
      const { job } = await film(at({ VIDEO_MODELS: `${wire.model}, test:ok`, TEST_MODELS: "on" }));
      expect(job).toMatchObject({ status: "completed", model: "test:ok" });
    }
  });
});

describe("clips", () => {
  const studioWith = (models: string) => product(ada, { VIDEO_MODELS: models, TEST_MODELS: "on" });
  const film = async (studio: ReturnType<typeof studioWith>, more: object = {}) => {
    const { status, body } = await studio.call("POST", "/api/generate", {
      key: ada.key,
      json: { type: "video", prompt: "a cat", duration: 1, ...more },
    });
    if (status !== 200) return body;
    await studio.run(body.jobId, 20);
    return (await studio.call("GET", `/api/status/${body.jobId}`, { key: ada.key })).body;
  };

  it("55: that are none are not published", async () => {
    expect(await film(studioWith("test:garbage"))).toMatchObject({ status: "failed", url: null });
  });

  it("66: of a model whose key is refused come from the next one", async () => {
    expect(await film(studioWith("test:fail?status=401, test:ok"))).toMatchObject({
      status: "completed",
      model: "test:ok",
    });
  });

  it("49: wait as long as a busy model says", async () => {
    const studio = studioWith("test:fail?status=429&times=2&retry_after=9");
    const { body } = await studio.call("POST", "/api/generate", {
      key: ada.key,
      json: { type: "video", prompt: "a cat", duration: 1 },
    });
    expect((await studio.run(body.jobId)).slice(0, 3)).toEqual([9, 9, 0]);
  });

  it("that the embedded model makes in another's place say so", async () => {
    const made = await film(studioWith("test:broken, animator"));
    expect(made).toMatchObject({ status: "completed", model: "animator-1", degraded: true });
  });
});
