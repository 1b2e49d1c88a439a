import type { Cost } from "../core/job";
import type { Shards } from "./shards";
import { NOW, toDate, toDateOrNull } from "./sql";

/** What was asked of models that others run. A call is written down before it is made: its answer may never come. */

/** Calls of one model for one thing whose answer was never heard: one, and once more. */
const MOST_UNKNOWN = 2;
/** After so long a call is of no use to anybody. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;

/** What is asked for: of a job, a part. */
export interface Errand {
  readonly jobId: string;
  readonly part: string;
}

export interface Begun {
  readonly id: number;
  /** Earlier calls of the same model for the same thing that were answered, well or badly. */
  readonly answered: number;
}

export interface ModelCall {
  readonly part: string;
  readonly model: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  /** `answered`, or the kind of fault; `null` is unknown. */
  readonly outcome: string | null;
  readonly cost: Cost | null;
}

interface CallRow {
  readonly part: string;
  readonly model: string;
  readonly asked_at: number;
  readonly ended_at: number | null;
  readonly outcome: string | null;
  readonly cost_amount: number | null;
  readonly cost_unit: string | null;
}

export const createModelCallStore = (shards: Shards) => {
  const dbOf = (jobId: string): D1Database => {
    const db = shards.ofJob(jobId);
    if (db === null) throw new Error("a call for no job");
    return db;
  };

  return {
    /** `null` where the outcome of earlier calls is unknown too often. */
    async begin({ jobId, part }: Errand, model: string): Promise<Begun | null> {
      const earlier = "SELECT count(*) FROM model_calls WHERE job_id = ?1 AND part = ?2 AND model = ?3 AND outcome";
      return await dbOf(jobId)
        .prepare(
          `INSERT INTO model_calls (job_id, part, model, asked_at)
           SELECT ?1, ?2, ?3, ${NOW} WHERE (${earlier} IS NULL) < ${MOST_UNKNOWN}
           RETURNING id, (${earlier} IS NOT NULL) AS answered`,
        )
        .bind(jobId, part, model)
        .first<Begun>();
    },

    async end({ jobId }: Errand, id: number, outcome: string, cost?: Cost): Promise<void> {
      await dbOf(jobId)
        .prepare(
          `UPDATE model_calls SET ended_at = ${NOW}, outcome = ?2, cost_amount = ?3, cost_unit = ?4 WHERE id = ?1`,
        )
        .bind(id, outcome, cost?.amount ?? null, cost?.unit ?? null)
        .run();
    },

    /** What was asked for a job, oldest first. */
    async of(jobId: string): Promise<ModelCall[]> {
      const { results } = await dbOf(jobId)
        .prepare("SELECT * FROM model_calls WHERE job_id = ?1 ORDER BY id")
        .bind(jobId)
        .all<CallRow>();
      return results.map((row) => ({
        part: row.part,
        model: row.model,
        askedAt: toDate(row.asked_at),
        endedAt: toDateOrNull(row.ended_at),
        outcome: row.outcome,
        cost: row.cost_amount === null ? null : { amount: row.cost_amount, unit: row.cost_unit ?? "" },
      }));
    },

    /** Forgets what is old. */
    async sweep(db: D1Database): Promise<void> {
      await db.prepare(`DELETE FROM model_calls WHERE asked_at <= ${NOW} - ${KEPT_MS}`).run();
    },
  };
};

export type ModelCallStore = ReturnType<typeof createModelCallStore>;
