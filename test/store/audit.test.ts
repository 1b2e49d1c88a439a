import { env } from "cloudflare:workers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../src/store/audit";
import { createPictureStore } from "../../src/store/pictures";
import { api } from "../support/api";
import { ADMIN_TOKEN } from "../support/seed";

const db = env.OTHER_DB;
const store = createAuditStore(createPictureStore(env.MEDIA), { image: 5, agent: 5 });
const OPERATOR = { key: ADMIN_TOKEN };

const run = async (...statements: string[]) => {
  for (const statement of statements) await db.prepare(statement).run();
};

/** A job that went well in every respect: paid for, told of, with a picture that is in the bucket. */
async function seedSound(): Promise<void> {
  const outputs = JSON.stringify([
    { id: "img_a", mediaType: "image/png", width: 1, height: 1, bytes: 3, sha256: "s", model: "m", seed: 1 },
  ]);
  await run(
    "INSERT INTO accounts (id, label, pin_hash, plan, created_at) VALUES ('acc_a', 'a', 'h', 'free', 1)",
    "INSERT INTO balances (account_id) VALUES ('acc_a')",
    "INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES ('g', 'grant', 'acc_a', 100, 1)",
    "INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES ('job_a', 'hold', 'acc_a', 5, 1)",
    `INSERT INTO jobs (account_id, id, kind, dialect, status, request, funding, cost, idempotency_key, outputs, webhook,
       created_at, updated_at, deadline_at, ended_at)
     VALUES ('acc_a', 'job_a', 'image', 'myimage', 'succeeded', '{}', 'credits', 5, 'k', '${outputs}', '{"url":"","origin":""}', 1, 1, 1, 1)`,
    "INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES ('job_a', 'capture', 'acc_a', 5, 1)",
    `INSERT INTO job_events (job_id, seq, type, data, at) VALUES ('job_a', 1, 'status', '{"status":"queued"}', 1)`,
    `INSERT INTO job_events (job_id, seq, type, data, at) VALUES ('job_a', 2, 'status', '{"status":"running"}', 1)`,
    `INSERT INTO job_events (job_id, seq, type, data, at) VALUES ('job_a', 3, 'status', '{"status":"succeeded"}', 1)`,
    `INSERT INTO deliveries (id, account_id, job_id, webhook, status, created_at, updated_at)
     VALUES ('whk_a', 'acc_a', 'job_a', '{}', 'delivered', 1, 1)`,
  );
  await env.MEDIA.put("img_a", "abc", { customMetadata: { sha256: "s" } });
}

const empty = () =>
  run(
    ...["transfers", "jobs", "job_events", "deliveries", "balances", "accounts"].map((table) => `DELETE FROM ${table}`),
  );

let guards: { readonly type: string; readonly name: string; readonly sql: string }[];

/** What the database itself refuses has to be possible here, or the audit would have nothing to find. */
beforeAll(async () => {
  const { results } = await db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master
        WHERE type = 'trigger' AND name <> 'transfers_move_money' OR name = 'jobs_by_idempotency_key'`,
    )
    .all<(typeof guards)[number]>();
  guards = results;
  for (const { type, name } of guards) await run(`DROP ${type} ${name}`);
});
beforeEach(async () => {
  await empty();
  await seedSound();
});
afterAll(async () => {
  await env.MEDIA.delete("img_a");
  await empty();
  await run(...guards.map(({ sql }) => sql));
});

const LATER = Date.now() + 60 * 60_000;

describe("the audit", () => {
  it("finds nothing where all is well", async () => {
    expect(await store.rows(db)).toEqual([]);
    expect(await store.objects(db, 100)).toEqual([]);
  });

  it.each([
    ["I-1", ["UPDATE jobs SET status = 'running', ended_at = NULL"]],
    ["I-2", ["UPDATE jobs SET status = 'failed'"]],
    ["I-2", ["UPDATE jobs SET outputs = '[]'"]],
    ["I-2", [`UPDATE jobs SET outputs = json_set(outputs, '$[0].degraded', json('true'))`]],
    ["I-2", ["UPDATE jobs SET kind = 'agent'"]],
    ["I-2", ["UPDATE jobs SET cost = 4"]],
    [
      "I-3",
      [
        `INSERT INTO jobs (account_id, id, kind, dialect, status, request, funding, cost, idempotency_key, created_at, updated_at, deadline_at)
         VALUES ('acc_a', 'job_b', 'image', 'myimage', 'queued', '{}', 'plan', 0, 'k', 1, 1, ${LATER})`,
      ],
    ],
    ["I-5", ["UPDATE balances SET available = available + 1"]],
    ["I-5", ["UPDATE balances SET held = 5"]],
    ["I-5", ["DELETE FROM transfers WHERE kind = 'grant'"]],
    ["I-6", ["DELETE FROM transfers WHERE kind = 'hold'"]],
    ["I-6", ["DELETE FROM transfers WHERE kind = 'capture'"]],
    ["I-6", ["UPDATE transfers SET amount = 4 WHERE kind = 'hold'"]],
    ["I-6", ["DELETE FROM jobs"]],
    ["I-8", [`UPDATE job_events SET data = '{"status":"running"}' WHERE seq = 1`]],
    ["I-8", [`UPDATE job_events SET data = '{"status":"failed"}' WHERE seq = 3`]],
    ["I-16", ["DELETE FROM job_events WHERE seq = 3"]],
    ["I-16", [`UPDATE job_events SET data = '{"status":"succeeded"}' WHERE seq = 2`]],
    ["I-16", ["DELETE FROM deliveries"]],
    ["I-16", ["UPDATE jobs SET webhook = NULL"]],
    ["I-16", ["UPDATE deliveries SET status = 'due', due_at = 1"]],
    ["I-19", ["DELETE FROM job_events WHERE seq = 2"]],
  ])("finds that %s is broken after %j", async (invariant, statements) => {
    await run(...statements);
    const found = await store.rows(db);
    expect(found.map((finding) => finding.invariant)).toContain(invariant);
    expect(found.every(({ offenders }) => offenders.length > 0)).toBe(true);
  });

  it("finds pictures that are missing, changed, or there after they were deleted", async () => {
    for (const spoil of [
      async () => await env.MEDIA.delete("img_a"),
      async () => await env.MEDIA.put("img_a", "abd", { customMetadata: { sha256: "t" } }),
      async () => await run("UPDATE jobs SET deleted_at = 1"),
    ]) {
      await env.MEDIA.put("img_a", "abc", { customMetadata: { sha256: "s" } });
      expect(await store.objects(db, 100)).toEqual([]);
      await spoil();
      expect(await store.objects(db, 100)).toMatchObject([{ invariant: "I-12", offenders: ["job_a"] }]);
    }
  });
});

describe("GET /admin/audit", () => {
  it("is asked for by the operator, kept, and shown newest first", async () => {
    const { status, body } = await api("POST", "/admin/audit", OPERATOR);
    expect({ status, body }).toEqual({
      status: 200,
      body: { at: expect.any(String), took_ms: expect.any(Number), sound: true, findings: [] },
    });
    expect((await api("GET", "/admin/audit", OPERATOR)).body[0]).toEqual(body);
    expect((await api("POST", "/admin/audit")).status).toBe(401);
  });
});
