import { z } from "zod";
import { Picture } from "../core/job";
import { previewOf } from "../core/media";
import type { PictureStore } from "./pictures";
import { NOW, toDate } from "./sql";

/** Whether the promises of docs/reliability.md hold in what is stored: asked of the rows and objects, not of our code. */

/** A promise that something breaks: its number in docs/reliability.md, and the ids of what breaks it, the first few. */
const Finding = z.object({ invariant: z.string(), promise: z.string(), offenders: z.array(z.string()) });
export type Finding = z.infer<typeof Finding>;

export interface Audit {
  readonly at: Date;
  readonly tookMs: number;
  readonly findings: readonly Finding[];
}

/** Credits by what is delivered, as the prices have them. */
export interface Charges {
  readonly image: number;
  readonly agent: number;
}

const MOST_OFFENDERS = 20;
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** After a job's deadline its end may take this long: a lost message, a watchdog that backs off, the cron. */
const GRACE_MS = 6 * 60_000;
/** A delivery that is due is tried within this. */
const DUE_GRACE_MS = 10 * 60_000;

const CAPTURED = "(SELECT coalesce(sum(amount), 0) FROM transfers t WHERE t.subject = j.id AND t.kind = 'capture')";
const PAID_OUTPUTS = `(SELECT count(*) FROM json_each(coalesce(j.outputs, '[]'))
  WHERE coalesce(json_extract(value, '$.degraded'), 0) = 0`;

/** Each question finds what breaks the promise: its first column names it. */
const questions = ({ image, agent }: Charges): readonly (readonly [string, string, string])[] => [
  [
    "I-1",
    "an accepted job ends in time",
    `SELECT id FROM jobs WHERE ended_at IS NULL AND deadline_at < ${NOW} - ${GRACE_MS}`,
  ],
  [
    "I-2",
    "money is captured for what was delivered: by jobs that succeeded, and by agents until they were canceled",
    `SELECT j.id FROM jobs j JOIN transfers t ON t.subject = j.id AND t.kind = 'capture'
     WHERE j.status <> 'succeeded' AND NOT (j.status = 'canceled' AND j.kind = 'agent' AND j.outputs IS NOT NULL)`,
  ],
  [
    "I-2",
    "an image costs what was delivered of it, and nothing where an embedded model stood in",
    `SELECT j.id FROM jobs j WHERE j.kind = 'image' AND j.funding = 'credits' AND j.status = 'succeeded'
       AND ${CAPTURED} <> min(j.cost, ${image} * ${PAID_OUTPUTS}))`,
  ],
  [
    "I-2",
    "an agent costs what it drew",
    `SELECT j.id FROM jobs j WHERE j.kind = 'agent' AND j.funding = 'credits' AND j.ended_at IS NOT NULL
       AND ${CAPTURED} <> ${agent} * ${PAID_OUTPUTS} AND json_extract(value, '$.drawn'))`,
  ],
  ["I-2", "no job captures more than it held", `SELECT j.id FROM jobs j WHERE ${CAPTURED} > j.cost`],
  [
    "I-3",
    "an idempotency key names one job",
    `SELECT max(id) FROM jobs WHERE idempotency_key IS NOT NULL GROUP BY account_id, idempotency_key HAVING count(*) > 1`,
  ],
  ["I-4", "no balance is negative", "SELECT account_id FROM balances WHERE available < 0 OR held < 0"],
  [
    "I-5",
    "balances are the sum of their transfers",
    `SELECT b.account_id FROM balances b LEFT JOIN (
       SELECT account_id,
         sum(CASE WHEN kind IN ('grant', 'topup', 'release') THEN amount WHEN kind = 'hold' THEN -amount ELSE 0 END) AS available,
         sum(CASE kind WHEN 'hold' THEN amount WHEN 'capture' THEN -amount WHEN 'release' THEN -amount ELSE 0 END) AS held
       FROM transfers GROUP BY account_id) t ON t.account_id = b.account_id
     WHERE b.available <> coalesce(t.available, 0) OR b.held <> coalesce(t.held, 0)`,
  ],
  [
    "I-5",
    "money is conserved",
    `SELECT 'all' WHERE (SELECT coalesce(sum(amount), 0) FROM transfers WHERE kind IN ('grant', 'topup'))
       <> (SELECT coalesce(sum(available + held), 0) FROM balances)
        + (SELECT coalesce(sum(amount), 0) FROM transfers WHERE kind = 'capture')`,
  ],
  [
    "I-6",
    "a credit job holds its cost once",
    `SELECT j.id FROM jobs j LEFT JOIN transfers t ON t.subject = j.id AND t.kind = 'hold'
     WHERE j.funding = 'credits' AND j.cost > 0 AND (t.amount IS NULL OR t.amount <> j.cost)`,
  ],
  [
    "I-6",
    "an ended job has settled its whole hold, an open one nothing of it",
    `SELECT j.id FROM jobs j WHERE j.funding = 'credits' AND
       (SELECT coalesce(sum(amount), 0) FROM transfers t WHERE t.subject = j.id AND t.kind IN ('capture', 'release'))
       <> CASE WHEN j.ended_at IS NULL THEN 0 ELSE j.cost END`,
  ],
  [
    "I-6",
    "no job's hold is without the job",
    `SELECT t.subject FROM transfers t LEFT JOIN jobs j ON j.account_id = t.account_id AND j.id = t.subject
     WHERE t.kind = 'hold' AND t.subject LIKE 'job!_%' ESCAPE '!' AND j.id IS NULL`,
  ],
  [
    "I-8",
    "a job's log begins with its being queued and tells the state it is in",
    `SELECT j.id FROM jobs j WHERE
       coalesce((SELECT json_extract(data, '$.status') FROM job_events e WHERE e.job_id = j.id AND e.seq = 1), '') <> 'queued'
       OR (SELECT json_extract(data, '$.status') FROM job_events e WHERE e.job_id = j.id AND e.type = 'status'
           ORDER BY seq DESC LIMIT 1) <> j.status`,
  ],
  [
    "I-16",
    "a job has one final event when it has ended, and none before",
    `SELECT j.id FROM jobs j WHERE (j.ended_at IS NOT NULL) <> (SELECT count(*) FROM job_events e
       WHERE e.job_id = j.id AND json_extract(e.data, '$.status') IN ('succeeded', 'failed', 'canceled'))`,
  ],
  [
    "I-16",
    "an ended job that has somebody to tell has one delivery, any other none",
    `SELECT j.id FROM jobs j WHERE (SELECT count(*) FROM deliveries d WHERE d.id = 'whk_' || substr(j.id, 5))
       <> (j.webhook IS NOT NULL AND j.ended_at IS NOT NULL)`,
  ],
  ["I-16", "a due delivery is tried", `SELECT id FROM deliveries WHERE due_at < ${NOW} - ${DUE_GRACE_MS}`],
  [
    "I-19",
    "events are numbered without a gap",
    "SELECT job_id FROM job_events GROUP BY job_id HAVING max(seq) <> count(*) OR min(seq) <> 1",
  ],
];

