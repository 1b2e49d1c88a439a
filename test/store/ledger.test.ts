import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { createLedgerStore } from "../../src/store/ledger";
import { createShards } from "../../src/store/shards";
import { api } from "../support/api";
import { bench, databaseWhose, submitTo } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";

const { accountId } = await seedAccount();
afterAll(expectSoundBooks);

let made = 0;
const transfer = (subject: string, kind: string, amount: number, account = accountId) =>
  env.DB_0.prepare("INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, ?2, ?3, ?4, 0)").bind(
    subject,
    kind,
    account,
    amount,
  );
const subject = () => `test-${made++}`;
const balance = () =>
  env.DB_0.prepare("SELECT available, held FROM balances WHERE account_id = ?1").bind(accountId).first();

describe("an account's money", () => {
  it("is shown with every payment, the newest first, and is nothing for nobody", async () => {
    const bob = await seedAccount();
    for (const [n, amount] of [7, 9].entries())
      await env.DB_0.prepare(
        "INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, 'topup', ?2, ?3, ?4)",
      )
        .bind(subject(), bob.accountId, amount, Date.UTC(2100 + n, 0))
        .run();
    const { body: history } = await api("GET", "/hq/billing/history", { key: bob.key });
    expect(history).toEqual([
      { amount_cents: 9, kind: "topup", status: "succeeded", created_at: "2101-01-01T00:00:00.000Z" },
      { amount_cents: 7, kind: "topup", status: "succeeded", created_at: "2100-01-01T00:00:00.000Z" },
      { amount_cents: 500, kind: "grant", status: "succeeded", created_at: expect.any(String) },
    ]);
    const nobody = createLedgerStore(createShards([env.DB_0]));
    expect(await nobody.balance(`acc_00${"0".repeat(26)}`)).toEqual({ available: 0, held: 0 });
  });

  it("is not said to be lacking when it is the database that does not answer", async () => {
    const broken = databaseWhose(() => Promise.reject(new Error("D1_ERROR: Network connection lost.")));
    await expect(submitTo(bench({}, { DB_0: broken }), accountId)).rejects.toMatchObject({
      code: "temporarily_unavailable",
    });
  });
});

describe("the database itself refuses", () => {
  it("a hold beyond the balance, with everything else in its batch", async () => {
    const before = await balance();
    const id = subject();
    await expect(env.DB_0.batch([transfer(subject(), "grant", 1), transfer(id, "hold", 1_000_000)])).rejects.toThrow(
      "enough_credits",
    );
    expect(await balance()).toEqual(before);
  });

  it("a capture or release without a hold, of another account's hold, or beyond it", async () => {
    const other = await seedAccount();
    const id = subject();
    await expect(transfer(id, "capture", 1).run()).rejects.toThrow("settlement_exceeds_hold");
    await transfer(id, "hold", 5).run();
    await expect(transfer(id, "capture", 1, other.accountId).run()).rejects.toThrow("settlement_exceeds_hold");
    await expect(transfer(id, "capture", 6).run()).rejects.toThrow("settlement_exceeds_hold");
    await transfer(id, "capture", 3).run();
    await expect(transfer(id, "release", 3).run()).rejects.toThrow("settlement_exceeds_hold");
    await transfer(id, "release", 2).run();
  });

  it("a second hold, capture or grant under the same name", async () => {
    const id = subject();
    await transfer(id, "hold", 5).run();
    await expect(transfer(id, "hold", 5).run()).rejects.toThrow("UNIQUE");
    await transfer(id, "capture", 2).run();
    await expect(transfer(id, "capture", 2).run()).rejects.toThrow("UNIQUE");
    await transfer(id, "release", 3).run();
  });

  it.each([0, -5, 1.5])("an amount of %d", async (amount) => {
    await expect(transfer(subject(), "grant", amount).run()).rejects.toThrow(/CHECK|cannot store REAL/);
  });

  it("any change to what was written, and money for nobody", async () => {
    await expect(env.DB_0.prepare("UPDATE transfers SET amount = 1").run()).rejects.toThrow("append_only");
    await expect(env.DB_0.prepare("DELETE FROM transfers").run()).rejects.toThrow("append_only");
    await expect(transfer(subject(), "grant", 5, "acc_nobody").run()).rejects.toThrow("no_such_balance");
  });

  it("settlements that race: captures and releases of one hold never add up to more", async () => {
    const before = await balance();
    const ids = Array.from({ length: 20 }, subject);
    await env.DB_0.batch(ids.map((id) => transfer(id, "hold", 5)));
    await Promise.allSettled(ids.flatMap((id) => [transfer(id, "capture", 5).run(), transfer(id, "release", 5).run()]));
    expect((await balance())?.["held"]).toBe(before?.["held"]);
  });
});

describe("a job", () => {
  const insert = (id: string, status = "queued") =>
    env.DB_0.prepare(
      `INSERT INTO jobs (account_id, id, kind, dialect, status, request, funding, cost, created_at, updated_at, deadline_at)
       VALUES (?1, ?2, 'image', 'test', ?3, '{}', 'plan', 0, 0, 0, 0)`,
    ).bind(accountId, id, status);
  const event = (id: string, seq: number, status: string) =>
    env.DB_0.prepare("INSERT INTO job_events VALUES (?1, ?2, 'status', json_object('status', ?3), 0)").bind(
      id,
      seq,
      status,
    );
  const move = (id: string, status: string) =>
    env.DB_0.prepare(
      "UPDATE jobs SET status = ?2, ended_at = CASE WHEN ?2 IN ('queued','running') THEN NULL ELSE 1 END WHERE id = ?1",
    )
      .bind(id, status)
      .run();

  it("walks its known edges only, and never leaves its end", async () => {
    const id = "job_00edge";
    await env.DB_0.batch([insert(id), event(id, 1, "queued")]);
    await expect(env.DB_0.prepare("UPDATE job_events SET at = 1").run()).rejects.toThrow("append_only");
    await expect(move(id, "succeeded")).rejects.toThrow("job_transition_refused");
    await move(id, "running");
    await expect(move(id, "queued")).rejects.toThrow("job_transition_refused");
    await env.DB_0.batch([event(id, 2, "failed")]);
    await move(id, "failed");
    for (const status of ["queued", "running", "succeeded", "canceled"])
      await expect(move(id, status)).rejects.toThrow(/job_transition_refused|job_has_ended/);
    await expect(env.DB_0.prepare("UPDATE jobs SET outputs = '[]' WHERE id = ?1").bind(id).run()).rejects.toThrow(
      "job_has_ended",
    );
    await env.DB_0.prepare("UPDATE jobs SET outputs = outputs, deleted_at = 1 WHERE id = ?1")
      .bind(id)
      .run()
      .catch(() => {});
  });
});
