import type { JobKind, JobStatus } from "../core/job";
import type { Shards } from "./shards";
import { NOW } from "./sql";

/** What the watchdog and the cron ask: which jobs need a ring, and which ended ones left something behind. */

/** A job left alone this long has lost its doorbell and its account's watchdog too. */
const FORGOTTEN_AFTER_MS = 60_000;
/** No worker outlives its invocation's 15 minutes; after an hour nothing can still write a stray picture. */
const STRAYS_SETTLE_MS = 60 * 60 * 1_000;
const SWEEP_LIMIT = 500;
/** As the partial index `jobs_to_sweep` has it. */
const HAS_STRAYS = `swept_at IS NULL AND (status IN ('failed', 'canceled') OR kind <> 'image')
  AND ended_at <= ${NOW} - ${STRAYS_SETTLE_MS}`;

/** A job that has ended; what it delivered stays, the parts it was made of go. */
export interface Strays {
  readonly id: string;
  readonly request: { readonly kind: JobKind };
  readonly delivered: boolean;
}

export interface Vitals {
  readonly id: string;
  readonly status: JobStatus;
  /** Milliseconds until somebody may work on it: the rest of a lease or of a sleep, or 0. */
  readonly restsForMs: number;
}

export const createUpkeepStore = (shards: Shards) => ({
  /** How an account's jobs are. An id without a row is missing from the answer. */
  async vitals(accountId: string, jobIds: readonly string[]): Promise<readonly Vitals[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare(
        `SELECT id, status, max(0, coalesce(lease_until, wake_at, 0) - ${NOW}) AS rest FROM jobs
         WHERE account_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
      )
      .bind(accountId, JSON.stringify(jobIds))
      .all<{ id: string; status: JobStatus; rest: number }>();
    return results.map((row) => ({ id: row.id, status: row.status, restsForMs: row.rest }));
  },

  /** Open jobs nobody has touched for a minute and nobody is working on or waiting for. */
  async forgotten(db: D1Database): Promise<readonly string[]> {
    const { results } = await db
      .prepare(
        `SELECT id FROM jobs INDEXED BY jobs_open
         WHERE ended_at IS NULL AND updated_at <= ${NOW} - ${FORGOTTEN_AFTER_MS} AND coalesce(lease_until, wake_at, 0) <= ${NOW}
         LIMIT ${SWEEP_LIMIT}`,
      )
      .all<{ id: string }>();
    return results.map((row) => row.id);
  },

  /** Ended jobs that may have left something in the bucket, which can be removed now. */
  async withStrays(db: D1Database): Promise<readonly Strays[]> {
    const { results } = await db
      .prepare(`SELECT id, kind, outputs IS NOT NULL AS delivered FROM jobs WHERE ${HAS_STRAYS} LIMIT ${SWEEP_LIMIT}`)
      .all<{ id: string; kind: JobKind; delivered: number }>();
    return results.map((row) => ({ id: row.id, request: { kind: row.kind }, delivered: row.delivered === 1 }));
  },

  async markSwept(db: D1Database, jobIds: readonly string[]): Promise<void> {
    await db
      .prepare(`UPDATE jobs SET swept_at = ${NOW} WHERE ${HAS_STRAYS} AND id IN (SELECT value FROM json_each(?1))`)
      .bind(JSON.stringify(jobIds))
      .run();
  },

  databases: shards.all,
});

export type UpkeepStore = ReturnType<typeof createUpkeepStore>;
