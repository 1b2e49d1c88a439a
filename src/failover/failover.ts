import { AppError } from "../core/errors";
import { JobFailure, type Cost } from "../core/job";
import type { Log } from "../core/log";
import { TryLater } from "../core/retry";
import { faultOf, ModelFailed } from "../models/faults";
import type { BreakerStore } from "../store/breakers";
import type { Errand, ModelCallStore } from "../store/model-calls";

/** While a model is left alone that may be back soon, a job comes back after this. */
const LEFT_ALONE_SECONDS = 15;

/** One attempt at one model. */
const ATTEMPT_MS = 120_000;

/** The signal, and the end of an attempt. */
export const withinAttempt = (signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]);

/** A model of a list. */
export interface Candidate {
  readonly card: { readonly id: string };
  readonly name: string;
  readonly embedded: boolean;
}

export interface FailoverDependencies {
  readonly breakers: Pick<BreakerStore, "allows" | "succeeded" | "failed">;
  readonly calls: Pick<ModelCallStore, "begin" | "end">;
  readonly log: Log;
  readonly now: () => Date;
}

/** Headers by which a provider that knows them finds an earlier call again, instead of doing its work twice. */
export type CallHeaders = Readonly<Record<string, string>>;

/** What a model answered, and what that cost, where it is told. */
type Answered<A> = A & { readonly cost?: Cost | undefined };
type Ask<E, A> = (entry: E, headers: CallHeaders) => Promise<Answered<A>>;

/**
 * Asks one model of a list after another. What goes wrong with one is no reason to fail as long as there is another;
 * when there is none, the caller waits (`TryLater`) or fails. `errand` is what is asked for, where it is to be kept.
 */
export const createFailover = ({ breakers, calls, log, now }: FailoverDependencies) => {
  /** Asks one model, having written down that it is asked. `null` where it has been asked in vain too often. */
  async function call<E extends Candidate, A extends object>(
    entry: E,
    errand: Errand | null,
    ask: Ask<E, A>,
  ): Promise<Answered<A> | null> {
    if (errand === null) return await ask(entry, {});
    const begun = await calls.begin(errand, entry.card.id);
    if (begun === null) return null;
    try {
      const answer = await ask(entry, { "idempotency-key": keyOf(errand, entry, begun.answered) });
      await calls.end(errand, begun.id, "answered", answer.cost);
      return answer;
    } catch (error) {
      const { kind } = faultOf(error, now());
      if (kind !== "unknown") await calls.end(errand, begun.id, kind);
      throw error;
    }
  }

  return async function firstToAnswer<E extends Candidate, A extends object>(
    entries: readonly E[],
    errand: Errand | null,
    ask: Ask<E, A>,
    signal: AbortSignal,
  ): Promise<A> {
    let wait: number | null = null;
    let last: unknown = new Error("no model can be asked");
    for (const entry of entries) {
      if (entry.embedded) return await ask(entry, {});
      const { id } = entry.card;
      const verdict = await breakers.allows(id);
      if (verdict === "later") wait = Math.min(wait ?? Infinity, LEFT_ALONE_SECONDS);
      if (verdict !== "yes") continue;
      try {
        const answer = await call(entry, errand, ask);
        if (answer === null) {
          last = new JobFailure("generation_failed", new Error(`${id} was asked twice and not heard`));
          continue;
        }
        await breakers.succeeded(id);
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof JobFailure || error instanceof AppError) throw error;
        const failed = new ModelFailed(id, error);
        const fault = faultOf(error, now());
        log.event("model_failed", { model: id, fault: fault.kind });
        if (fault.kind === "rejected") throw new JobFailure("content_rejected", failed, REFUSED);
        if (fault.kind === "busy") wait = Math.min(wait ?? Infinity, fault.retryAfterSeconds);
        else if (fault.kind !== "unfit") await breakers.failed(id, fault.kind === "gone");
        last = failed;
      }
    }
    if (wait !== null) throw new TryLater(wait);
    throw last;
  };
};

export type Failover = ReturnType<typeof createFailover>;

/** Providers refuse in words of their own, which are kept from everybody: only that they did is told. */
export const REFUSED = { stage: "model", category: "policy" } as const;

/** The same for a call whose answer was lost, another after one that failed. */
const keyOf = ({ jobId, part }: Errand, { name }: Candidate, answered: number): string =>
  `${jobId}-${part}-${answered}-${name.replaceAll(/[^\w.-]+/g, "-")}`.slice(0, 200);
