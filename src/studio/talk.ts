import { signal } from "@preact/signals";
import { ask } from "./api";
import { eventsIn } from "./follow";
import { load } from "./jobs";
import { refresh } from "./standing";

/** A conversation with the concierge. It is kept here alone: the server forgets it with every answer. */

export interface Turn {
  readonly role: "user" | "assistant";
  readonly content: string;
  /** What the answer started. */
  readonly jobIds: readonly string[];
}

export const turns = signal<readonly Turn[]>([]);
export const answering = signal(false);

/** As much as the server takes along. */
const MOST_TURNS = 50;
const MOST_CHARACTERS = 4_000;

interface Done {
  readonly reply: string;
  readonly jobs?: readonly { readonly jobId: string }[];
}

export async function say(message: string): Promise<void> {
  const history = turns.value
    .filter(({ content }) => content !== "")
    .slice(-MOST_TURNS)
    .map(({ role, content }) => ({ role, content: content.slice(0, MOST_CHARACTERS) }));
  const before = turns.value;
  turns.value = [
    ...before,
    { role: "user", content: message, jobIds: [] },
    { role: "assistant", content: "", jobIds: [] },
  ];
  answering.value = true;
  try {
    const answer = await ask("POST", "/api/chat", {
      json: { message, history },
      headers: { accept: "text/event-stream" },
    });
    if (answer.body !== null) await hear(answer.body);
  } catch (error) {
    // What was not answered was not said: it goes back to where it was written.
    turns.value = before;
    throw error;
  } finally {
    answering.value = false;
  }
  void refresh();
}

async function hear(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  for await (const { event, data } of eventsIn(body)) {
    if (event === "token") amend((turn) => ({ ...turn, content: turn.content + tokenIn(data) }));
    if (event === "error") throw new Error((JSON.parse(data) as { error: string }).error);
    if (event === "done") {
      const { reply, jobs = [] } = JSON.parse(data) as Done;
      const jobIds = jobs.map(({ jobId }) => jobId);
      amend((turn) => ({ ...turn, content: reply, jobIds }));
      await Promise.all(jobIds.map((id) => load(id).catch(() => {})));
    }
  }
}

const tokenIn = (data: string): string => (JSON.parse(data) as { token: string }).token;

/** Changes the last turn. */
function amend(change: (turn: Turn) => Turn): void {
  const last = turns.value.at(-1);
  if (last !== undefined) turns.value = [...turns.value.slice(0, -1), change(last)];
}
