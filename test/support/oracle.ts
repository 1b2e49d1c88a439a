import { env } from "cloudflare:workers";
import { expect } from "vitest";

/**
 * What must hold after any test that touches jobs or money (docs/jobs.md, docs/decisions): asked of the database
 * and of the bucket themselves, not of our code.
 */
export async function expectSoundBooks(): Promise<void> {
  const questions: Record<string, string> = {
    "balances equal the sum of their transfers": `
      SELECT b.account_id FROM balances b WHERE
        available <> (SELECT coalesce(sum(CASE WHEN kind IN ('grant','topup','release') THEN amount WHEN kind = 'hold' THEN -amount ELSE 0 END), 0) FROM transfers t WHERE t.account_id = b.account_id)
        OR held <> (SELECT coalesce(sum(CASE kind WHEN 'hold' THEN amount WHEN 'capture' THEN -amount WHEN 'release' THEN -amount ELSE 0 END), 0) FROM transfers t WHERE t.account_id = b.account_id)`,
    "money is conserved": `
      SELECT 1 WHERE (SELECT coalesce(sum(amount), 0) FROM transfers WHERE kind IN ('grant','topup'))
        <> (SELECT coalesce(sum(available + held), 0) FROM balances) + (SELECT coalesce(sum(amount), 0) FROM transfers WHERE kind = 'capture')`,
    "every credit job holds its cost once": `
      SELECT j.id FROM jobs j LEFT JOIN transfers t ON t.subject = j.id AND t.kind = 'hold'
      WHERE j.funding = 'credits' AND j.cost > 0 AND (t.amount IS NULL OR t.amount <> j.cost)`,
    "an ended job has settled its whole hold": `
      SELECT j.id FROM jobs j WHERE j.funding = 'credits' AND j.ended_at IS NOT NULL AND j.cost <>
        (SELECT coalesce(sum(amount), 0) FROM transfers t WHERE t.subject = j.id AND t.kind IN ('capture', 'release'))`,
    "an open job has settled nothing": `
      SELECT j.id FROM jobs j JOIN transfers t ON t.subject = j.id AND t.kind IN ('capture', 'release') WHERE j.ended_at IS NULL`,
    "money is captured for what was delivered: by jobs that succeeded, and by agents until they were canceled": `
      SELECT j.id FROM jobs j JOIN transfers t ON t.subject = j.id AND t.kind = 'capture'
      WHERE j.status <> 'succeeded' AND NOT (j.status = 'canceled' AND j.kind = 'agent' AND j.outputs IS NOT NULL)`,
    "an agent costs what it drew": `
      SELECT j.id FROM jobs j WHERE j.kind = 'agent' AND j.ended_at IS NOT NULL AND
        (SELECT coalesce(sum(amount), 0) FROM transfers t WHERE t.subject = j.id AND t.kind = 'capture') <>
        5 * (SELECT count(*) FROM json_each(coalesce(j.outputs, '[]')) WHERE json_extract(value, '$.drawn'))`,
    "a job has exactly one final event when it has ended, and none before": `
      SELECT j.id FROM jobs j WHERE (j.ended_at IS NOT NULL) <> (SELECT count(*) FROM job_events e
        WHERE e.job_id = j.id AND json_extract(e.data, '$.status') IN ('succeeded', 'failed', 'canceled'))`,
    "events are numbered without a gap": `
      SELECT job_id FROM job_events GROUP BY job_id HAVING max(seq) <> count(*) OR min(seq) <> 1`,
    "an idempotency key names one job": `
      SELECT 1 FROM jobs WHERE idempotency_key IS NOT NULL GROUP BY account_id, idempotency_key HAVING count(*) > 1`,
  };
  for (const [promise, query] of Object.entries(questions)) {
    const { results } = await env.DB_0.prepare(query).all();
    expect(results, promise).toEqual([]);
  }
  await expectPublishedPictures();
}

/** Every finished job's picture is there, byte for byte what the job says, or was deleted by its owner. */
async function expectPublishedPictures(): Promise<void> {
  const { results } = await env.DB_0.prepare(
    "SELECT outputs, deleted_at FROM jobs WHERE outputs IS NOT NULL AND ended_at IS NOT NULL",
  ).all<{
    outputs: string;
    deleted_at: number | null;
  }>();
  for (const row of results) {
    for (const picture of JSON.parse(row.outputs)) {
      const object = await env.MEDIA.head(picture.id);
      expect(object, "a published picture is in the store").not.toBeNull();
      if (row.deleted_at !== null) expect(object?.size, "a deleted picture has no bytes left").toBe(0);
      else {
        if (picture.preview !== undefined)
          expect(await env.MEDIA.head(picture.preview), "a preview is in the store").not.toBeNull();
        expect(object?.customMetadata?.["sha256"], "a public URL has the content its job recorded").toBe(
          picture.sha256,
        );
      }
    }
  }
}
