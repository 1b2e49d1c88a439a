import type { Funding, Job, JobEvent, JobKind, JobRequest, Warning } from "../core/job";
import type { Webhook } from "../core/webhook";
import { toEvent, toJob, type EventRow, type JobRow } from "./job-rows";
import { OVERDRAFT, transferAfterAChange } from "./ledger";
import type { Shards } from "./shards";
import { AFTER_A_CHANGE, NOW, refusedBy } from "./sql";

/** A reservation older than this is refused by the accept batch: by then it may have been given back. */
const RESERVATION_LIVES_MS = 30_000;
/** An Idempotency-Key names the same job for this long. */
export const IDEMPOTENCY_WINDOW_MS = 30 * 24 * 60 * 60 * 1_000;

export interface NewJob {
  readonly id: string;
  readonly accountId: string;
  readonly dialect: string;
  readonly request: JobRequest;
  readonly webhook: Webhook | null;
  /** What is known not to be simply applied before anything is made. */
  readonly warnings: readonly Warning[];
  readonly funding: Funding;
  readonly cost: number;
  readonly deadlineMs: number;
  readonly reservedAt: number;
  readonly idempotency: { readonly keyHash: string; readonly bodyHash: string } | null;
}

/** `stale`: the reservation had run out, and nothing was written. */
export type Acceptance = { readonly job: Job } | "overdraft" | "stale";

export interface ListedPage {
  readonly limit: number;
  /** Only jobs older than this one. */
  readonly before: string | null;
  /** Only jobs of these kinds. */
  readonly kinds: readonly JobKind[];
}

export const createJobStore = (shards: Shards) => ({
  /**
   * The commit point: job, hold and first event together or not at all. Doing it again with the same id changes
   * nothing and answers the same job, so an unknown outcome may simply be tried again.
   */
  async accept(job: NewJob): Promise<Acceptance> {
    const db = shards.ofAccount(job.accountId);
    try {
      const results = await db.batch<JobRow>(acceptStatements(db, job));
      const row = results.at(-1)?.results[0];
      return row === undefined ? "stale" : { job: toJob(row) };
    } catch (error) {
      if (refusedBy(error, OVERDRAFT)) return "overdraft";
      throw error;
    }
  },

  async find(accountId: string, id: string): Promise<Job | null> {
    if (shards.ofJob(id) === null) return null;
    const db = shards.ofAccount(accountId);
    const row = await db
      .prepare("SELECT * FROM jobs WHERE account_id = ?1 AND id = ?2")
      .bind(accountId, id)
      .first<JobRow>();
    return row && toJob(row);
  },

  async findByIdempotencyKey(accountId: string, keyHash: string): Promise<{ job: Job; bodyHash: string } | null> {
    const row = await shards
      .ofAccount(accountId)
      .prepare("SELECT * FROM jobs WHERE account_id = ?1 AND idempotency_key = ?2")
      .bind(accountId, keyHash)
      .first<JobRow & { idempotency_body: string }>();
    return row && { job: toJob(row), bodyHash: row.idempotency_body };
  },

  /** The account's jobs, newest first. */
  async list(accountId: string, page: ListedPage): Promise<readonly Job[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare(`SELECT * FROM jobs WHERE account_id = ?1 AND id < ?2 AND kind IN (SELECT value FROM json_each(?4))
         ORDER BY id DESC LIMIT ?3`)
      .bind(accountId, page.before ?? "job_~", page.limit, JSON.stringify(page.kinds))
      .all<JobRow>();
    return results.map(toJob);
  },

  /** The job's log after `seq`, in order. */
  async eventsAfter(accountId: string, id: string, seq: number): Promise<readonly JobEvent[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare("SELECT seq, type, data, at FROM job_events WHERE job_id = ?1 AND seq > ?2 ORDER BY seq LIMIT 500")
      .bind(id, seq)
      .all<EventRow>();
    return results.map(toEvent);
  },

  async lastEvent(accountId: string, id: string): Promise<number> {
    const row = await shards
      .ofAccount(accountId)
      .prepare("SELECT coalesce(max(seq), 0) AS seq FROM job_events WHERE job_id = ?1")
      .bind(id)
      .first<{ seq: number }>();
    return row?.seq ?? 0;
  },

  /** Remembers that the owner deleted the pictures. The job and its history stay. */
  async markDeleted(accountId: string, id: string): Promise<void> {
    await shards
      .ofAccount(accountId)
      .prepare(
        `UPDATE jobs SET deleted_at = ${NOW}, updated_at = ${NOW} WHERE account_id = ?1 AND id = ?2 AND deleted_at IS NULL`,
      )
      .bind(accountId, id)
      .run();
  },
});

function acceptStatements(db: D1Database, job: NewJob): D1PreparedStatement[] {
  const { keyHash = null, bodyHash = null } = job.idempotency ?? {};
  const statements: D1PreparedStatement[] = [];
  if (keyHash !== null) statements.push(freeOldKey(db, job.accountId, keyHash));
  statements.push(
    db
      .prepare(
        `INSERT INTO jobs (account_id, id, kind, dialect, status, request, funding, cost,
                           idempotency_key, idempotency_body, webhook, warnings, created_at, updated_at, deadline_at)
         SELECT ?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?7, ?8, ?9, ?12, ?13, ${NOW}, ${NOW}, ${NOW} + ?10
         WHERE ${NOW} - ?11 <= ${RESERVATION_LIVES_MS}
         ON CONFLICT DO NOTHING`,
      )
      .bind(
        job.accountId,
        job.id,
        job.request.kind,
        job.dialect,
        JSON.stringify(job.request),
        job.funding,
        job.cost,
        keyHash,
        bodyHash,
        job.deadlineMs,
        job.reservedAt,
        job.webhook === null ? null : JSON.stringify(job.webhook),
        job.warnings.length > 0 ? JSON.stringify(job.warnings) : null,
      ),
  );
  if (job.funding === "credits" && job.cost > 0) statements.push(transferAfterAChange(db, "hold", job, job.cost));
  statements.push(
    eventAfterAChange(db, job.id, "status", { status: "queued" }),
    db.prepare("SELECT * FROM jobs WHERE account_id = ?1 AND id = ?2").bind(job.accountId, job.id),
  );
  return statements;
}

/** A key older than its window may name a new job; the old job keeps its history without the key. */
const freeOldKey = (db: D1Database, accountId: string, keyHash: string): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE jobs SET idempotency_key = NULL
       WHERE account_id = ?1 AND idempotency_key = ?2 AND created_at <= ${NOW} - ${IDEMPOTENCY_WINDOW_MS}`,
    )
    .bind(accountId, keyHash);

/** The next line of a job's log, written only if the statement before it changed its row. */
export const eventAfterAChange = (
  db: D1Database,
  jobId: string,
  type: JobEvent["type"],
  data: object,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO job_events (job_id, seq, type, data, at)
       SELECT ?1, (SELECT coalesce(max(seq), 0) + 1 FROM job_events WHERE job_id = ?1), ?2, ?3, ${NOW}
       WHERE ${AFTER_A_CHANGE}`,
    )
    .bind(jobId, type, JSON.stringify(data));

export type JobStore = ReturnType<typeof createJobStore>;
