import { z } from "zod";
import { sendAll } from "../core/send";

/** A doorbell names a job and nothing more: it may be lost, doubled or late without harm. */
export const Doorbell = z.strictObject({ jobId: z.string() });
export type Doorbell = z.infer<typeof Doorbell>;

/** Rings for jobs. Whoever rings may fail: the account's watchdog rings again. */
export const createBell = (queue: Queue<Doorbell>) => ({
  async ring(jobIds: readonly string[], delaySeconds = 0): Promise<void> {
    const doorbells = jobIds.map((jobId) => ({ jobId }));
    await sendAll(queue, doorbells, delaySeconds);
  },
});

export type Bell = ReturnType<typeof createBell>;
