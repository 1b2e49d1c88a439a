import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import type { ReserveRequest } from "../../src/limits/protocol";
import { PLANS } from "../../src/limits/plans";
import { api, apiWith } from "../support/api";
import { bench, passTime, row, scripted, SilentQueue, TINY_PNG, submitTo, type Bench } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setPlan } from "../support/seed";

afterAll(expectSoundBooks);

const met = new Set<string>();
/** Objects with clocks and databases of their own would ring for ever. */
afterAll(async () => {
  for (const accountId of met)
    await runInDurableObject(limiterOf(accountId), async (_object, { storage }) => {
      await storage.deleteAlarm();
      storage.sql.exec("DELETE FROM watched");
    });
});

let made = 0;
const request = (accountId: string, changes: Partial<ReserveRequest> = {}): ReserveRequest => ({
  accountId,
  jobId: `job_00${String(made++).padStart(26, "0")}`,
  keyHash: null,
  bodyHash: "body",
  plan: "free",
  funding: "credits",
  kind: "image",
  ...changes,
});
const limiterOf = (accountId: string) => {
  met.add(accountId);
  return env.ACCOUNT_LIMITER.get(env.ACCOUNT_LIMITER.idFromName(accountId));
};
const watchedBy = (accountId: string): Promise<string[]> =>
  runInDurableObject(limiterOf(accountId), (_object, state) =>
    state.storage.sql
      .exec<{ job_id: string }>("SELECT job_id FROM watched ORDER BY job_id")
      .toArray()
      .map((watched) => watched.job_id),
  );
const setClock = (accountId: string, time: number) =>
  runInDurableObject(limiterOf(accountId), (object) => {
    Object.defineProperty(object, "now", { value: () => time, configurable: true });
  });
/** Lets the object believe that so much time has gone by. */
const ageBy = (accountId: string, milliseconds: number) =>
  runInDurableObject(limiterOf(accountId), (_object, state) => {
    state.storage.sql.exec("UPDATE watched SET reserved_at = reserved_at - ?1, check_at = check_at - ?1", milliseconds);
  });

