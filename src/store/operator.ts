import type { FailureCode, Job } from "../core/job";
import type { Plan } from "../core/principal";
import { toAccount, type Account, type AccountRow } from "./accounts";
import { deliveryAfterAChange } from "./deliveries";
import { toJob, type JobRow } from "./job-rows";
import { endingStatements } from "./leases";
import type { Shards } from "./shards";
import { AFTER_A_CHANGE, NOW, toDate } from "./sql";

/** What the operator sees and does, across all accounts. Every change and its line in the log share a batch. */

/** Where a change comes from, as the log keeps it. */
export interface Action {
  readonly action: string;
  readonly accountId: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly requestId: string;
}

export interface LoggedAction extends Action {
  readonly at: Date;
}

export interface AccountOverview extends Account {
  readonly available: number;
  readonly held: number;
}

interface OverviewRow extends AccountRow {
  readonly available: number;
  readonly held: number;
}

interface LogRow {
  readonly at: number;
  readonly action: string;
  readonly account_id: string;
  readonly subject: string | null;
  readonly details: string;
  readonly request_id: string;
}

/** A place in a list that is sorted by age: only what is older follows. */
export interface Before {
  readonly at: number;
  readonly id: string;
}

/** A job that is tried again gets this long. */
const SECOND_CHANCE_MS = 15 * 60 * 1_000;

const OVERVIEW = `SELECT a.*, coalesce(b.available, 0) AS available, coalesce(b.held, 0) AS held
  FROM accounts a LEFT JOIN balances b ON b.account_id = a.id`;

const toOverview = (row: OverviewRow): AccountOverview => ({
  ...toAccount(row),
  available: row.available,
  held: row.held,
});

