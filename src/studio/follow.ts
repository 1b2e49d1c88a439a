import { EventSourceParserStream } from "eventsource-parser/stream";
import { ApiFailure, ask } from "./api";

/** One event of a job's stream; those of its log have an id. */
export interface Frame {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 8_000;

/**
 * A job's events until its end. A connection that breaks off is taken up again behind the last event that came; what
 * the server refuses for good is thrown.
 */
export async function* follow(jobId: string, signal: AbortSignal): AsyncGenerator<Frame, void, void> {
  let last: string | undefined;
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const answer = await ask("GET", `/v1/jobs/${jobId}/stream`, {
        signal,
        headers: { accept: "text/event-stream", ...(last === undefined ? {} : { "last-event-id": last }) },
      });
      // 204: it has ended, and we have everything.
      if (answer.status === 204 || answer.body === null) return;
      for await (const { event = "message", data, id } of eventsIn(answer.body)) {
        last = id ?? last;
        pause = FIRST_PAUSE_MS;
        yield { event, data, ...(id === undefined ? {} : { id }) };
        if (event === "end") return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isPassing(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(LAST_PAUSE_MS, pause * 2);
  }
}

/** The events of an answer that goes on. */
export async function* eventsIn(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** A fault that may be gone in a moment: of the network, of the server, or too many streams at once. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof ApiFailure) || error.status === 0 || error.status === 429 || error.status >= 500;
