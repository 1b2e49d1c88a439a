import { bestEffort } from "../../core/best-effort";
import { hasEnded, Progress, type Job, type JobEvent } from "../../core/job";
import type { SSEStreamingApi } from "hono/streaming";
import { keyRoute, type DialectApp } from "../dialect";
import { idPath } from "../shapes";
import { eventStream } from "../sse";
import { outputsFor, previewUrlFor, type OutputsOf } from "../urls";
import { refusals } from "./errors";
import { failureOf, STATUS, toOutput } from "./words";

/** A proxy that hears nothing for longer closes the connection. */
const PING_EVERY_MS = 15_000;
/** Then the client comes back by itself: an invocation may ask the database a thousand times. */
const OPEN_FOR_MS = 10 * 60 * 1_000;
const MOST_QUERIES = 900;
const COME_BACK_MS = 1_000;

const EVENTS = {
  schema: {
    type: "string",
    description:
      "Server-sent events: `status` (the state as text), `log` (a note), `result` (JSON, as `output` of the job), " +
      "`error` (text), `end` (succeeded or failed), `ping`. Frames of the job's log have an `id`; send the last one as " +
      "`Last-Event-ID` to go on after it.",
  },
} as const;

const stream = (tags: string[]) =>
  keyRoute({
    method: "get",
    path: "/v1/jobs/{id}/stream",
    operationId: "streamJob",
    summary: "A job's events as they happen",
    description:
      "From the first or after `Last-Event-ID`, until the job has ended. Works for every job of the account. A plan has " +
      "so many streams open at once (free 20, pro 200, enterprise 1,000); after ten minutes each closes, and is gone on with.",
    tags,
    request: { params: idPath("The job's id.") },
    responses: {
      200: { description: "The stream.", content: { "text/event-stream": EVENTS } },
      204: { description: "The job has ended, and the caller has everything." },
      ...refusals(401, 404, 429, 503),
    },
  });

/** One frame of the stream. Those that stand in the job's log have an id. */
interface Frame {
  readonly event: "status" | "log" | "result" | "error" | "end";
  readonly data: string;
  readonly id?: number;
}

export function streamRoute(app: DialectApp, tags: string[]): void {
  app.openapi(stream(tags), async (c) => {
    const { jobs, limits, log } = c.var.services;
    const { accountId, plan } = c.var.principal;
    const { id } = c.req.valid("param");
    const job = await jobs.get(accountId, id);
    const seen = lastSeen(c.req.header("last-event-id"));
    if (hasEnded(job) && seen > (await jobs.lastEvent(accountId, id))) return c.body(null, 204);

    const close = await limits.admitStream(accountId, plan, OPEN_FOR_MS);
    const outputsOf = outputsFor(c);
    const previewUrl = previewUrlFor(c);
    const hungUp = new AbortController();
    const signal = AbortSignal.any([hungUp.signal, c.req.raw.signal, AbortSignal.timeout(OPEN_FOR_MS)]);

    async function write(sse: SSEStreamingApi): Promise<void> {
      await sse.writeSSE({ event: "status", data: STATUS[job.status] });
      const pinging = setInterval(() => void sse.writeSSE({ event: "ping", data: "" }), PING_EVERY_MS);
      signal.addEventListener("abort", () => clearInterval(pinging));
      const events = jobs.watch(accountId, id, Math.max(0, seen - 1), signal, { queries: MOST_QUERIES });
      for await (const event of events) {
        const frames = await framesOf(event, async () => await jobs.get(accountId, id), outputsOf, previewUrl);
        for (const { id: number, ...frame } of frames)
          if ((number ?? 0) > seen) await sse.writeSSE({ ...frame, id: String(number) });
        if (frames.at(-1)?.event === "end") return;
      }
      await sse.write(`retry: ${COME_BACK_MS}\n\n`);
    }

    return eventStream(c, write, {
      // The client sees the stream break off and comes back with the last id it has.
      onError: (error) => log.event("stream_broken", { requestId: c.var.requestId, jobId: id }, error),
      async onClose() {
        hungUp.abort();
        // What is not heard of is forgotten when it could no longer be open.
        await bestEffort(log, "stream_close_unheard", { jobId: id }, close());
      },
    });
  });
}

/** A note; of an agent's turn also how long it took, and where a small picture of what it made is. */
function toLog({ note, turn }: Progress, previewUrl: (id: string) => string): string {
  if (turn === undefined) return note;
  const took = `(${(turn.milliseconds / 1_000).toFixed(1)} s)`;
  return [note, took, ...(turn.preview === undefined ? [] : [previewUrl(turn.preview)])].join(" ");
}

/** The number of the last frame a client has; what is no number of ours is none. */
const lastSeen = (header: string | undefined): number => (/^\d{1,9}$/.test(header ?? "") ? Number(header) : 0);

/**
 * A line of the log as frames. The last line, which ends the job, is two of them: what came of it, and the end. As no
 * line can follow it, the second has the number after.
 */
async function framesOf(
  { seq, type, data }: JobEvent,
  load: () => Promise<Job>,
  outputsOf: OutputsOf,
  previewUrl: (id: string) => string,
): Promise<Frame[]> {
  if (type === "progress") return [{ event: "log", data: toLog(Progress.parse(data), previewUrl), id: seq }];
  const facts = data as { readonly status?: keyof typeof STATUS };
  const status = facts.status ?? "queued";
  if (status === "queued" || status === "running") return [{ event: "status", data: STATUS[status], id: seq }];
  const job = await load();
  const end: Frame = { event: "end", data: STATUS[status], id: seq + 1 };
  return status === "succeeded"
    ? [{ event: "result", data: JSON.stringify(toOutput(job, outputsOf)), id: seq }, end]
    : [{ event: "error", data: failureOf(job)?.message ?? "It failed.", id: seq }, end];
}
