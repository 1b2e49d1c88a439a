import { bestEffort } from "../core/best-effort";
import { equalInConstantTime, sha256Hex } from "../core/crypto";
import { AppError, notFound } from "../core/errors";
import { shardOf } from "../core/ids";
import { hasEnded, JOB_KINDS, type Job } from "../core/job";
import type { Log } from "../core/log";
import type { Plan } from "../core/principal";
import type { Bell } from "../jobs/bell";
import type { Jobs } from "../jobs/jobs";
import type { Limits } from "../limits/limits";
import type { Announcer } from "../webhooks/bell";
import type { ModelCall, ModelCallStore } from "../store/model-calls";
import type { AccountOverview, Before, LoggedAction, OperatorStore } from "../store/operator";

export interface OperatorDependencies {
  readonly store: OperatorStore;
  readonly calls: Pick<ModelCallStore, "of">;
  readonly jobs: Jobs;
  readonly limits: Limits;
  readonly bell: Bell;
  readonly announcer: Announcer;
  readonly log: Log;
  /** The operator's credential; without one nobody is the operator. */
  readonly token: string | null;
}

/** What whoever runs this server may see and do. Every change is written down with the request that asked for it. */
export const createOperator = ({ store, calls, jobs, limits, bell, announcer, log, token }: OperatorDependencies) => {
  async function account(id: string): Promise<AccountOverview> {
    const found = shardOf("acc", id) === null ? null : await store.account(id);
    if (found === null) throw notFound("account");
    return found;
  }

  async function job(id: string): Promise<Job> {
    const found = await store.job(id);
    if (found === null) throw notFound("job");
    return found;
  }

  async function openJob(id: string): Promise<Job> {
    const found = await job(id);
    if (hasEnded(found)) throw alreadyEnded();
    return found;
  }

  return {
    /** Whether there is an operator at all. */
    exists: token !== null,

    async isOperator(credential: string): Promise<boolean> {
      return token !== null && equalInConstantTime(await sha256Hex(credential), await sha256Hex(token));
    },

    accounts: async (search: string, before: Before | null, limit: number): Promise<readonly AccountOverview[]> =>
      await store.accounts(search, before, limit),
    account,
    job,
    /** What a job asked of models that others run, oldest first. */
    calls: async (jobId: string): Promise<readonly ModelCall[]> => await calls.of(jobId),
    history: async (limit: number): Promise<readonly LoggedAction[]> => await store.log(limit),

    /** An account's jobs of every kind, newest first; without one, all that are open, longest untouched first. */
    async listJobs(accountId: string | null, before: string | null, limit: number): Promise<readonly Job[]> {
      if (accountId === null) return await store.openJobs(limit);
      await account(accountId);
      return await jobs.list(accountId, { limit, before, kinds: JOB_KINDS });
    },

    /** Doing it again changes nothing and is not written down again. */
    async change(
      id: string,
      { plan, frozen }: { plan?: Plan | undefined; frozen?: boolean | undefined },
      requestId: string,
    ): Promise<AccountOverview> {
      const before = await account(id);
      const action = { accountId: id, subject: null, requestId };
      if (plan !== undefined)
        await store.setPlan(plan, { ...action, action: "set_plan", details: { from: before.plan, to: plan } });
      if (frozen !== undefined)
        await store.setFrozen(frozen, { ...action, action: frozen ? "freeze" : "unfreeze", details: {} });
      return await account(id);
    },

    /** Credits for an account, once for a reference. */
    async grant(id: string, credits: number, reference: string, requestId: string): Promise<AccountOverview> {
      await account(id);
      const action = { action: "grant", accountId: id, subject: reference, details: { credits }, requestId };
      const stands = await store.grant(reference, credits, action);
      if (stands.accountId !== id || stands.amount !== credits)
        throw new AppError("idempotency_key_reused", "This reference was used for a different grant.", {
          field: "reference",
        });
      return await account(id);
    },

    /** A stuck job gets a fresh start, and fifteen minutes if less was left. */
    async retryJob(id: string, requestId: string): Promise<Job> {
      const stuck = await openJob(id);
      const { accountId, status, failures, losses } = stuck;
      const details = { status, failures, losses };
      if (!(await store.retry(stuck, { action: "retry_job", accountId, subject: id, details, requestId })))
        throw alreadyEnded();
      await bestEffort(log, "bell_failed", { jobId: id }, bell.ring([id]));
      return await job(id);
    },

    /** A stuck job is given up: it costs nothing. */
    async failJob(id: string, requestId: string): Promise<Job> {
      const stuck = await openJob(id);
      const { accountId, status } = stuck;
      const action = { action: "fail_job", accountId, subject: id, details: { status }, requestId };
      if (!(await store.fail(stuck, "internal_error", action))) throw alreadyEnded();
      await bestEffort(log, "finish_unheard", { jobId: id }, limits.finish(stuck, false));
      await announcer.announce(stuck);
      return await job(id);
    },
  };
};

export type Operator = ReturnType<typeof createOperator>;

const alreadyEnded = (): AppError => new AppError("already_ended", "The job has already ended.");
