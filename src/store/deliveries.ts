import type { Job } from "../core/job";
import { Webhook } from "../core/webhook";
import type { Shards } from "./shards";
import { AFTER_A_CHANGE, NOW, toDate, toDateOrNull } from "./sql";

/** Webhook deliveries: what is due, who is at it, and what came of each attempt. */

/** A worker that has not reported for so long is taken for dead: an attempt lasts ten seconds at most. */
const HOLD_MS = 30_000;
const DUE_LIMIT = 500;

export interface Delivery {
  readonly id: string;
  readonly accountId: string;
  readonly jobId: string;
  readonly webhook: Webhook;
  readonly status: "due" | "delivered" | "given_up";
  /** All there were, this one among them. */
  readonly attempts: number;
  /** Those since it was last asked for. */
  readonly round: number;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Attempt {
  readonly number: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly error: string | null;
}

/** What an attempt leads to: it is done, it is given up, or it is tried again. */
export type Next = "delivered" | "given_up" | { readonly inSeconds: number };

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly job_id: string;
  readonly webhook: string;
  readonly status: Delivery["status"];
  readonly attempts: number;
  readonly round: number;
  readonly due_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export const deliveryIdOf = (jobId: string): string => jobId.replace(/^job_/, "whk_");
const jobIdOf = (deliveryId: string): string => deliveryId.replace(/^whk_/, "job_");

/** The event of a job's end, written only if the statement before it changed its row. */
export const deliveryAfterAChange = (db: D1Database, job: Job): D1PreparedStatement[] =>
  job.webhook === null
    ? []
    : [
        db
          .prepare(
            `INSERT INTO deliveries (id, account_id, job_id, webhook, due_at, created_at, updated_at)
             SELECT ?1, ?2, ?3, ?4, ${NOW}, ${NOW}, ${NOW} WHERE ${AFTER_A_CHANGE}`,
          )
          .bind(deliveryIdOf(job.id), job.accountId, job.id, JSON.stringify(job.webhook)),
      ];

export const createDeliveryStore = (shards: Shards) => {
  const of = (deliveryId: string): D1Database | null => shards.ofJob(jobIdOf(deliveryId));

  return {
    databases: shards.all,

    /** At most one worker gets a delivery that is due; the number of its attempt is taken with it. */
    async claim(id: string): Promise<Delivery | null> {
      const row = await of(id)
        ?.prepare(
          `UPDATE deliveries SET attempts = attempts + 1, round = round + 1, due_at = ${NOW} + ${HOLD_MS}, updated_at = ${NOW}
           WHERE id = ?1 AND due_at <= ${NOW} RETURNING *`,
        )
        .bind(id)
        .first<Row>();
      return row ? toDelivery(row) : null;
    },

    /** Writes an attempt down, and what comes next. A worker that was given up for dead changes nothing any more. */
    async report(delivery: Delivery, attempt: Omit<Attempt, "number" | "at">, next: Next): Promise<void> {
      const db = shards.ofAccount(delivery.accountId);
      const waiting = typeof next === "object";
      await db.batch([
        db
          .prepare(
            `UPDATE deliveries SET status = ?3, due_at = CASE WHEN ?4 IS NULL THEN NULL ELSE ${NOW} + ?4 END, updated_at = ${NOW}
             WHERE id = ?1 AND attempts = ?2 AND status = 'due'`,
          )
          .bind(delivery.id, delivery.attempts, waiting ? "due" : next, waiting ? next.inSeconds * 1_000 : null),
        db
          .prepare(
            `INSERT INTO delivery_attempts (delivery_id, number, at, duration_ms, http_status, error)
             SELECT ?1, ?2, ${NOW}, ?3, ?4, ?5 WHERE ${AFTER_A_CHANGE}`,
          )
          .bind(delivery.id, delivery.attempts, attempt.durationMs, attempt.httpStatus, attempt.error),
      ]);
    },

    /** The deliveries of a job with their attempts, oldest first. */
    async ofJob(job: Job): Promise<readonly (Delivery & { readonly log: readonly Attempt[] })[]> {
      const db = shards.ofAccount(job.accountId);
      const id = deliveryIdOf(job.id);
      const [found, log] = await db.batch<Row & AttemptRow>([
        db.prepare("SELECT * FROM deliveries WHERE id = ?1").bind(id),
        db.prepare("SELECT * FROM delivery_attempts WHERE delivery_id = ?1 ORDER BY number").bind(id),
      ]);
      return (found?.results ?? []).map((row) => ({ ...toDelivery(row), log: (log?.results ?? []).map(toAttempt) }));
    },

    /** Makes an ended delivery due again. False where there is none, or it is still under way. */
    async again(job: Job): Promise<boolean> {
      const { meta } = await shards
        .ofAccount(job.accountId)
        .prepare(
          `UPDATE deliveries SET status = 'due', round = 0, due_at = ${NOW}, updated_at = ${NOW}
           WHERE id = ?1 AND status <> 'due'`,
        )
        .bind(deliveryIdOf(job.id))
        .run();
      return meta.changes === 1;
    },

    /** The account's deliveries whose time has come, and the milliseconds until the next one's. */
    async ofAccount(accountId: string): Promise<{ overdue: readonly string[]; nextInMs: number | null }> {
      const { results } = await shards
        .ofAccount(accountId)
        .prepare(
          `SELECT id, due_at - ${NOW} AS rest FROM deliveries INDEXED BY deliveries_due_of_account
           WHERE account_id = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT ${DUE_LIMIT}`,
        )
        .bind(accountId)
        .all<{ id: string; rest: number }>();
      const next = results.find(({ rest }) => rest > 0);
      return { overdue: results.flatMap(({ id, rest }) => (rest <= 0 ? [id] : [])), nextInMs: next?.rest ?? null };
    },

    /** Deliveries whose time has come and whose message may be lost. */
    async due(db: D1Database): Promise<readonly string[]> {
      const { results } = await db
        .prepare(`SELECT id FROM deliveries WHERE due_at <= ${NOW} ORDER BY due_at LIMIT ${DUE_LIMIT}`)
        .all<{ id: string }>();
      return results.map(({ id }) => id);
    },
  };
};

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

const toDelivery = (row: Row): Delivery => ({
  id: row.id,
  accountId: row.account_id,
  jobId: row.job_id,
  webhook: Webhook.parse(JSON.parse(row.webhook)),
  status: row.status,
  attempts: row.attempts,
  round: row.round,
  dueAt: toDateOrNull(row.due_at),
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at),
});

interface AttemptRow {
  readonly number: number;
  readonly at: number;
  readonly duration_ms: number;
  readonly http_status: number | null;
  readonly error: string | null;
}

const toAttempt = (row: AttemptRow): Attempt => ({
  number: row.number,
  at: toDate(row.at),
  durationMs: row.duration_ms,
  httpStatus: row.http_status,
  error: row.error,
});
