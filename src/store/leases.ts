import type { FailureCode, Job, JobStatus, JsonValue, Picture, Progress, Rejection, Warning } from "../core/job";
import { deliveryAfterAChange } from "./deliveries";
import { toJob, type JobRow } from "./job-rows";
import { eventAfterAChange } from "./jobs";
import { transferAfterAChange } from "./ledger";
import type { Shards } from "./shards";
import { NOW } from "./sql";

/**
 * Who may work on a job, and how it ends. A claim hands out a lease; everything after it names that lease, so
 * a worker that was presumed dead writes nothing. All times are the database's.
 */

/** Twice a renewal may fail before the lease runs out. */
const LEASE_MS = 45_000;
export const RENEW_EVERY_MS = 15_000;

export interface Claimed {
  readonly job: Job;
  readonly lease: string;
  /** The job's total time was up when it was claimed. */
  readonly overdue: boolean;
}

/** `gone`: ended or unknown. A wait: held by another worker, or asleep, for so many seconds. */
export type Claim = Claimed | "gone" | { readonly waitSeconds: number };

export type Ending =
  | {
      readonly status: "succeeded";
      readonly pictures: readonly Picture[];
      readonly text: string | null;
      readonly warnings: readonly Warning[];
      readonly capture: number;
      /** The last line of its log before the end. */
      readonly progress?: Progress | undefined;
    }
  | { readonly status: "failed"; readonly error: FailureCode; readonly rejection?: Rejection | null };

/** What a job sleeps with until its next step. */
export interface Rest {
  /** Left out, what was kept before: a step that failed may have saved something on its way. */
  readonly state?: JsonValue;
  readonly waitSeconds: number;
  readonly failed: boolean;
  readonly progress: Progress | null;
  /** All that is published so far; left out, what was known before. */
  readonly pictures?: readonly Picture[] | undefined;
}

interface ClaimedRow extends JobRow {
  readonly overdue: number;
}

export const createLeaseStore = (shards: Shards) => ({
  /** At most one worker gets the job; a lease that ran out counts as a lost worker. */
  async claim(jobId: string, lease: string): Promise<Claim> {
    const db = shards.ofJob(jobId);
    if (db === null) return "gone";
    const [claimed, , held] = await db.batch<ClaimedRow & { wait_ms: number }>([
      db
        .prepare(
          `UPDATE jobs
           SET status = 'running', losses = losses + (lease IS NOT NULL), lease = ?2,
               lease_until = ${NOW} + ${LEASE_MS}, wake_at = NULL, updated_at = ${NOW}
           WHERE id = ?1 AND ended_at IS NULL AND coalesce(lease_until, wake_at, 0) <= ${NOW}
           RETURNING *, deadline_at <= ${NOW} AS overdue`,
        )
        .bind(jobId, lease),
      firstRunEvent(db, jobId),
      db
        .prepare(
          `SELECT coalesce(lease_until, wake_at, 0) - ${NOW} AS wait_ms FROM jobs WHERE id = ?1 AND ended_at IS NULL`,
        )
        .bind(jobId),
    ]);
    const row = claimed?.results[0];
    if (row !== undefined) return { job: toJob(row), lease, overdue: row.overdue === 1 };
    const wait = held?.results[0];
    return wait === undefined ? "gone" : { waitSeconds: Math.max(1, Math.ceil(wait.wait_ms / 1_000)) };
  },

  /** False when the lease is no longer ours: the worker must stop. */
  async renew(job: Job, lease: string): Promise<boolean> {
    const { meta } = await shards
      .ofAccount(job.accountId)
      .prepare(
        `UPDATE jobs SET lease_until = ${NOW} + ${LEASE_MS}, updated_at = ${NOW}
         WHERE account_id = ?1 AND id = ?2 AND lease = ?3 AND lease_until > ${NOW}`,
      )
      .bind(job.accountId, job.id, lease)
      .run();
    return meta.changes === 1;
  },

  /**
   * Puts the job to sleep with its state. A failed step counts; one that went well clears the count of failures and
   * losses, which are there to find a job that gets nowhere.
   */
  async park(job: Job, lease: string, rest: Rest): Promise<boolean> {
    const db = shards.ofAccount(job.accountId);
    const [parked] = await db.batch([
      db
        .prepare(
          `UPDATE jobs
           SET lease = NULL, lease_until = NULL, state = coalesce(?4, state), wake_at = ${NOW} + ?5, updated_at = ${NOW},
               failures = CASE WHEN ?6 THEN failures + 1 ELSE 0 END, losses = CASE WHEN ?6 THEN losses ELSE 0 END,
               progress = coalesce(?7, progress), outputs = coalesce(?8, outputs)
           WHERE account_id = ?1 AND id = ?2 AND lease = ?3`,
        )
        .bind(
          job.accountId,
          job.id,
          lease,
          rest.state === undefined ? null : JSON.stringify(rest.state),
          rest.waitSeconds * 1_000,
          rest.failed ? 1 : 0,
          rest.progress?.percent ?? null,
          rest.pictures === undefined ? null : JSON.stringify(rest.pictures),
        ),
      ...(rest.progress === null ? [] : [eventAfterAChange(db, job.id, "progress", rest.progress)]),
    ]);
    return parked?.meta.changes === 1;
  },

  /** Keeps what a step has decided before it acts on it. False when the lease was lost. */
  async save(job: Job, lease: string, state: JsonValue): Promise<boolean> {
    const { meta } = await shards
      .ofAccount(job.accountId)
      .prepare("UPDATE jobs SET state = ?4 WHERE account_id = ?1 AND id = ?2 AND lease = ?3")
      .bind(job.accountId, job.id, lease, JSON.stringify(state))
      .run();
    return meta.changes === 1;
  },

  /** The end of a job in one batch: state, log, and money. False when the lease was lost; nothing is written then. */
  async settle(job: Job, lease: string, ending: Ending): Promise<boolean> {
    const db = shards.ofAccount(job.accountId);
    const succeeded = ending.status === "succeeded";
    const [ended] = await db.batch([
      db
        .prepare(
          `UPDATE jobs
           SET status = ?4, outputs = ?5, answer = ?8, warnings = ?6, error = ?7, rejection = ?9, state = NULL,
               progress = CASE ?4 WHEN 'succeeded' THEN 100 ELSE progress END,
               lease = NULL, lease_until = NULL, ended_at = ${NOW}, updated_at = ${NOW}
           WHERE account_id = ?1 AND id = ?2 AND lease = ?3 AND ended_at IS NULL`,
        )
        .bind(
          job.accountId,
          job.id,
          lease,
          ending.status,
          succeeded ? JSON.stringify(ending.pictures) : null,
          succeeded && ending.warnings.length > 0 ? JSON.stringify(ending.warnings) : null,
          succeeded ? null : ending.error,
          succeeded ? ending.text : null,
          succeeded || !ending.rejection ? null : JSON.stringify(ending.rejection),
        ),
      ...(succeeded && ending.progress !== undefined
        ? [eventAfterAChange(db, job.id, "progress", ending.progress)]
        : []),
      ...moneyStatements(db, job, succeeded ? ending.capture : 0),
      eventAfterAChange(db, job.id, "status", {
        status: ending.status,
        ...(succeeded ? {} : { error: ending.error }),
      }),
      ...deliveryAfterAChange(db, job),
    ]);
    return ended?.meta.changes === 1;
  },

  /**
   * Voids the lease, so that a settlement on its way matches nothing. What is published stays and is captured; the rest
   * of the hold is given back. False where the job has ended, or published more than `job` knows.
   */
  async cancel(job: Job, capture: number): Promise<boolean> {
    return await endWithoutLease(shards.ofAccount(job.accountId), job, "canceled", null, capture);
  },

  /** Ends a job whose doorbells were all refused: whoever held it has given up. */
  async abandon(jobId: string, error: FailureCode): Promise<Job | null> {
    const db = shards.ofJob(jobId);
    if (db === null) return null;
    const row = await db.prepare("SELECT * FROM jobs WHERE id = ?1 AND ended_at IS NULL").bind(jobId).first<JobRow>();
    if (row === null) return null;
    const job = toJob(row);
    return (await endWithoutLease(db, job, "failed", error)) ? job : null;
  },
});

