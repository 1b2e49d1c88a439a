import type { Size } from "../../src/core/size";
import type { Answer, Exchange } from "../wire/exchange";

/** How a provider is reached and asked, as its documents say, written down by hand. */
export interface Wire {
  readonly provider: string;
  /** Where its protocol is described. */
  readonly source: string;
  readonly model: string;
  readonly settings: (room: string) => Record<string, string>;
  /** The first request, as the provider wants it. */
  readonly first: { readonly method: string; readonly path: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly seed: boolean;
  readonly cost?: { readonly amount: number; readonly unit: string };
}

/** What goes over the wire for one picture: a cat at 16:9 with the seed 3. The suite plays it over real connections. */
export interface ImageWire extends Wire {
  /** The size the picture comes in. */
  readonly native: Size;
  readonly works: (file: string) => Exchange[];
  /** A refusal of the content, in its own way. */
  readonly refuses: (file: string) => Exchange[];
}

export const KEY = "sk-canary-0123456789";

export const get = (path: string, answer: Answer): Exchange => ({ method: "GET", path, answer });
export const post = (path: string, answer: Answer): Exchange => ({ method: "POST", path, answer });

const openAi: ImageWire = {
  provider: "openai",
  source: "https://platform.openai.com/docs/api-reference/images/create",
  model: "openai:gpt-image-1",
  settings: (room) => ({ OPENAI_BASE_URL: `${room}/v1`, OPENAI_API_KEY: KEY }),
  first: { method: "POST", path: "/v1/images/generations" },
  headers: { authorization: `Bearer ${KEY}` },
  body: { model: "gpt-image-1", prompt: "a cat", n: 1, size: "1536x1024" },
  native: { width: 1_536, height: 1_024 },
  works: (file) => [
    post("/v1/images/generations", {
      json: {
        created: 1_760_000_000,
        data: [{ b64_json: file }],
        usage: { input_tokens: 9, output_tokens: 900, total_tokens: 909 },
      },
    }),
  ],
  refuses: () => [
    post("/v1/images/generations", {
      status: 400,
      json: { error: { code: "moderation_blocked", type: "image_generation_user_error", message: `Not for ${KEY}.` } },
    }),
  ],
  seed: false,
  cost: { amount: 909, unit: "tokens" },
};

const prediction = (status: string, more: object = {}): Answer => ({
  status: status === "starting" ? 201 : 200,
  json: {
    id: "p1",
    model: "black-forest-labs/flux-schnell",
    version: "hidden",
    input: { prompt: "a cat" },
    logs: "",
    output: null,
    error: null,
    status,
    created_at: "2026-11-21T00:00:00.000Z",
    urls: { cancel: "{room}/v1/predictions/p1/cancel", get: "{room}/v1/predictions/p1" },
    ...more,
  },
});

const replicate: ImageWire = {
  provider: "replicate",
  source: "https://replicate.com/docs/reference/http",
  model: "replicate:black-forest-labs/flux-schnell",
  settings: (room) => ({ REPLICATE_BASE_URL: `${room}/v1`, REPLICATE_API_TOKEN: KEY }),
  first: { method: "POST", path: "/v1/models/black-forest-labs/flux-schnell/predictions" },
  headers: { authorization: `Bearer ${KEY}`, prefer: "wait" },
  body: { input: { prompt: "a cat", aspect_ratio: "16:9", seed: 3, num_outputs: 1, output_format: "png" } },
  native: { width: 1_344, height: 768 },
  works: (file) => [
    post("/v1/models/black-forest-labs/flux-schnell/predictions", prediction("starting")),
    get("/v1/predictions/p1", prediction("processing")),
    get("/v1/predictions/p1", prediction("succeeded", { output: ["{room}/out/out-0.png"] })),
    get("/out/out-0.png", { headers: { "content-type": "image/png" }, base64: file }),
  ],
  refuses: () => [
    post("/v1/models/black-forest-labs/flux-schnell/predictions", prediction("starting")),
    get(
      "/v1/predictions/p1",
      prediction("failed", { error: `NSFW content detected. Try another prompt than ${KEY}.` }),
    ),
  ],
  seed: true,
};

const falPicture = (file: string, nsfw: boolean, seed = 3): Exchange[] => [
  post("/fal-ai/flux/schnell", {
    json: {
      images: [{ url: "{room}/files/a.png", width: 1_344, height: 768, content_type: "image/png" }],
      timings: { inference: 0.6 },
      seed,
      has_nsfw_concepts: [nsfw],
      prompt: "a cat",
    },
  }),
  get("/files/a.png", { headers: { "content-type": "image/png" }, base64: file }),
];

const fal: ImageWire = {
  provider: "fal",
  source: "https://fal.ai/models/fal-ai/flux/schnell/api",
  model: "fal:fal-ai/flux/schnell",
  settings: (room) => ({ FAL_BASE_URL: room, FAL_API_KEY: KEY }),
  first: { method: "POST", path: "/fal-ai/flux/schnell" },
  headers: { authorization: `Key ${KEY}` },
  body: {
    prompt: "a cat",
    seed: 3,
    image_size: { width: 1_344, height: 768 },
    num_images: 1,
    output_format: "png",
  },
  native: { width: 1_344, height: 768 },
  works: (file) => falPicture(file, false),
  refuses: (file) => falPicture(file, true),
  seed: true,
};

const GEMINI = "/v1beta/models/gemini-2.5-flash-image:generateContent";

const google: ImageWire = {
  provider: "google",
  source: "https://ai.google.dev/gemini-api/docs/image-generation",
  model: "google:gemini-2.5-flash-image",
  settings: (room) => ({ GOOGLE_BASE_URL: `${room}/v1beta`, GOOGLE_API_KEY: KEY }),
  first: { method: "POST", path: GEMINI },
  headers: { "x-goog-api-key": KEY },
  body: {
    contents: [{ role: "user", parts: [{ text: "a cat" }] }],
    generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "16:9" } },
  },
  native: { width: 1_344, height: 768 },
  works: (file) => [
    post(GEMINI, {
      json: {
        candidates: [
          {
            content: { role: "model", parts: [{ inlineData: { mimeType: "image/png", data: file } }] },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 1_290, totalTokenCount: 1_293 },
        modelVersion: "gemini-2.5-flash-image",
        responseId: "r1",
      },
    }),
  ],
  refuses: () => [
    post(GEMINI, {
      json: {
        candidates: [{ content: { role: "model", parts: [] }, finishReason: "IMAGE_SAFETY", index: 0 }],
        usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 },
        modelVersion: "gemini-2.5-flash-image",
      },
    }),
  ],
  seed: false,
};

