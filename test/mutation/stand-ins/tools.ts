import type { createMessageBatch } from "./messages";
import { behind } from "./objects";

/** `cloudflare:test` in Node, as far as it is used by tests that mutants are shown to. */

export { createExecutionContext, createMessageBatch } from "./messages";

export async function runInDurableObject<T>(stub: object, work: (object: never, state: object) => T): Promise<T> {
  const found = behind(stub);
  return await work((await found.instance()) as never, found.state);
}

export async function runDurableObjectAlarm(stub: object): Promise<boolean> {
  const { state, instance } = behind(stub);
  if (state.storage.alarm === null) return false;
  state.storage.alarm = null;
  await (await instance())["alarm"]?.();
  return true;
}

export const evictDurableObject = async (stub: object): Promise<void> => behind(stub).evict();

export const getQueueResult = async ({ acks, retries }: ReturnType<typeof createMessageBatch>) => ({
  explicitAcks: acks,
  retryMessages: retries,
});
