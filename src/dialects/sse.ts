import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import type { DialectContext } from "./dialect";

const HEADERS = [
  ["cache-control", "no-cache, no-transform"],
  ["x-accel-buffering", "no"],
] as const;

interface StreamOptions {
  /** A fault in the middle is told to nobody else. */
  readonly onError: (error: Error) => void;
  /** Done once, also where the client has hung up: a write may then never end. */
  readonly onClose?: () => Promise<void>;
}

/** Server-sent events that no proxy holds back or changes. */
export function eventStream(
  c: DialectContext,
  write: (stream: SSEStreamingApi) => Promise<void>,
  { onError, onClose }: StreamOptions,
): Response {
  const over = Promise.withResolvers<void>();
  c.executionCtx.waitUntil(over.promise.then(onClose));
  const response = streamSSE(
    c,
    async (stream) => {
      stream.onAbort(over.resolve);
      await write(stream).finally(over.resolve);
    },
    async (error) => onError(error),
  );
  for (const [name, value] of HEADERS) {
    response.headers.set(name, value);
    // What is set on the context wins over the response's own, and `streamSSE` has set some there.
    c.header(name, value);
  }
  return response;
}
