import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { createJobStore } from "../../src/store/jobs";
import { createShards } from "../../src/store/shards";
import { api } from "../support/api";
import { bench, databaseWhose, submitTo, row, transfers } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance, setPlan } from "../support/seed";

afterAll(expectSoundBooks);

const count = async (sql: string, ...values: string[]): Promise<number> =>
  (await env.DB_0.prepare(sql)
    .bind(...values)
    .first<number>("n")) ?? 0;

describe("many at once", () => {
  it("100 requests with one Idempotency-Key make one job and one hold", async () => {
    const { accountId, key } = await seedAccount();
    await setPlan(accountId, "enterprise");
    const submit = () =>
      api("POST", "/image/generate", {
        key,
        json: { prompt: "a swarm of bees" },
        headers: { "idempotency-key": "all-at-once" },
      });
    const answers = await Promise.all(Array.from({ length: 100 }, submit));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => answer.body.job_id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.headers.has("idempotent-replayed"))).toHaveLength(1);
    expect(await count("SELECT count(*) AS n FROM jobs WHERE account_id = ?1", accountId)).toBe(1);
    expect(await count("SELECT count(*) AS n FROM transfers WHERE account_id = ?1 AND kind = 'hold'", accountId)).toBe(
      1,
    );
    await api("GET", `/image/jobs/${answers[0]?.body.job_id}?wait=30`, { key });
  });

  it("400 requests on 100 credits: exactly 20 are accepted, and the balance ends at nothing", async () => {
    const { accountId, key } = await seedAccount();
    await setPlan(accountId, "enterprise");
    await setBalance(accountId, 100);
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => api("POST", "/image/generate", { key, json: { prompt: "a dot" } })),
    );
    const accepted = answers.filter((answer) => answer.status === 202);
    expect(accepted).toHaveLength(20);
    expect(answers.filter((answer) => answer.status === 402)).toHaveLength(380);
    await Promise.all(accepted.map((answer) => api("GET", `/image/jobs/${answer.body.job_id}?wait=30`, { key })));
    expect((await api("GET", "/hq/billing/balance", { key })).body.balance_cents).toBe(0);
    const held = await env.DB_0.prepare("SELECT available, held FROM balances WHERE account_id = ?1")
      .bind(accountId)
      .first();
    expect(held).toEqual({ available: 0, held: 0 });
  });
});

describe("when something gives way", () => {
  it("accepts although the doorbell cannot be rung: the watchdog will", async () => {
    const { accountId } = await seedAccount();
    const to = bench();
    to.queue.broken = true;
    const { job } = await submitTo(to, accountId);
    expect(job.status).toBe("queued");
    expect(to.logged).toContain("bell_failed");
  });

  it("charges once when the commit went through but its answer was lost", async () => {
    const { accountId } = await seedAccount();
    let lost = 0;
    const db = databaseWhose(async (statements) => {
      const results = await env.DB_0.batch(statements);
      if (lost++ === 0) throw new Error("D1_ERROR: Network connection lost.");
      return results;
    });
    const { job } = await submitTo(bench({}, { DB_0: db }), accountId);
    expect(lost).toBe(2);
    expect(await transfers(job.id)).toEqual({ hold: 5 });
  });

  it("answers 503 that does not claim to know, when the database stays silent, and writes nothing", async () => {
    const { accountId } = await seedAccount();
    const db = databaseWhose(() =>
      Promise.reject(new Error("D1_ERROR: D1 DB is overloaded. Requests queued for too long.")),
    );
    await expect(submitTo(bench({}, { DB_0: db }), accountId)).rejects.toMatchObject({
      code: "temporarily_unavailable",
      charged: null,
      details: { retryAfter: 5 },
    });
    expect(await count("SELECT count(*) AS n FROM jobs WHERE account_id = ?1", accountId)).toBe(0);
  });

  it("refuses a commit whose reservation has run out, so that what was given back stays given back", async () => {
    const { accountId } = await seedAccount();
    const late = bench();
    const { job } = await submitTo(late, accountId);
    const stale = { ...job, id: `${job.id.slice(0, -1)}${job.id.endsWith("0") ? "1" : "0"}` };
    const acceptance = await createJobStore(createShards([env.DB_0])).accept({
      ...stale,
      deadlineMs: 60_000,
      reservedAt: Date.now() - 31_000,
      idempotency: null,
    });
    expect(acceptance).toBe("stale");
    expect(await row(stale.id)).toEqual({});
    expect(await transfers(stale.id)).toEqual({});
  });

  it("finds the job of an earlier request although the limiter has already forgotten its key", async () => {
    const { accountId } = await seedAccount();
    const to = bench();
    const first = await submitTo(to, accountId, { key: "k1" });
    await to.services.limits.finish(first.job, true);
    const again = await submitTo(to, accountId, { key: "k1" });
    expect(again).toMatchObject({ replayed: true, job: { id: first.job.id } });
    expect(await count("SELECT count(*) AS n FROM jobs WHERE account_id = ?1", accountId)).toBe(1);
  });
});
