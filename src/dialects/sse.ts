import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import type { DialectContext } from "./dialect";

const HEADERS = [
  ["cache-control", "no-cache, no-transform"],
  ["x-accel-buffering", "no"],
] as const;

/** Server-sent events that no proxy holds back or changes. A fault in the middle is told to `onError` alone. */
export function eventStream(
  c: DialectContext,
  write: (stream: SSEStreamingApi) => Promise<void>,
  onError: (error: Error) => void,
): Response {
  const response = streamSSE(c, write, async (error) => onError(error));
  for (const [name, value] of HEADERS) {
    response.headers.set(name, value);
    // What is set on the context wins over the response's own, and `streamSSE` has set some there.
    c.header(name, value);
  }
  return response;
}
