import type { Log } from "../core/log";
import type { MetricsStore } from "../store/metrics";

/** Longer than that is as good as no answer. */
const PATIENCE_MS = 2_000;

export interface Health {
  readonly ok: boolean;
  /** The last migration of the first database; `null` where it cannot be asked. */
  readonly schema: string | null;
  /** By what was asked, whether it answered. */
  readonly checks: Readonly<Record<"database" | "bucket" | "limiter", boolean>>;
}

export interface HealthDependencies {
  readonly store: Pick<MetricsStore, "schemas">;
  readonly bucket: R2Bucket;
  /** Asks an object that costs nobody anything. */
  readonly askLimiter: () => Promise<unknown>;
  readonly log: Log;
}

/** Whether what this server stands on answers, and how far its tables are. */
export const createHealth = ({ store, bucket, askLimiter, log }: HealthDependencies) => ({
  async check(): Promise<Health> {
    const answers = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
      const late = new Promise<never>((_resolve, reject) =>
        AbortSignal.timeout(PATIENCE_MS).addEventListener("abort", () => reject(new Error("no answer in time"))),
      );
      return await Promise.race([work(), late]).catch((error: unknown) => {
        log.event("unhealthy", { check: name }, error);
        return undefined;
      });
    };
    const [schemas, bucketAnswers, limiterAnswers] = await Promise.all([
      answers("database", store.schemas),
      answers("bucket", async () => [await bucket.head("healthz")]),
      answers("limiter", async () => [await askLimiter()]),
    ]);
    const checks = {
      // Shards that are not alike have not all been migrated.
      database: schemas !== undefined && new Set(schemas).size === 1,
      bucket: bucketAnswers !== undefined,
      limiter: limiterAnswers !== undefined,
    };
    return { ok: Object.values(checks).every(Boolean), schema: schemas?.[0] ?? null, checks };
  },
});

export type HealthCheck = ReturnType<typeof createHealth>;
