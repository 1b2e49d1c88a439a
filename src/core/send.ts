/** The platform takes at most 100 messages in one call. */
const MAX_BATCH = 100;

/** Sends any number of messages, all after the same delay. */
export async function sendAll<Body>(queue: Queue<Body>, bodies: readonly Body[], delaySeconds: number): Promise<void> {
  for (let start = 0; start < bodies.length; start += MAX_BATCH)
    await queue.sendBatch(bodies.slice(start, start + MAX_BATCH).map((body) => ({ body, delaySeconds })));
}