describe("counting", () => {
  it("lets in exactly as many as the plan has in a minute, from many callers at once, and says when to come back", async () => {
    const limiter = limiterOf("acc-minute");
    const limit = PLANS.free.submitsPerMinute;
    await setClock("acc-minute", Date.UTC(2026, 0, 1, 12, 0, 20));
    // Each ends at once, so that only the minute stands in the way.
    const answers = await Promise.all(
      Array.from({ length: limit * 2 }, async () => {
        const asked = request("acc-minute");
        const answer = await limiter.reserve(asked);
        if (answer.ok) await limiter.finish(asked.jobId, true);
        return answer;
      }),
    );
    const over = answers.filter((answer) => !answer.ok);
    expect(over.length).toBeGreaterThanOrEqual(limit);
    for (let admitted = answers.length - over.length; admitted < limit; admitted++) {
      const asked = request("acc-minute");
      expect((await limiter.reserve(asked)).ok).toBe(true);
      await limiter.finish(asked.jobId, true);
    }
    expect(await limiter.reserve(request("acc-minute"))).toEqual({
      ok: false,
      reason: "rate_limited",
      standing: { name: "submits", limit, remaining: 0, windowSeconds: 60, resetSeconds: 40 },
    });
    await setClock("acc-minute", Date.UTC(2026, 0, 1, 12, 1, 0));
    expect(await limiter.reserve(request("acc-minute"))).toMatchObject({
      ok: true,
      standing: { remaining: limit - 1 },
    });
  });

  it("lets no more jobs be in flight than the plan allows, and takes the next when one has ended", async () => {
    const limiter = limiterOf("acc-flight");
    const first = request("acc-flight");
    expect((await limiter.reserve(first)).ok).toBe(true);
    for (let i = 1; i < PLANS.free.jobsInFlight; i++)
      expect((await limiter.reserve(request("acc-flight"))).ok).toBe(true);
    expect(await limiter.reserve(request("acc-flight"))).toMatchObject({ ok: false, reason: "too_many_jobs" });
    await limiter.finish(first.jobId, true);
    expect((await limiter.reserve(request("acc-flight"))).ok).toBe(true);
  });

  it("counts the plan's daily images exactly, and gives one back when a job did not deliver", async () => {
    const limiter = limiterOf("acc-daily");
    const jobs = [];
    for (let i = 0; i < PLANS.free.perDay.images; i++) {
      const asked = request("acc-daily", { funding: "plan" });
      jobs.push(asked.jobId);
      expect((await limiter.reserve(asked)).ok).toBe(true);
    }
    const refused = await limiter.reserve(request("acc-daily", { funding: "plan" }));
    expect(refused).toMatchObject({
      ok: false,
      reason: "quota_exceeded",
      standing: { name: "images", limit: 10, remaining: 0, windowSeconds: 86_400 },
    });
    await limiter.finish(jobs[0] ?? "", true);
    expect((await limiter.reserve(request("acc-daily", { funding: "plan" }))).ok).toBe(false);
    await limiter.finish(jobs[1] ?? "", false);
    await limiter.finish(jobs[1] ?? "", false);
    expect((await limiter.reserve(request("acc-daily", { funding: "plan" }))).ok).toBe(true);
    expect((await limiter.reserve(request("acc-daily", { funding: "plan" }))).ok).toBe(false);
  });

  it("returns the daily allowance at midnight UTC, and not a moment before", async () => {
    const limiter = limiterOf("acc-midnight");
    const ask = async () => {
      const asked = request("acc-midnight", { funding: "plan" });
      const answer = await limiter.reserve(asked);
      await limiter.finish(asked.jobId, true);
      return answer;
    };
    await setClock("acc-midnight", Date.UTC(2026, 1, 28, 23, 59, 59, 999));
    for (let i = 0; i < PLANS.free.perDay.images; i++) expect((await ask()).ok).toBe(true);
    expect(await ask()).toMatchObject({ ok: false, reason: "quota_exceeded", standing: { resetSeconds: 1 } });
    await setClock("acc-midnight", Date.UTC(2026, 2, 1));
    expect((await ask()).ok).toBe(true);
  });

  it("counts a key once however often it is asked for, and refuses it for another body", async () => {
    const limiter = limiterOf("acc-key");
    const first = await limiter.reserve(request("acc-key", { keyHash: "k" }));
    const again = await limiter.reserve(request("acc-key", { keyHash: "k" }));
    expect([first, again]).toMatchObject([
      { ok: true, standing: { remaining: 99 } },
      { ok: true, standing: { remaining: 99 } },
    ]);
    expect(again.ok && first.ok && again.jobId === first.jobId).toBe(true);
    expect(await limiter.reserve(request("acc-key", { keyHash: "k", bodyHash: "other" }))).toEqual({
      ok: false,
      reason: "other_body",
    });
  });

  it("remembers everything when the object is evicted", async () => {
    const limiter = limiterOf("acc-evicted");
    for (let i = 0; i < 3; i++) await limiter.reserve(request("acc-evicted"));
    await evictDurableObject(limiter);
    expect(await limiter.reserve(request("acc-evicted"))).toMatchObject({ ok: true, standing: { remaining: 96 } });
    expect(await watchedBy("acc-evicted")).toHaveLength(4);
  });

  it("takes a refused request out of the count again", async () => {
    const limiter = limiterOf("acc-refused");
    const asked = request("acc-refused");
    await limiter.reserve(asked);
    await limiter.giveBack(asked.jobId);
    expect(await limiter.reserve(request("acc-refused"))).toMatchObject({ standing: { remaining: 99 } });
    expect(await watchedBy("acc-refused")).toHaveLength(1);
  });
});

