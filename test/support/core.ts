import { env } from "cloudflare:workers";
import type { ImageModelV4 } from "@ai-sdk/provider";
import { encode } from "../../src/raster/encode";
import { rasterise } from "../../src/raster/rasterise";
import { describeIllustrator } from "../../src/models/illustrator/describe";
import type { Models } from "../../src/models/entry";
import { ANY_SIZE } from "../../src/models/shapes";
import type { Plan } from "../../src/core/principal";
import type { Submitted } from "../../src/jobs/submit";
import { createServices, type Replacements, type Services } from "../../src/services";

/** A queue nobody answers: what was rung for is kept, and a test delivers it when and as often as it likes. */
export class SilentQueue {
  readonly rung: { jobId: string; delaySeconds: number }[] = [];
  broken = false;

  async sendBatch(messages: Iterable<{ body: { jobId: string }; delaySeconds?: number }>): Promise<void> {
    if (this.broken) throw new Error("Too Many Requests");
    for (const { body, delaySeconds = 0 } of messages) this.rung.push({ jobId: body.jobId, delaySeconds });
  }
}

export interface Bench {
  readonly services: Services;
  readonly queue: SilentQueue;
  /** Every event the services logged. */
  readonly logged: string[];
}

/** The real services over the real bindings, but for a silent queue and whatever a test replaces. */
export function bench(replacements: Replacements = {}, settings: Partial<Record<keyof Env, unknown>> = {}): Bench {
  const queue = new SilentQueue();
  const logged: string[] = [];
  const log = { event: (name: string) => void logged.push(name) };
  return {
    services: createServices({ ...env, JOBS: queue, ...settings } as unknown as Env, { log, ...replacements }),
    queue,
    logged,
  };
}

/** Lets a job have ended long enough ago to be swept, which the database refuses everybody. */
export async function endedAnHourAgo(id: string): Promise<void> {
  const guard = "SELECT sql FROM sqlite_master WHERE name = 'jobs_end_for_good'";
  const sql = await env.DB_0.prepare(guard).first<string>("sql");
  await env.DB_0.batch([
    env.DB_0.prepare("DROP TRIGGER jobs_end_for_good"),
    env.DB_0.prepare("UPDATE jobs SET ended_at = ended_at - 3700000 WHERE id = ?1").bind(id),
    env.DB_0.prepare(sql ?? ""),
  ]);
}

/** A small picture wanted of the bench, past HTTP. */
export const submitTo = (
  to: Bench,
  accountId: string,
  { plan = "free", key, seed }: { plan?: Plan; key?: string; seed?: number } = {},
): Promise<Submitted> =>
  to.services.jobs.submit({
    principal: { accountId, plan, frozen: false, proof: { by: "api_key", keyId: "key_x" } },
    idempotency: key === undefined ? null : { keyHash: key, earlier: null },
    dialect: "myimage",
    funding: "credits",
    request: { kind: "image", prompt: "a cat", aspectRatio: "1:1", outputFormat: "png", hasText: false, seed },
  });

/** The real database, but for how a batch goes. */
export const databaseWhose = (batch: (statements: D1PreparedStatement[]) => Promise<unknown>): D1Database =>
  new Proxy(env.DB_0, { get: (db, name) => (name === "batch" ? batch : Reflect.get(db, name).bind(db)) });

const tiny = await rasterise(
  `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16" fill="#36c"/></svg>`,
);
export const TINY_PNG = await encode(tiny, "png");

/** A model that follows a script: each call takes the next line, the last one for ever. */
export function scripted(
  ...script: ((signal?: AbortSignal) => Uint8Array | Promise<Uint8Array>)[]
): Models & { readonly calls: () => number } {
  let calls = 0;
  const model: ImageModelV4 = {
    specificationVersion: "v4",
    provider: "test",
    modelId: "scripted-1",
    maxImagesPerCall: 1,
    async doGenerate({ abortSignal }) {
      const line = script[Math.min(calls, script.length - 1)];
      calls += 1;
      const image = (await line?.(abortSignal)) ?? TINY_PNG;
      return {
        images: [image],
        warnings: [],
        response: { timestamp: new Date(), modelId: "scripted-1", headers: undefined },
      };
    },
  };
  return {
    image: [
      {
        card: { ...describeIllustrator(), id: model.modelId },
        name: model.modelId,
        model,
        origin: "trained",
        embedded: true,
        shapes: ANY_SIZE,
      },
    ],
    video: [],
    language: [],
    calls: () => calls,
  };
}

/** Moves a job's lease or sleep into the past: the only clock that matters here is the database's. */
export async function passTime(jobId: string, milliseconds: number): Promise<void> {
  await env.DB_0.prepare(
    "UPDATE jobs SET lease_until = lease_until - ?2, wake_at = wake_at - ?2, deadline_at = deadline_at - ?2, updated_at = updated_at - ?2 WHERE id = ?1",
  )
    .bind(jobId, milliseconds)
    .run();
}

export const row = async (jobId: string): Promise<Record<string, any>> =>
  (await env.DB_0.prepare("SELECT * FROM jobs WHERE id = ?1").bind(jobId).first<Record<string, any>>()) ?? {};

export const events = async (jobId: string): Promise<string[]> => {
  const { results } = await env.DB_0.prepare(
    "SELECT json_extract(data, '$.status') AS status FROM job_events WHERE job_id = ?1 ORDER BY seq",
  )
    .bind(jobId)
    .all<{ status: string }>();
  return results.map((event) => event.status);
};

export const transfers = async (subject: string): Promise<Record<string, number>> => {
  const { results } = await env.DB_0.prepare("SELECT kind, amount FROM transfers WHERE subject = ?1")
    .bind(subject)
    .all<{ kind: string; amount: number }>();
  return Object.fromEntries(results.map(({ kind, amount }) => [kind, amount]));
};
