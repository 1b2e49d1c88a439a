import { backoffSeconds } from "./core/retry";
import { messageOf } from "./dialects/messages";
import { Doorbell } from "./jobs/bell";
import type { Services } from "./services";
import { DeliveryBell } from "./webhooks/bell";

/** The queues that are answered, as wrangler.toml names them. */
const DEAD_QUEUE = "edgel-jobs-dead";
const WEBHOOK_QUEUE = "edgel-webhooks";
const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 300;

/** Does what a message asks for; `null` where it is no message of ours. */
type Handler = (body: unknown) => Promise<void> | null;

/** What happens to a batch of messages: each stands alone, so one bad message holds back no other. */
export async function consume(batch: MessageBatch, services: Services): Promise<void> {
  const handle = handlerOf(batch.queue, services);
  await Promise.all(batch.messages.map((message) => deliver(message, handle, services)));
}

function handlerOf(queue: string, services: Services): Handler {
  const { jobs, bell, upkeep, webhooks } = services;
  const ofJob =
    (work: (jobId: string) => Promise<void>): Handler =>
    (body) => {
      const doorbell = Doorbell.safeParse(body);
      return doorbell.success ? work(doorbell.data.jobId) : null;
    };
  switch (queue) {
    case DEAD_QUEUE:
      return ofJob(upkeep.giveUp);
    case WEBHOOK_QUEUE:
      return (body) => {
        const rung = DeliveryBell.safeParse(body);
        return rung.success ? webhooks.deliver(rung.data.deliveryId, messageOf(services)) : null;
      };
    default:
      // A job that wants to wait is woken by a new message, since retries are for failures.
      return ofJob(async (jobId) => {
        const outcome = await jobs.run(jobId);
        if (outcome !== "settled") await bell.ring([jobId], outcome.waitSeconds);
      });
  }
}

async function deliver(message: Message, handle: Handler, { log, chance }: Services): Promise<void> {
  try {
    const work = handle(message.body);
    // Nothing we sent: what it means, if anything, is found by the watchdog and the cron.
    if (work === null) log.event("message_unreadable", { messageId: message.id });
    await work;
    message.ack();
  } catch (error) {
    log.event("delivery_failed", { messageId: message.id, attempts: message.attempts }, error);
    message.retry({
      delaySeconds: backoffSeconds(message.attempts, FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS, chance()),
    });
  }
}