describe("through the API", () => {
  it("shows where the caller stands on a submit, and the policy on a read", async () => {
    const { key } = await seedAccount();
    const { headers, body } = await api("POST", "/image/generate?wait=30", { key, json: { prompt: "a cat" } });
    expect(Object.fromEntries(headers)).toMatchObject({
      "ratelimit-policy": '"submits";q=100;w=60',
      ratelimit: expect.stringMatching(/^"submits";r=99;t=\d+$/),
      "x-ratelimit-limit": "100",
      "x-ratelimit-remaining": "99",
    });
    const reset = Number(headers.get("x-ratelimit-reset")) - Date.now() / 1_000;
    expect(reset).toBeGreaterThan(-2);
    expect(reset).toBeLessThan(62);
    const poll = await api("GET", `/image/jobs/${body.job_id}`, { key });
    expect(poll.headers.get("ratelimit-policy")).toBe('"reads";q=600;w=60');
  });

  it("answers 429 with Retry-After and its limits in agreement, and charges nothing", async () => {
    const { accountId, key } = await seedAccount();
    for (let i = 0; i < PLANS.free.jobsInFlight; i++) await limiterOf(accountId).reserve(request(accountId));
    const refused = await api("POST", "/image/generate", { key, json: { prompt: "a cat" } });
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      error: "too_many_jobs",
      message: expect.any(String),
      charged: false,
      retry: "after",
    });
    expect(refused.headers.get("ratelimit")).toBe(`"jobs-in-flight";r=0;t=${refused.headers.get("retry-after")}`);
    expect((await api("GET", "/hq/billing/balance", { key })).body.balance_cents).toBe(500);
    await setPlan(accountId, "pro");
    expect((await api("POST", "/image/generate?wait=30", { key, json: { prompt: "a cat" } })).status).toBe(202);
  });

  it("counts reads by account, and refuses those beyond the policy before anything else is read", async () => {
    const { accountId, key } = await seedAccount();
    const asked: string[] = [];
    const full = apiWith({
      READS: {
        limit: async ({ key }: { key: string }) => {
          asked.push(key);
          return { success: false };
        },
      },
    });
    const refused = await full("GET", "/image/list", { key });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ error: "rate_limit_exceeded", charged: false, retry: "after" });
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.headers.get("ratelimit-policy")).toBe('"reads";q=600;w=60');
    expect(asked).toEqual([accountId]);
    expect((await full("POST", "/hq/account/create/key", { key, json: { name: "writes are not reads" } })).status).toBe(
      201,
    );
  });
});

describe("streams", () => {
  it("are open until they are closed, or could be no longer", async () => {
    const limiter = limiterOf("acc-streams");
    await setClock("acc-streams", 1_000_000);
    const ids = [];
    for (let n = 0; n < PLANS.free.streams; n++) ids.push(await limiter.openStream("free", 60_000));
    expect(new Set(ids).size).toBe(PLANS.free.streams);
    expect(await limiter.openStream("free", 60_000)).toBeNull();
    expect(await limiter.openStream("pro", 60_000)).toEqual(expect.any(Number));
    await setClock("acc-streams", 1_059_999);
    expect(await limiter.openStream("free", 60_000)).toBeNull();
    await setClock("acc-streams", 1_060_000);
    const again = (await limiter.openStream("free", 60_000)) ?? 0;
    for (let n = 1; n < PLANS.free.streams; n++) await limiter.openStream("free", 60_000);
    expect(await limiter.openStream("free", 60_000)).toBeNull();
    await limiter.closeStream(again);
    expect(await limiter.openStream("free", 60_000)).toEqual(expect.any(Number));
  });
});

