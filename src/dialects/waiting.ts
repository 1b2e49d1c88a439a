import { z } from "@hono/zod-openapi";
import { hasEnded, MAX_WAIT_SECONDS, type Job } from "../core/job";
import type { DialectContext } from "./dialect";

/** `?wait=N` on a submit or a poll: hold the answer until the job has ended, at most so many seconds. */
export const WaitQuery = z.object({
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_WAIT_SECONDS)
    .optional()
    .openapi({
      description: `Seconds to hold the answer until the job has ended, 0 to ${MAX_WAIT_SECONDS}.`,
      example: 25,
    }),
});

/** Seconds the caller wants to wait. A `Prefer` header is a wish: a malformed one is none, a long one is cut. */
export function waitSeconds(c: DialectContext, query: { wait?: number | undefined }): number {
  if (query.wait !== undefined) return query.wait;
  const preferred = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i.exec(c.req.header("prefer") ?? "")?.[1];
  if (preferred === undefined) return 0;
  const seconds = Math.min(MAX_WAIT_SECONDS, Number(preferred));
  c.header("preference-applied", `wait=${seconds}`);
  return seconds;
}

/** A poll this soon is likely to find news. */
const POLL_AGAIN_SECONDS = 1;

/** While a job is unfinished, its answer says when to look again. */
export function hintWhenToLook(c: DialectContext, job: Job): void {
  if (!hasEnded(job)) c.header("retry-after", String(POLL_AGAIN_SECONDS));
}
