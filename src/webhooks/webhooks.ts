import { AppError } from "../core/errors";
import type { Job } from "../core/job";
import type { Log } from "../core/log";
import { whyNotCalled, type UrlRules } from "../core/webhook";
import type { Attempt, Delivery, DeliveryStore, Next } from "../store/deliveries";
import type { JobStore } from "../store/jobs";
import type { Announcer } from "./bell";
import { retryAfterSeconds, secondsUntilNext, type Patience } from "./schedule";
import type { Signing } from "./signing";

const TIMEOUT_MS = 10_000;
/** More than any schedule has: workers that die over a delivery do not come back to it for ever. */
const MOST_ROUNDS = 20;
/** The receiver does not want it any more. */
const GONE = 410;

/** A job's end as its API words it, and how long that API keeps trying. */
export interface Message {
  readonly body: object;
  readonly patience: Patience;
}

export interface WebhookDependencies {
  readonly store: DeliveryStore;
  readonly jobs: Pick<JobStore, "find">;
  readonly announcer: Announcer;
  readonly signing: Signing;
  readonly rules: UrlRules;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly now: () => Date;
  readonly chance: () => number;
}

type Outcome = Omit<Attempt, "number" | "at"> & { readonly retryAfter: number | null };

/** Tells receivers that jobs have ended, until they have heard it or have been asked often enough. */
export const createWebhooks = (deps: WebhookDependencies) => {
  async function post({ id, accountId, webhook }: Delivery, message: Message): Promise<Outcome> {
    const started = deps.now().getTime();
    const outcome = (httpStatus: number | null, error: string | null, retryAfter: number | null = null): Outcome => ({
      durationMs: Math.max(0, deps.now().getTime() - started),
      httpStatus,
      error,
      retryAfter,
    });
    // What was public at submit need not be so any more.
    if (whyNotCalled(webhook, deps.rules) !== null) return outcome(null, "url_refused");
    const body = JSON.stringify(message.body);
    try {
      const answer = await deps.fetch(webhook.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "user-agent": "Edgel-Webhooks/1",
          ...(await deps.signing.headersFor(accountId, id, body)),
        },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      const retryAfter = retryAfterSeconds(answer.headers.get("retry-after"), deps.now());
      if (answer.ok) return outcome(answer.status, null);
      const redirected = answer.status >= 300 && answer.status < 400;
      return outcome(answer.status, redirected ? "redirected" : "refused", retryAfter);
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      deps.log.event("webhook_unreachable", { deliveryId: id }, error);
      return outcome(null, timedOut ? "timeout" : "unreachable");
    }
  }

  function nextAfter({ httpStatus, error, retryAfter }: Outcome, round: number, patience: Patience): Next {
    if (error === null) return "delivered";
    if (httpStatus === GONE || error === "url_refused") return "given_up";
    const inSeconds = secondsUntilNext(round, patience, retryAfter, deps.chance());
    return inSeconds === null ? "given_up" : { inSeconds };
  }

  return {
    /** One attempt at one delivery, and a message for the next. */
    async deliver(id: string, describe: (job: Job, origin: string) => Message): Promise<void> {
      const delivery = await deps.store.claim(id);
      if (delivery === null) return;
      if (delivery.round > MOST_ROUNDS) {
        deps.log.event("webhook_abandoned", { deliveryId: id, attempt: delivery.attempts });
        return await deps.store.report(delivery, { durationMs: 0, httpStatus: null, error: "abandoned" }, "given_up");
      }
      const job = await deps.jobs.find(delivery.accountId, delivery.jobId);
      if (job === null) throw new Error("a delivery without its job");
      const message = describe(job, delivery.webhook.origin);
      const outcome = await post(delivery, message);
      const next = nextAfter(outcome, delivery.round, message.patience);
      await deps.store.report(delivery, outcome, next);
      deps.log.event("webhook_attempted", {
        deliveryId: id,
        attempt: delivery.attempts,
        status: outcome.httpStatus ?? undefined,
        error: outcome.error ?? undefined,
      });
      if (typeof next === "object") await deps.announcer.ring([id], next.inSeconds);
    },

    ofJob: async (job: Job) => await deps.store.ofJob(job),

    /** Sends an ended delivery once more, from the first attempt on. */
    async redeliver(job: Job): Promise<void> {
      if (job.webhook === null) throw new AppError("not_found", "This job has no webhook.", { resource: "delivery" });
      if (!(await deps.store.again(job)))
        throw new AppError("not_ended", "It is still being delivered, or the job has not ended.", { retryAfter: 5 });
      await deps.announcer.announce(job);
    },

    /** Rings for deliveries whose time has come and whose messages may be lost. */
    async sweep(): Promise<void> {
      for (const db of deps.store.databases) await deps.announcer.ring(await deps.store.due(db));
    },
  };
};

export type Webhooks = ReturnType<typeof createWebhooks>;
