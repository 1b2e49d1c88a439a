import { z } from "zod";

/** A doorbell names a job and nothing more: it may be lost, doubled or late without harm. */
export const Doorbell = z.strictObject({ jobId: z.string() });
export type Doorbell = z.infer<typeof Doorbell>;

/** The platform takes at most 100 messages in one call. */
const MAX_BATCH = 100;

/** Rings for jobs. Whoever rings may fail: the account's watchdog rings again. */
export const createBell = (queue: Queue<Doorbell>) => ({
  async ring(jobIds: readonly string[], delaySeconds = 0): Promise<void> {
    for (let start = 0; start < jobIds.length; start += MAX_BATCH) {
      const messages = jobIds.slice(start, start + MAX_BATCH).map((jobId) => ({ body: { jobId }, delaySeconds }));
      await queue.sendBatch(messages);
    }
  },
});

export type Bell = ReturnType<typeof createBell>;
