import type { JobKind, JobStatus } from "../core/job";
import type { Shards } from "./shards";
import { NOW } from "./sql";

/** What whoever watches the server is told: what is open now, and what the last hour came to. */

const WINDOW_MS = 60 * 60 * 1_000;
const LATELY = `${NOW} - ${WINDOW_MS}`;
/** Of the jobs that ended last, whose times are looked at. */
const MOST_TIMES = 1_000;

export interface OpenJobs {
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly jobs: number;
}

export interface EndedJobs extends OpenJobs {
  /** Of the first picture; empty where there is none. */
  readonly model: string;
}

/** Milliseconds. */
export interface JobTimes {
  readonly kind: JobKind;
  readonly waited: number;
  readonly took: number;
}

export interface Deliveries {
  readonly status: string;
  readonly deliveries: number;
}

export interface ModelCalls {
  readonly model: string;
  /** Empty where nobody knows. */
  readonly outcome: string;
  readonly calls: number;
}

export interface Breaker {
  readonly model: string;
  readonly open: number;
}

export const createMetricsStore = ({ all, first }: Shards) => {
  const rows = async <R>(sql: string): Promise<readonly R[]> =>
    (await Promise.all(all.map(async (db) => (await db.prepare(sql).all<R>()).results))).flat();

  return {
    /** The last migration of each database, as wrangler keeps it. */
    schemas: async (): Promise<readonly (string | null)[]> => {
      const last = "SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1";
      return await Promise.all(all.map(async (db) => await db.prepare(last).first<string>("name")));
    },

    open: async () =>
      await rows<OpenJobs>(
        "SELECT kind, status, count(*) AS jobs FROM jobs WHERE ended_at IS NULL GROUP BY kind, status",
      ),

    ended: async () =>
      await rows<EndedJobs>(
        `SELECT kind, status, coalesce(outputs ->> '$[0].model', '') AS model, count(*) AS jobs
         FROM jobs INDEXED BY jobs_by_end WHERE ended_at > ${LATELY} GROUP BY kind, status, model`,
      ),

    times: async () =>
      await rows<JobTimes>(
        `SELECT kind, e.at - created_at AS waited, ended_at - created_at AS took
         FROM jobs INDEXED BY jobs_by_end JOIN job_events e ON e.job_id = jobs.id AND e.seq = 2
         WHERE ended_at > ${LATELY} AND status = 'succeeded' ORDER BY ended_at DESC LIMIT ${MOST_TIMES}`,
      ),

    /** Of the jobs that ended lately. */
    deliveries: async () =>
      await rows<Deliveries>(
        `SELECT d.status, count(*) AS deliveries
         FROM jobs INDEXED BY jobs_by_end JOIN deliveries d ON d.id = 'whk_' || substr(jobs.id, 5)
         WHERE jobs.ended_at > ${LATELY} GROUP BY d.status`,
      ),

    calls: async () =>
      await rows<ModelCalls>(
        `SELECT model, coalesce(outcome, '') AS outcome, count(*) AS calls
         FROM model_calls WHERE asked_at > ${LATELY} GROUP BY model, outcome`,
      ),

    breakers: async (): Promise<readonly Breaker[]> => {
      const sql = "SELECT model, open_until IS NOT NULL AS open FROM breakers";
      return (await first.prepare(sql).all<Breaker>()).results;
    },
  };
};

export type MetricsStore = ReturnType<typeof createMetricsStore>;
