import { z } from "zod";
import { bestEffort } from "../core/best-effort";
import type { Job } from "../core/job";
import type { Log } from "../core/log";
import { sendAll } from "../core/send";
import { deliveryIdOf } from "../store/deliveries";

/** Names a delivery and nothing more: it may be lost, doubled or late without harm. */
export const DeliveryBell = z.strictObject({ deliveryId: z.string() });
export type DeliveryBell = z.infer<typeof DeliveryBell>;

/** The platform delays a message by half a day at most; what is due later is found by the cron. */
const LONGEST_DELAY_SECONDS = 12 * 60 * 60;

export const createAnnouncer = (queue: Queue<DeliveryBell>, log: Log) => {
  async function ring(deliveryIds: readonly string[], inSeconds = 0): Promise<void> {
    const delaySeconds = Math.min(LONGEST_DELAY_SECONDS, Math.max(0, Math.ceil(inSeconds)));
    const bells = deliveryIds.map((deliveryId) => ({ deliveryId }));
    await sendAll(queue, bells, delaySeconds);
  }
  return {
    ring,

    /** A job has ended: whoever asked to be told is told. The cron finds what is lost here. */
    async announce(job: Job): Promise<void> {
      if (job.webhook === null) return;
      await bestEffort(log, "announce_unheard", { jobId: job.id }, ring([deliveryIdOf(job.id)]));
    },
  };
};

export type Announcer = ReturnType<typeof createAnnouncer>;