export const createOperatorStore = (shards: Shards) => {
  /** The same question to every shard, and the newest of all answers. */
  async function newest<R>(ask: (db: D1Database) => Promise<readonly R[]>, at: (row: R) => Date, limit: number) {
    const pages = await Promise.all(shards.all.map(ask));
    return pages
      .flat()
      .toSorted((a, b) => at(b).getTime() - at(a).getTime())
      .slice(0, limit);
  }

  return {
    /** Accounts whose id is, or whose label contains, the text; all of them for an empty one. Newest first. */
    accounts: async (search: string, before: Before | null, limit: number): Promise<readonly AccountOverview[]> =>
      await newest(
        async (db) => {
          const { results } = await db
            .prepare(
              `${OVERVIEW} WHERE (a.created_at, a.id) < (?1, ?2) AND (?3 = '' OR a.id = ?3 OR instr(lower(a.label), lower(?3)) > 0)
               ORDER BY a.created_at DESC, a.id DESC LIMIT ?4`,
            )
            .bind(before?.at ?? Number.MAX_SAFE_INTEGER, before?.id ?? "", search, limit)
            .all<OverviewRow>();
          return results.map(toOverview);
        },
        (account) => account.createdAt,
        limit,
      ),

    async account(id: string): Promise<AccountOverview | null> {
      const row = await shards.ofAccount(id).prepare(`${OVERVIEW} WHERE a.id = ?1`).bind(id).first<OverviewRow>();
      return row && toOverview(row);
    },

    async setPlan(plan: Plan, action: Action): Promise<void> {
      const db = shards.ofAccount(action.accountId);
      await db.batch([
        db.prepare("UPDATE accounts SET plan = ?2 WHERE id = ?1 AND plan <> ?2").bind(action.accountId, plan),
        logAfterAChange(db, action),
      ]);
    },

    async setFrozen(frozen: boolean, action: Action): Promise<void> {
      const db = shards.ofAccount(action.accountId);
      await db.batch([
        db
          .prepare(
            `UPDATE accounts SET frozen_at = CASE WHEN ?2 THEN ${NOW} END WHERE id = ?1 AND (frozen_at IS NOT NULL) <> ?2`,
          )
          .bind(action.accountId, frozen ? 1 : 0),
        logAfterAChange(db, action),
      ]);
    },

    /** Gives credits once for a reference. Answers what stands under it afterwards. */
    async grant(reference: string, amount: number, action: Action): Promise<{ accountId: string; amount: number }> {
      const db = shards.ofAccount(action.accountId);
      const [, , found] = await db.batch<{ account_id: string; amount: number }>([
        db
          .prepare(
            `INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, 'grant', ?2, ?3, ${NOW})
             ON CONFLICT DO NOTHING`,
          )
          .bind(reference, action.accountId, amount),
        logAfterAChange(db, action),
        db.prepare("SELECT account_id, amount FROM transfers WHERE subject = ?1 AND kind = 'grant'").bind(reference),
      ]);
      const row = found?.results[0];
      if (row === undefined) throw new Error("the grant left no trace");
      return { accountId: row.account_id, amount: row.amount };
    },

    /** Jobs that have not ended, longest untouched first. */
    async openJobs(limit: number): Promise<readonly Job[]> {
      const pages = await Promise.all(
        shards.all.map(async (db) => {
          const { results } = await db
            .prepare("SELECT * FROM jobs WHERE ended_at IS NULL ORDER BY updated_at LIMIT ?1")
            .bind(limit)
            .all<JobRow>();
          return results.map(toJob);
        }),
      );
      return pages
        .flat()
        .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
        .slice(0, limit);
    },

    async job(id: string): Promise<Job | null> {
      const row = await shards.ofJob(id)?.prepare("SELECT * FROM jobs WHERE id = ?1").bind(id).first<JobRow>();
      return row ? toJob(row) : null;
    },

    /** Takes the job from whoever holds it and forgets its failures. False where it has ended. */
    async retry(job: Job, action: Action): Promise<boolean> {
      const db = shards.ofAccount(job.accountId);
      const [retried] = await db.batch([
        db
          .prepare(
            `UPDATE jobs SET lease = NULL, lease_until = NULL, wake_at = NULL, losses = 0, failures = 0,
                             deadline_at = max(deadline_at, ${NOW} + ${SECOND_CHANCE_MS}), updated_at = ${NOW}
             WHERE account_id = ?1 AND id = ?2 AND ended_at IS NULL`,
          )
          .bind(job.accountId, job.id),
        logAfterAChange(db, action),
      ]);
      return retried?.meta.changes === 1;
    },

    /** Ends the job: whoever holds it settles nothing. False where it had ended. */
    async fail(job: Job, error: FailureCode, action: Action): Promise<boolean> {
      const db = shards.ofAccount(job.accountId);
      const [ended] = await db.batch([
        ...endingStatements(db, job, "failed", error),
        // The last of them wrote the job's last event, if it did end.
        logAfterAChange(db, action),
        ...deliveryAfterAChange(db, job),
      ]);
      return ended?.meta.changes === 1;
    },

    /** What operators did, newest first. */
    log: async (limit: number): Promise<readonly LoggedAction[]> =>
      await newest(
        async (db) => {
          const { results } = await db
            .prepare("SELECT * FROM operator_log ORDER BY at DESC, id DESC LIMIT ?1")
            .bind(limit)
            .all<LogRow>();
          return results.map(toLogged);
        },
        (line) => line.at,
        limit,
      ),
  };
};

export type OperatorStore = ReturnType<typeof createOperatorStore>;

const logAfterAChange = (db: D1Database, { action, accountId, subject, details, requestId }: Action) =>
  db
    .prepare(
      `INSERT INTO operator_log (at, action, account_id, subject, details, request_id)
       SELECT ${NOW}, ?1, ?2, ?3, ?4, ?5 WHERE ${AFTER_A_CHANGE}`,
    )
    .bind(action, accountId, subject, JSON.stringify(details), requestId);

const toLogged = (row: LogRow): LoggedAction => ({
  at: toDate(row.at),
  action: row.action,
  accountId: row.account_id,
  subject: row.subject,
  details: JSON.parse(row.details) as Action["details"],
  requestId: row.request_id,
});
