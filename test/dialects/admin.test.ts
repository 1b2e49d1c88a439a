import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createServices } from "../../src/services";
import { api, apiWith, type Call } from "../support/api";
import { row, SilentQueue, transfers } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const queue = new SilentQueue();
const quiet = apiWith({ JOBS: queue });
const admin = (method: string, path: string, call: Call = {}) =>
  quiet(method, `/admin${path}`, { key: ADMIN_TOKEN, ...call });

let ada: Seeded;
beforeEach(async () => void (ada = await seedAccount("ada's studio")));

const generate = async (): Promise<string> =>
  (await quiet("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat" } })).body.job_id;

const logOf = async (accountId: string) => {
  const { body } = await admin("GET", "/log?limit=500");
  return body.filter((line: any) => line.account_id === accountId);
};

describe("without an operator's token in the settings", () => {
  it("there is no /admin, and nothing of it in the document", async () => {
    const none = apiWith({ ADMIN_TOKEN: "" });
    for (const [method, path] of [
      ["GET", "/admin"],
      ["GET", "/admin/accounts"],
      ["POST", "/admin/accounts"],
      ["PATCH", `/admin/accounts/${ada.accountId}`],
    ] as const)
      expect(await none(method, path, { key: ADMIN_TOKEN, ...(method === "GET" ? {} : { json: {} }) })).toMatchObject({
        status: 404,
        body: { error: "not_found", message: "There is no such path." },
      });
    const { body } = await none("GET", "/openapi.json");
    expect(Object.keys(body.paths).filter((path) => path.startsWith("/admin"))).toEqual([]);
    expect(body.tags.map(({ name }: { name: string }) => name)).not.toContain("Operator");
  });
});

describe("the operator's token", () => {
  it("is the only credential that opens /admin, and opens nothing else", async () => {
    for (const key of [ada.key, ada.token, ada.pin, "the-operator-of-the-test-suitf", ""]) {
      const { status, body } = await admin("GET", "/accounts", { key });
      expect({ status, error: body.error }).toEqual({ status: 401, error: "unauthorized" });
    }
    expect((await api("GET", "/image/list", { key: ADMIN_TOKEN })).status).toBe(401);
  });
});

