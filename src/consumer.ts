import { backoffSeconds } from "./core/retry";
import { Doorbell } from "./jobs/bell";
import type { Services } from "./services";

/** The queue whose messages failed too often; named as in wrangler.toml. */
const DEAD_QUEUE = "edgel-jobs-dead";
const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 300;

type Handler = (jobId: string) => Promise<void>;

/** What happens to a batch of doorbells: each stands alone, so one bad message holds back no other. */
export async function consume(batch: MessageBatch, services: Services): Promise<void> {
  const handle = batch.queue === DEAD_QUEUE ? giveUp(services) : answer(services);
  await Promise.all(batch.messages.map((message) => deliver(message, handle, services)));
}

/** Runs the job; one that wants to wait is woken by a new message, since retries are for failures. */
const answer =
  ({ jobs, bell }: Services): Handler =>
  async (jobId) => {
    const outcome = await jobs.run(jobId);
    if (outcome !== "settled") await bell.ring([jobId], outcome.waitSeconds);
  };

const giveUp =
  ({ upkeep }: Services): Handler =>
  async (jobId) =>
    await upkeep.giveUp(jobId);

async function deliver(message: Message, handle: Handler, { log, chance }: Services): Promise<void> {
  const bell = Doorbell.safeParse(message.body);
  if (!bell.success) {
    // Nothing we sent: its job, if it means one, is found by the watchdog.
    log.event("doorbell_unreadable", { messageId: message.id });
    return message.ack();
  }
  try {
    await handle(bell.data.jobId);
    message.ack();
  } catch (error) {
    log.event("delivery_failed", { jobId: bell.data.jobId, attempts: message.attempts }, error);
    message.retry({
      delaySeconds: backoffSeconds(message.attempts, FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS, chance()),
    });
  }
}
