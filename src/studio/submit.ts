import { signal } from "@preact/signals";
import { ApiFailure, call } from "./api";
import { draft } from "./draft";
import { load } from "./jobs";
import { jobIdIn, orderOf, type Order } from "./order";
import { references } from "./references";
import { refresh } from "./standing";

/** How the last submit went. */
export const submitting = signal(false);
export const refusal = signal<string | null>(null);
/** Until when it makes no sense to ask again. */
export const pausedUntil = signal(0);

/** Tries, with pauses of so many milliseconds between them, where an answer was lost. */
const PAUSES_MS = [1_000, 3_000];

/** Starts a job of what the composer holds. */
export async function submitDraft(): Promise<void> {
  if (submitting.value) return;
  submitting.value = true;
  refusal.value = null;
  try {
    await submit(orderOf(draft.value, references.value));
  } catch (error) {
    refusal.value = error instanceof Error ? error.message : "It could not be started.";
    if (error instanceof ApiFailure && error.status === 429)
      pausedUntil.value = Date.now() + (error.retryAfter ?? 1) * 1_000;
  } finally {
    submitting.value = false;
  }
}

/** Starts a job. A lost answer is asked for again under the same key: one job, charged once. */
export async function submit({ path, body }: Order): Promise<void> {
  const headers = { "idempotency-key": crypto.randomUUID() };
  const answer = await patiently(() => call("POST", path, { json: body, headers }));
  await load(jobIdIn(answer));
  void refresh();
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.status !== 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return await work();
}