describe("accounts", () => {
  it("are listed newest first in pages, and found by id or by a part of their label", async () => {
    const label = `Team ${crypto.randomUUID()}`;
    const made: Seeded[] = [];
    for (let i = 0; i < 3; i++) made.push(await seedAccount(`${label} ${i}`));
    const search = encodeURIComponent(label.toLowerCase());
    const first = await admin("GET", `/accounts?search=${search}&limit=2`);
    expect(first.body.accounts[0]).toEqual({
      account_id: made[2]?.accountId,
      label: `${label} 2`,
      plan: "free",
      frozen: false,
      owner_id: null,
      available_credits: 500,
      held_credits: 0,
      created_at: expect.any(String),
    });
    const second = await admin("GET", `/accounts?search=${search}&limit=2&before=${first.body.next}`);
    const ids = [...first.body.accounts, ...second.body.accounts].map((account) => account.account_id);
    expect(ids).toEqual(made.map(({ accountId }) => accountId).toReversed());
    expect(second.body.next).toBeNull();
    const byId = await admin("GET", `/accounts?search=${ada.accountId}`);
    expect(byId.body.accounts.map((account: any) => account.account_id)).toEqual([ada.accountId]);
  });

  it("get another plan, in force with their next request and written down once", async () => {
    const path = `/accounts/${ada.accountId}`;
    const { status, body } = await admin("PATCH", path, {
      json: { plan: "pro" },
      headers: { "x-request-id": "ticket-17" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ account_id: ada.accountId, plan: "pro", frozen: false });
    expect((await api("GET", "/api/limits", { key: ada.key })).body).toMatchObject({
      plan: "pro",
      images: { limit: 200 },
    });
    await admin("PATCH", path, { json: { plan: "pro" } });
    expect(await logOf(ada.accountId)).toEqual([
      {
        at: expect.any(String),
        action: "set_plan",
        account_id: ada.accountId,
        subject: null,
        details: { from: "free", to: "pro" },
        request_id: "ticket-17",
      },
    ]);
  });

  it("get credits once for a reference, and a different grant under it is refused", async () => {
    const path = `/accounts/${ada.accountId}/credits`;
    const reference = `invoice-${crypto.randomUUID()}`;
    const give = (credits: number) => admin("POST", path, { json: { credits, reference } });
    expect((await give(1_000)).body.available_credits).toBe(1_500);
    expect((await give(1_000)).body.available_credits).toBe(1_500);
    expect(await give(2_000)).toMatchObject({ status: 422, body: { error: "idempotency_key_reused" } });
    expect((await api("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents).toBe(1_500);
    expect(await logOf(ada.accountId)).toMatchObject([
      { action: "grant", subject: reference, details: { credits: 1_000 } },
    ]);
  });

  it("can be frozen, and then read what they have and do nothing else", async () => {
    const jobId = await generate();
    const path = `/accounts/${ada.accountId}`;
    expect((await admin("PATCH", path, { json: { frozen: true } })).body.frozen).toBe(true);
    for (const [route, body] of [
      ["/image/generate", { prompt: "a cat" }],
      ["/hq/account/create/key", { name: "more" }],
    ] as const)
      expect(await quiet("POST", route, { key: ada.key, json: body })).toMatchObject({
        status: 403,
        body: { error: "account_frozen", retry: "never", charged: false },
      });
    for (const json of [{ type: "image", prompt: "a cat" }])
      expect(await quiet("POST", "/api/generate", { key: ada.key, json })).toMatchObject({
        status: 403,
        body: { error: "This account is frozen by the operator of this server.", code: 403 },
      });
    expect((await quiet("POST", "/hq/account/create/key", { key: ada.token, json: { name: "x" } })).status).toBe(403);
    expect((await quiet("GET", `/image/jobs/${jobId}`, { key: ada.key })).status).toBe(200);
    await admin("PATCH", path, { json: { frozen: false } });
    expect((await quiet("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat" } })).status).toBe(202);
    expect((await logOf(ada.accountId)).map(({ action }: { action: string }) => action)).toEqual([
      "unfreeze",
      "freeze",
    ]);
  });

  it.each([
    ["PATCH", "", {}, 422],
    ["PATCH", "", { plan: "gold" }, 422],
    ["PATCH", "", { plan: "pro", colour: "red" }, 422],
    ["POST", "/credits", { credits: 0, reference: "x" }, 422],
    ["POST", "/credits", { credits: 1.5, reference: "x" }, 422],
    ["POST", "/credits", { credits: 5 }, 422],
  ] as const)("are not changed by what makes no sense: %s %s %j", async (method, suffix, json, expected) => {
    const { status, body } = await admin(method, `/accounts/${ada.accountId}${suffix}`, { json });
    expect(status).toBe(expected);
    expect(body.error).toMatch(/^invalid_field:|_required$/);
    expect(await logOf(ada.accountId)).toEqual([]);
  });

  it("that do not exist are not found", async () => {
    for (const id of ["nothing", "acc_00zzzzzzzzzzzzzzzzzzzzzzzzzz"])
      expect(await admin("GET", `/accounts/${id}`)).toMatchObject({
        status: 404,
        body: { error: "account_not_found" },
      });
  });
});

describe("jobs", () => {
  it("are seen whoever's they are: one, an account's, and all that are open", async () => {
    const jobId = await generate();
    const { body } = await admin("GET", `/jobs/${jobId}`);
    expect(body).toEqual({
      job_id: jobId,
      account_id: ada.accountId,
      kind: "image",
      dialect: "myimage",
      status: "queued",
      progress: 0,
      funding: "credits",
      cost_credits: 5,
      prompt: "a cat",
      error: null,
      rejection: null,
      failures: 0,
      losses: 0,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      deadline_at: expect.any(String),
      ended_at: null,
    });
    expect((await admin("GET", `/jobs?account_id=${ada.accountId}`)).body).toEqual([body]);
    expect((await admin("GET", "/jobs?limit=200")).body).toContainEqual(body);
    expect(await admin("GET", "/jobs/job_nothing")).toMatchObject({ status: 404, body: { error: "job_not_found" } });
  });

  it("that are stuck get a fresh start, and are rung for", async () => {
    const jobId = await generate();
    await env.DB_0.prepare(
      "UPDATE jobs SET status = 'running', lease = 'dead', lease_until = 9e15, losses = 2, failures = 2, deadline_at = 0 WHERE id = ?1",
    )
      .bind(jobId)
      .run();
    queue.rung.length = 0;
    const { status, body } = await admin("POST", `/jobs/${jobId}/retry`);
    expect({ status, body }).toMatchObject({ status: 200, body: { status: "running", failures: 0, losses: 0 } });
    expect(queue.rung).toEqual([{ jobId, delaySeconds: 0 }]);
    await createServices({ ...env, JOBS: queue } as unknown as Env).jobs.run(jobId);
    expect(await row(jobId)).toMatchObject({ status: "succeeded" });
    expect(await logOf(ada.accountId)).toMatchObject([
      { action: "retry_job", subject: jobId, details: { status: "running", failures: 2, losses: 2 } },
    ]);
  });

  it("that are stuck can be given up: nothing is charged, and an ended one is left as it is", async () => {
    const jobId = await generate();
    expect((await admin("POST", `/jobs/${jobId}/fail`)).body).toMatchObject({
      status: "failed",
      error: "internal_error",
    });
    expect(await transfers(jobId)).toEqual({ hold: 5, release: 5 });
    for (const verb of ["retry", "fail"])
      expect(await admin("POST", `/jobs/${jobId}/${verb}`)).toMatchObject({
        status: 409,
        body: { error: "job_already_ended" },
      });
    expect((await logOf(ada.accountId)).map(({ action }: { action: string }) => action)).toEqual(["fail_job"]);
  });
});

describe("the operator's log", () => {
  it("cannot be changed by anyone", async () => {
    await admin("PATCH", `/accounts/${ada.accountId}`, { json: { plan: "enterprise" } });
    for (const statement of ["UPDATE operator_log SET action = 'nothing'", "DELETE FROM operator_log"])
      await expect(env.DB_0.prepare(statement).run()).rejects.toThrow("operator_log_append_only");
  });
});
