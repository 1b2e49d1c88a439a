import { bestEffort } from "../core/best-effort";
import { backoffSeconds, TryLater } from "../core/retry";
import { JobFailure, type FailureCode, type Job, type JsonValue, type Step } from "../core/job";
import type { Log } from "../core/log";
import type { Limits } from "../limits/limits";
import type { Publisher } from "../media/publish";
import { RENEW_EVERY_MS, type Claimed, type Ending, type LeaseStore, type Rest } from "../store/leases";
import type { Announcer } from "../webhooks/bell";
import { priceOf } from "./prices";
import type { Runners } from "./runners/index";

/** Workers that may die over one step of a job before it is taken for the cause. */
const MAX_LOSSES = 3;
/** Failures in a row before the job fails. */
const MAX_FAILURES = 3;
/** No step needs longer; a queue consumer is stopped at 15 minutes. */
const STEP_TIMEOUT_MS = 10 * 60 * 1_000;
const FIRST_BACKOFF_SECONDS = 2;
const LAST_BACKOFF_SECONDS = 60;

/** `settled` needs no more messages; a wait wants one after so many seconds. */
export type RunOutcome = "settled" | { readonly waitSeconds: number };

export interface RunDependencies {
  readonly leases: LeaseStore;
  readonly publisher: Publisher;
  readonly announcer: Announcer;
  readonly limits: Limits;
  readonly runners: Runners;
  readonly log: Log;
  readonly newLease: () => string;
  readonly chance: () => number;
}

/** One delivery of one job: claim it, take one step, and write down what came of it under the same lease. */
export const createRun = (deps: RunDependencies) => {
  async function settle(job: Job, lease: string, ending: Ending): Promise<RunOutcome> {
    const ours = await deps.leases.settle(job, lease, ending);
    deps.log.event(ours ? "job_ended" : "lease_lost", {
      jobId: job.id,
      status: ending.status,
      error: ending.status === "failed" ? ending.error : undefined,
    });
    if (!ours) return "settled";
    // What follows a settlement is repeated by the watchdog and the sweep if it fails here.
    const after = (what: string, work: Promise<void>) =>
      bestEffort(deps.log, "after_settle_failed", { jobId: job.id, what }, work);
    if (ending.status === "failed") await after("discard", deps.publisher.discard([job]));
    await after("finish", deps.limits.finish(job, ending.status === "succeeded"));
    await deps.announcer.announce(job);
    return "settled";
  }

  async function finish({ job, lease }: Claimed, step: Extract<Step, { done: true }>): Promise<RunOutcome> {
    const published = await Promise.all(
      step.drawings.map((drawing, index) => deps.publisher.publish(job, index, drawing)),
    );
    const pictures = [...published, ...(step.pictures ?? [])];
    const { text = null, progress } = step;
    const warnings = [...job.warnings, ...step.warnings];
    const capture = priceOf(job.request, pictures);
    return await settle(job, lease, { status: "succeeded", pictures, text, warnings, progress, capture });
  }

  async function park({ job, lease }: Claimed, rest: Rest): Promise<RunOutcome> {
    return (await deps.leases.park(job, lease, rest)) ? { waitSeconds: rest.waitSeconds } : "settled";
  }

  /** A failed step is tried again after a pause, until it has failed too often or cannot succeed at all. */
  async function recover(claimed: Claimed, error: unknown): Promise<RunOutcome> {
    const { job, lease } = claimed;
    if (error instanceof TryLater)
      return await park(claimed, { waitSeconds: error.seconds, failed: false, progress: null });
    deps.log.event("step_failed", { jobId: job.id, failures: job.failures + 1 }, error);
    if (error instanceof JobFailure)
      return await settle(job, lease, { status: "failed", error: error.code, rejection: error.rejection });
    if (job.failures + 1 >= MAX_FAILURES)
      return await settle(job, lease, { status: "failed", error: "generation_failed" });
    const waitSeconds = backoffSeconds(job.failures + 1, FIRST_BACKOFF_SECONDS, LAST_BACKOFF_SECONDS, deps.chance());
    return await park(claimed, { waitSeconds, failed: true, progress: null });
  }

  return async function run(jobId: string): Promise<RunOutcome> {
    const claim = await deps.leases.claim(jobId, deps.newLease());
    if (claim === "gone") return "settled";
    if (!("job" in claim)) return claim;

    const { job, lease } = claim;
    const hopeless: FailureCode | null = claim.overdue
      ? "deadline_exceeded"
      : job.losses >= MAX_LOSSES
        ? "worker_lost"
        : null;
    if (hopeless !== null) return await settle(job, lease, { status: "failed", error: hopeless });

    const save = async (state: JsonValue): Promise<void> => {
      if (!(await deps.leases.save(job, lease, state))) throw new Error("lease lost");
    };
    let step: Step;
    try {
      step = await holdingLease(deps, claim, (signal) => deps.runners.step(job, signal, save));
      return step.done ? await finish(claim, step) : await park(claim, { ...step, failed: false });
    } catch (error) {
      return await recover(claim, error);
    }
  };
};

/** Works while the lease is renewed; the signal fires when it is lost, or the step's or the job's time is up. */
async function holdingLease<T>(
  { leases, log }: Pick<RunDependencies, "leases" | "log">,
  { job, lease }: Claimed,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  // Both are the database's times, the later one of the claim: no two clocks are compared.
  const leftMs = Math.max(0, job.deadlineAt.getTime() - job.updatedAt.getTime());
  const renewal = setInterval(() => {
    leases.renew(job, lease).then(
      (ours) => {
        if (!ours) lost.abort(new Error("lease lost"));
      },
      (error: unknown) => log.event("renewal_failed", { jobId: job.id }, error),
    );
  }, RENEW_EVERY_MS);
  try {
    return await work(AbortSignal.any([lost.signal, AbortSignal.timeout(Math.min(STEP_TIMEOUT_MS, leftMs))]));
  } finally {
    clearInterval(renewal);
  }
}