describe("the watchdog", () => {
  const submit = async (to: Bench, accountId: string): Promise<string> => (await submitTo(to, accountId)).job.id;

  it("rings again for a job whose doorbell was lost, and forgets it when it has ended", async () => {
    const { accountId } = await seedAccount();
    const id = await submit(bench(), accountId);
    expect(await watchedBy(accountId)).toEqual([id]);
    await ageBy(accountId, 15_001);
    await runDurableObjectAlarm(limiterOf(accountId));
    await expect.poll(async () => (await row(id))["status"], { timeout: 30_000 }).toBe("succeeded");
    await expect.poll(() => watchedBy(accountId)).toEqual([]);
  });

  it("leaves a job alone while its worker holds the lease, and rings when the lease has run out", async () => {
    const { accountId } = await seedAccount();
    const to = bench({ models: scripted(() => new Promise<Uint8Array>(() => {})) });
    const id = await submit(to, accountId);
    void to.services.jobs.run(id);
    await expect.poll(async () => (await row(id))["status"]).toBe("running");
    await ageBy(accountId, 15_001);
    await runDurableObjectAlarm(limiterOf(accountId));
    const next = await runInDurableObject(
      limiterOf(accountId),
      (_object, state) => state.storage.sql.exec<{ check_at: number }>("SELECT check_at FROM watched").one().check_at,
    );
    expect(next - Date.now()).toBeGreaterThan(40_000);
    expect(next - Date.now()).toBeLessThan(47_000);

    await passTime(id, 45_001);
    await ageBy(accountId, 60_000);
    await runDurableObjectAlarm(limiterOf(accountId));
    await expect.poll(async () => (await row(id))["status"], { timeout: 30_000 }).toBe("succeeded");
    expect((await row(id))["losses"]).toBe(1);
  });

  it("gives back a reservation that never became a job, after a minute and not before", async () => {
    const { accountId } = await seedAccount();
    const limiter = limiterOf(accountId);
    await limiter.reserve(request(accountId, { funding: "plan" }));
    await ageBy(accountId, 15_001);
    await runDurableObjectAlarm(limiter);
    expect(await watchedBy(accountId)).toHaveLength(1);
    await ageBy(accountId, 60_001);
    await runDurableObjectAlarm(limiter);
    expect(await watchedBy(accountId)).toEqual([]);
    const images = await runInDurableObject(
      limiter,
      (_object, state) =>
        state.storage.sql.exec<{ count: number }>("SELECT count FROM used WHERE meter = 'images'").one().count,
    );
    expect(images).toBe(0);
  });

  it("forgets a job that ended without its word, and takes back the allowance of one that failed", async () => {
    const { accountId } = await seedAccount();
    const to = bench({ models: scripted(() => TINY_PNG) });
    const id = await submit(to, accountId);
    await env.DB_0.prepare("UPDATE jobs SET status = 'canceled', ended_at = 1 WHERE id = ?1").bind(id).run();
    await env.DB_0.prepare("INSERT INTO transfers SELECT ?1, 'release', ?2, 5, 0").bind(id, accountId).run();
    await env.DB_0.prepare(`INSERT INTO job_events VALUES (?1, 2, 'status', '{"status":"canceled"}', 0)`)
      .bind(id)
      .run();
    await ageBy(accountId, 15_001);
    await runDurableObjectAlarm(limiterOf(accountId));
    expect(await watchedBy(accountId)).toEqual([]);
  });

  it("rings for a delivery whose message was lost, and goes on until nobody is to be told any more", async () => {
    const { accountId } = await seedAccount();
    const to = bench({ models: scripted(() => TINY_PNG) }, { WEBHOOKS: new SilentQueue() });
    const { job } = await to.services.jobs.submit({
      principal: { accountId, plan: "free", frozen: false, proof: { by: "api_key", keyId: "key_x" } },
      idempotency: null,
      dialect: "myimage",
      funding: "credits",
      request: { kind: "image", prompt: "a cat", aspectRatio: "1:1", outputFormat: "png", seed: 1 },
      webhook: { url: "https://receiver.example.com/hook", origin: "https://edgel.test" },
    });
    await to.services.jobs.run(job.id);
    const attempts = async () =>
      (await env.DB_0.prepare("SELECT attempts FROM deliveries WHERE job_id = ?1")
        .bind(job.id)
        .first("attempts")) as number;
    const tellingAt = () =>
      runInDurableObject(limiterOf(accountId), (_object, state) => state.storage.kv.get<number>("telling_at"));
    expect([await attempts(), (await tellingAt()) ?? 0]).toEqual([0, expect.any(Number)]);
    const soon = () =>
      runInDurableObject(limiterOf(accountId), (_object, state) => state.storage.kv.put("telling_at", 0));
    await soon();
    await runDurableObjectAlarm(limiterOf(accountId));
    await expect.poll(attempts).toBe(1);
    expect(((await tellingAt()) ?? 0) - Date.now()).toBeGreaterThan(10_000);

    await env.DB_0.prepare("UPDATE deliveries SET status = 'given_up', due_at = NULL WHERE job_id = ?1")
      .bind(job.id)
      .run();
    await soon();
    await runDurableObjectAlarm(limiterOf(accountId));
    expect(await tellingAt()).toBeUndefined();
  });

  it("keeps its alarm armed when the database cannot be asked", async () => {
    const { accountId } = await seedAccount();
    await limiterOf(accountId).reserve(request(accountId));
    await runInDurableObject(limiterOf(accountId), async (object, state) => {
      state.storage.sql.exec("UPDATE watched SET check_at = 0");
      Object.defineProperty(object, "watch", {
        value: {
          vitals: () => Promise.reject(new Error("D1 is away")),
          ring: () => Promise.resolve(),
          deliveries: () => Promise.resolve({ overdue: [], nextInMs: null }),
          tell: () => Promise.resolve(),
        },
        configurable: true,
      });
      await state.storage.deleteAlarm();
      await expect(object.alarm()).rejects.toThrow("D1 is away");
      expect(await state.storage.getAlarm()).toBeGreaterThan(Date.now());
    });
  });
});
