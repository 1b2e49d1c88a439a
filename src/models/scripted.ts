import { APICallError, type ImageModelV4 } from "@ai-sdk/provider";
import { describeIllustrator } from "./illustrator/describe";
import type { ImageEntry } from "./index";
import { encode } from "../raster/encode";

/**
 * Models for tests, which behave as they are named: `test:ok`, `test:ok?size=300x200&format=jpeg`, `test:slow?ms=500`,
 * `test:fail?status=503&times=2&retry_after=7`, `test:garbage`, `test:html`, `test:truncated`, `test:bomb`, `test:hang`,
 * `test:reject`. They are there only where `TEST_MODELS` is on.
 */
export function createScripted(spec: string): ImageEntry {
  const [behaviour = "", query = ""] = spec.split("?");
  const act = Object.hasOwn(BEHAVIOURS, behaviour) ? BEHAVIOURS[behaviour] : undefined;
  if (act === undefined) throw new Error(`test:${behaviour} is none of ${Object.keys(BEHAVIOURS).join(", ")}`);
  const options = new URLSearchParams(query);
  let calls = 0;
  const id = `test:${spec}`;
  const model: ImageModelV4 = {
    specificationVersion: "v4",
    provider: "test",
    modelId: id,
    maxImagesPerCall: 1,
    async doGenerate({ size, seed = 0, abortSignal }) {
      calls += 1;
      const image = await act({
        size: options.get("size") ?? size ?? "64x64",
        seed,
        options,
        calls,
        signal: abortSignal,
      });
      return { images: [image], warnings: [], response: { timestamp: new Date(), modelId: id, headers: undefined } };
    },
  };
  const card = {
    ...describeIllustrator(),
    id,
    description: "A model for tests: it behaves as it is named.",
    styles: [],
  };
  return { card, model, origin: "trained", embedded: false };
}

interface Call {
  readonly size: string;
  readonly seed: number;
  readonly options: URLSearchParams;
  /** Which of its calls this is, from 1. */
  readonly calls: number;
  readonly signal: AbortSignal | undefined;
}

type Behaviour = (call: Call) => Promise<Uint8Array>;

/** A picture of one colour, which the seed decides. */
const ok: Behaviour = async ({ size, seed, options }) => {
  const [width = 64, height = 64] = size.split("x").map(Number);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([seed & 255, (seed >> 8) & 255, 160, 255], i);
  const format = options.get("format");
  return await encode({ data, width, height }, format === "jpeg" || format === "webp" ? format : "png");
};

const refusing = (statusCode: number, responseBody: string, headers: Record<string, string> = {}): never => {
  throw new APICallError({
    message: "the model refused",
    url: "https://models.example.com",
    requestBodyValues: {},
    statusCode,
    responseBody,
    responseHeaders: headers,
  });
};

const text = (body: string): Uint8Array => new TextEncoder().encode(body);

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  ok,
  async slow(call) {
    await new Promise((resolve) => setTimeout(resolve, Number(call.options.get("ms") ?? 1_000)));
    return await ok(call);
  },
  async fail(call) {
    if (call.calls > Number(call.options.get("times") ?? Infinity)) return await ok(call);
    const after = call.options.get("retry_after");
    return refusing(Number(call.options.get("status") ?? 500), "no", after === null ? {} : { "retry-after": after });
  },
  garbage: async () => crypto.getRandomValues(new Uint8Array(2_000)),
  html: async () => text("<!doctype html><h1>502 Bad Gateway</h1>"),
  async truncated(call) {
    const whole = await ok(call);
    return whole.slice(0, whole.byteLength >> 1);
  },
  async bomb(call) {
    const file = (await ok(call)).slice();
    new DataView(file.buffer).setUint32(16, 50_000);
    new DataView(file.buffer).setUint32(20, 50_000);
    return file;
  },
  hang: async ({ signal }) =>
    await new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    }),
  reject: async () => refusing(400, '{"error":{"code":"content_policy_violation","message":"not here"}}'),
};