const bfl: ImageWire = {
  provider: "bfl",
  source: "https://docs.bfl.ai/api-reference",
  model: "bfl:flux-2-pro",
  settings: (room) => ({ BFL_BASE_URL: `${room}/v1`, BFL_API_KEY: KEY }),
  first: { method: "POST", path: "/v1/flux-2-pro" },
  headers: { "x-key": KEY },
  body: {
    prompt: "a cat",
    seed: 3,
    aspect_ratio: "7:4",
    width: 1_344,
    height: 768,
    output_format: "png",
  },
  native: { width: 1_344, height: 768 },
  works: (file) => [
    post("/v1/flux-2-pro", {
      json: { id: "b1", polling_url: "{room}/v1/get_result?id=b1", cost: 4.5, input_mp: 0, output_mp: 1.03 },
    }),
    get("/v1/get_result?id=b1", { json: { id: "b1", status: "Pending", result: null, progress: 0.2 } }),
    get("/v1/get_result?id=b1", {
      json: { id: "b1", status: "Ready", result: { sample: "{room}/delivery/a.png", seed: 3, prompt: "a cat" } },
    }),
    get("/delivery/a.png", { headers: { "content-type": "image/png" }, base64: file }),
  ],
  refuses: () => [
    post("/v1/flux-2-pro", { json: { id: "b1", polling_url: "{room}/v1/get_result?id=b1", cost: 4.5 } }),
    get("/v1/get_result?id=b1", { json: { id: "b1", status: "Content Moderated", result: null } }),
  ],
  seed: true,
  cost: { amount: 0.045, unit: "USD" },
};

export const IMAGE_WIRES: readonly ImageWire[] = [openAi, replicate, fal, google, bfl];