const Published = z.array(Picture);

export const createAuditStore = (pictures: Pick<PictureStore, "look">, charges: Charges) => {
  async function isRight(picture: Picture, deleted: boolean): Promise<boolean> {
    const found = await pictures.look(picture.id);
    if (found === null || deleted) return deleted && found?.size === 0;
    const beside = await Promise.all(previewOf(picture).map(async ({ id }) => await pictures.look(id)));
    return found.sha256 === picture.sha256 && beside.every((preview) => preview !== null);
  }

  return {
    /** Keeps what was found; what is older than thirty days is forgotten. */
    async keep(db: D1Database, { at, tookMs, findings }: Audit): Promise<void> {
      await db.batch([
        db
          .prepare("INSERT OR REPLACE INTO audits (at, took_ms, findings) VALUES (?1, ?2, ?3)")
          .bind(at.getTime(), tookMs, JSON.stringify(findings)),
        db.prepare("DELETE FROM audits WHERE at < ?1").bind(at.getTime() - KEPT_MS),
      ]);
    },

    /** Newest first. */
    async latest(db: D1Database, most: number): Promise<Audit[]> {
      const { results } = await db
        .prepare("SELECT * FROM audits ORDER BY at DESC LIMIT ?1")
        .bind(most)
        .all<{ at: number; took_ms: number; findings: string }>();
      return results.map((row) => ({
        at: toDate(row.at),
        tookMs: row.took_ms,
        findings: z.array(Finding).parse(JSON.parse(row.findings)),
      }));
    },

    /** Asks one database everything. */
    async rows(db: D1Database): Promise<Finding[]> {
      const asked = questions(charges);
      const answers = await db.batch<Record<string, unknown>>(
        asked.map(([, , sql]) => db.prepare(`SELECT * FROM (${sql}) LIMIT ${MOST_OFFENDERS}`)),
      );
      return asked.flatMap(([invariant, promise], index) => {
        const offenders = (answers[index]?.results ?? []).map((row) => String(Object.values(row)[0]));
        return offenders.length === 0 ? [] : [{ invariant, promise, offenders }];
      });
    },

    /**
     * Looks into the bucket for what the latest so many ended jobs have published: a public URL has the content its job
     * recorded, or nothing once its owner has deleted it.
     */
    async objects(db: D1Database, most: number): Promise<Finding[]> {
      const { results } = await db
        .prepare(
          `SELECT id, outputs, deleted_at FROM jobs WHERE outputs IS NOT NULL AND ended_at IS NOT NULL
         ORDER BY ended_at DESC LIMIT ?1`,
        )
        .bind(most)
        .all<{ id: string; outputs: string; deleted_at: number | null }>();
      const wrong: string[] = [];
      for (const { id, outputs, deleted_at } of results)
        for (const picture of Published.parse(JSON.parse(outputs)))
          if (!(await isRight(picture, deleted_at !== null))) wrong.push(id);
      const offenders = wrong.slice(0, MOST_OFFENDERS);
      return offenders.length === 0 ? [] : [{ invariant: "I-12", promise: CONTENT_STAYS, offenders }];
    },
  };
};

export type AuditStore = ReturnType<typeof createAuditStore>;

const CONTENT_STAYS = "a public URL has the content its job recorded, or none once it was deleted";
