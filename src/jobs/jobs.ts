import { z } from "zod";
import { bestEffort } from "../core/best-effort";
import { AppError, notFound, unavailable } from "../core/errors";
import { hasEnded, type Job, type JobEvent } from "../core/job";
import type { Log } from "../core/log";
import type { Limits } from "../limits/limits";
import type { Publisher } from "../media/publish";
import type { JobStore, ListedPage } from "../store/jobs";
import type { LeaseStore } from "../store/leases";
import type { Announcer } from "../webhooks/bell";
import { priceOf } from "./prices";
import { createSubmit, type SubmitDependencies } from "./submit";

/** Somebody who waits for an answer is told soon; the longer nothing happens, the less often we look. */
const WAITING: Pace = { pauseMs: (idleMs) => Math.min(1_000, 100 + idleMs / 3) };
/** Somebody who watches is told at once while things happen. */
const WATCHING: Pace = { pauseMs: (idleMs) => (idleMs < 30_000 ? 250 : 2_000) };
/** Looks at a job before a cancel gives up: one step publishes once. */
const CANCEL_ATTEMPTS = 5;
/** Rows a streamed list reads at a time. */
const LIST_PAGE = 500;

const EndOfJob = z.object({ status: z.enum(["succeeded", "failed", "canceled"]) });

/** How often a job's log is looked at, by how long nothing has happened. */
interface Pace {
  readonly pauseMs: (idleMs: number) => number;
}

export interface JobDependencies extends SubmitDependencies {
  readonly store: JobStore;
  readonly leases: LeaseStore;
  readonly limits: Limits;
  readonly publisher: Publisher;
  readonly announcer: Announcer;
  readonly log: Log;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The one job core, as dialects see it. Every question names the account: another's job is not there. */
export const createJobs = (deps: JobDependencies) => {
  async function get(accountId: string, id: string): Promise<Job> {
    const job = await deps.store.find(accountId, id);
    if (job === null) throw notFound("job");
    return job;
  }

  /** Cancels the job with what it has published; while we look, it may publish more. */
  async function endAsCanceled(accountId: string, id: string): Promise<Job> {
    for (let attempt = 0; attempt < CANCEL_ATTEMPTS; attempt++) {
      const job = await get(accountId, id);
      if (await deps.leases.cancel(job, priceOf(job.request, job.pictures))) return job;
      if (hasEnded(job)) throw new AppError("already_ended", "The job has already ended.");
    }
    throw unavailable(new Error("the job would not stand still"));
  }

  /** The job's log after `seq`, as it grows, until the job has ended, the signal fires, or it was asked so often. */
  async function* follow(
    accountId: string,
    id: string,
    seq: number,
    signal: AbortSignal,
    { pauseMs, queries = Infinity }: Pace & { readonly queries?: number },
  ): AsyncGenerator<JobEvent> {
    let last = seq;
    let idleMs = 0;
    for (let asked = 0; asked < queries && !signal.aborted; asked++) {
      const events = await deps.store.eventsAfter(accountId, id, last);
      for (const event of events) {
        yield event;
        last = event.seq;
        if (endsJob(event)) return;
      }
      if (events.length > 0) idleMs = 0;
      const pause = pauseMs(idleMs);
      await deps.sleep(pause, signal);
      idleMs += pause;
    }
  }

  return {
    submit: createSubmit(deps),
    get,

    /** The job's log after `seq` as it grows, for somebody who looks on; the database is asked so often at most. */
    watch: (accountId: string, id: string, seq: number, signal: AbortSignal, { queries }: { queries: number }) =>
      follow(accountId, id, seq, signal, { ...WATCHING, queries }),

    /** The job's log so far. */
    async events(accountId: string, id: string): Promise<readonly JobEvent[]> {
      const job = await get(accountId, id);
      return await deps.store.eventsAfter(accountId, job.id, 0);
    },

    /** The number of the last line of the job's log. */
    lastEvent: async (accountId: string, id: string): Promise<number> => await deps.store.lastEvent(accountId, id),

    /** The job when it has ended, or as it is when the time is up or the caller has hung up. */
    async wait(job: Job, seconds: number, hungUp: AbortSignal): Promise<Job> {
      if (hasEnded(job) || seconds <= 0) return job;
      const signal = AbortSignal.any([hungUp, AbortSignal.timeout(seconds * 1_000)]);
      try {
        for await (const event of follow(job.accountId, job.id, 0, signal, WAITING)) if (endsJob(event)) break;
        return await get(job.accountId, job.id);
      } catch (error) {
        // The job is accepted whatever happens to the waiting: an error here would say that it is not.
        deps.log.event("wait_failed", { jobId: job.id }, error);
        return job;
      }
    },

    /** One page, newest first. */
    list: async (accountId: string, page: ListedPage): Promise<readonly Job[]> =>
      await deps.store.list(accountId, page),

    /** All of the account's jobs of these kinds, newest first, a page in memory at a time. */
    async *listAll(accountId: string, kinds: ListedPage["kinds"]): AsyncGenerator<Job> {
      let before: string | null = null;
      for (;;) {
        const page: readonly Job[] = await deps.store.list(accountId, { limit: LIST_PAGE, before, kinds });
        yield* page;
        const last = page.at(-1);
        if (last === undefined || page.length < LIST_PAGE) return;
        before = last.id;
      }
    },

    /** Queued or running jobs are canceled and cost what they have published; a worker in the middle of one settles nothing. */
    async cancel(accountId: string, id: string): Promise<Job> {
      const job = await endAsCanceled(accountId, id);
      await bestEffort(deps.log, "finish_unheard", { jobId: id }, deps.limits.finish(job, false));
      await deps.announcer.announce(job);
      return await get(accountId, id);
    },

    /** Removes the pictures for good; the job and its history stay. Doing it again is no error. */
    async deletePictures(accountId: string, id: string, origin: string): Promise<void> {
      const job = await get(accountId, id);
      if (!hasEnded(job))
        throw new AppError("not_ended", "The job has not ended yet; cancel it first.", { retryAfter: 5 });
      await deps.publisher.erase(job.pictures, origin);
      await deps.store.markDeleted(accountId, id);
    },
  };
};

export type Jobs = ReturnType<typeof createJobs>;

const endsJob = (event: JobEvent): boolean => EndOfJob.safeParse(event.data).success;
