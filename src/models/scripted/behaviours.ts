import { APICallError } from "@ai-sdk/provider";

/** How a model for tests may behave, whatever kind it is. */

export interface Script {
  /** Before it answers: waits, fails or hangs, as its name says. */
  readonly act: (signal: AbortSignal | undefined) => Promise<void>;
  readonly behaviour: string;
  readonly options: URLSearchParams;
}

/** `slow?ms=500` and the like; `own` are behaviours that only this kind of model has. */
export function readScript(spec: string, own: readonly string[]): Script {
  const [behaviour = "", query = ""] = spec.split("?");
  const options = new URLSearchParams(query);
  const known = Object.hasOwn(BEFORE, behaviour) ? BEFORE[behaviour] : undefined;
  if (known === undefined && !own.includes(behaviour))
    throw new Error(`test:${behaviour} is none of ${[...Object.keys(BEFORE), ...own].join(", ")}`);
  let calls = 0;
  return {
    behaviour,
    options,
    async act(signal) {
      calls += 1;
      await known?.({ options, calls, signal });
    },
  };
}

interface Call {
  readonly options: URLSearchParams;
  /** Which of its calls this is, from 1. */
  readonly calls: number;
  readonly signal: AbortSignal | undefined;
}

const BEFORE: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  ok: async () => {},
  async slow({ options }) {
    await new Promise((resolve) => setTimeout(resolve, Number(options.get("ms") ?? 1_000)));
  },
  async fail({ options, calls }) {
    if (calls > Number(options.get("times") ?? Infinity)) return;
    const after = options.get("retry_after");
    refuse(Number(options.get("status") ?? 500), "no", after === null ? {} : { "retry-after": after });
  },
  hang: async ({ signal }) =>
    await new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    }),
  reject: async () => refuse(400, '{"error":{"code":"content_policy_violation","message":"not here"}}'),
};

export function refuse(statusCode: number, responseBody: string, responseHeaders: Record<string, string> = {}): never {
  throw new APICallError({
    message: "the model refused",
    url: "https://models.example.com",
    requestBodyValues: {},
    statusCode,
    responseBody,
    responseHeaders,
  });
}