async function endWithoutLease(
  db: D1Database,
  job: Job,
  status: JobStatus,
  error: FailureCode | null,
  capture = 0,
): Promise<boolean> {
  const statements = endingStatements(db, job, status, error, capture);
  const [ended] = await db.batch([...statements, ...deliveryAfterAChange(db, job)]);
  return ended?.meta.changes === 1;
}

/** Ends an open job whoever holds it: its state, its money, and last its event. A failed one keeps nothing. */
export const endingStatements = (
  db: D1Database,
  job: Job,
  status: JobStatus,
  error: FailureCode | null,
  capture = 0,
): D1PreparedStatement[] => [
  db
    .prepare(
      `UPDATE jobs
       SET status = ?3, error = ?4, state = NULL, lease = NULL, lease_until = NULL, ended_at = ${NOW}, updated_at = ${NOW},
           outputs = CASE ?3 WHEN 'canceled' THEN outputs END
       WHERE account_id = ?1 AND id = ?2 AND ended_at IS NULL
         AND (?3 <> 'canceled' OR json_array_length(coalesce(outputs, '[]')) = ?5)`,
    )
    .bind(job.accountId, job.id, status, error, job.pictures.length),
  ...moneyStatements(db, job, capture),
  eventAfterAChange(db, job.id, "status", { status, ...(error === null ? {} : { error }) }),
];

/** Captures what was delivered and releases the rest; together they are exactly the hold. */
function moneyStatements(db: D1Database, job: Job, capture: number): D1PreparedStatement[] {
  if (job.funding !== "credits") return [];
  const captured = Math.min(capture, job.cost);
  const released = job.cost - captured;
  return [
    ...(captured > 0 ? [transferAfterAChange(db, "capture", job, captured)] : []),
    ...(released > 0 ? [transferAfterAChange(db, "release", job, released)] : []),
  ];
}

/** The first claim is news; later ones, after a wait or a lost worker, are not. */
const firstRunEvent = (db: D1Database, jobId: string): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO job_events (job_id, seq, type, data, at)
       SELECT ?1, 2, 'status', '{"status":"running"}', ${NOW} WHERE changes() = 1 ON CONFLICT DO NOTHING`,
    )
    .bind(jobId);

export type LeaseStore = ReturnType<typeof createLeaseStore>;
