import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, signUp, startServer, type TestServer } from "../support/server";

/** The same moment, many times, over real connections to a real server. */

const OPERATOR = "the-operator-of-the-races-and-more";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ vars: { ADMIN_TOKEN: OPERATOR, OPENING_BALANCE_CREDITS: "100" } });
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function post(path: string, key: string, json: object, headers: Record<string, string> = {}) {
  const answer = await fetch(server.origin + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(json),
  });
  return { status: answer.status, body: (await answer.json()) as any };
}

const times = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  await Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const statuses = (answers: readonly { status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const IMAGE = { prompt: "a seamless pattern of dots" };

describe("at the same moment", () => {
  it("a hundred requests under one key are one job, and a hold of one", async () => {
    const key = await signUp(server);
    const answers = await times(
      100,
      async () => await post("/image/generate", key, IMAGE, { "idempotency-key": "one" }),
    );
    expect(statuses(answers)).toEqual({ 202: 100 });
    expect(new Set(answers.map(({ body }) => body.job_id)).size).toBe(1);
    const { available_cents, balance_cents } = await call(server, "GET", "/hq/billing/balance", key);
    expect(available_cents ?? balance_cents).toBe(95);
  });

  it("a hundred requests on twenty pictures' credits are twenty jobs, and the rest are refused", async () => {
    const key = await signUp(server);
    // Not more than the plan lets in at once.
    const answers = await times(4, async () => await times(25, async () => await post("/image/generate", key, IMAGE)));
    const { 202: accepted = 0, 402: refused = 0, 429: limited = 0 } = statuses(answers.flat());
    expect(accepted + refused + limited).toBe(100);
    expect(accepted).toBeLessThanOrEqual(20);
    expect((await call(server, "GET", "/hq/billing/balance", key)).balance_cents).toBe(100 - 5 * accepted);
  });

  it("thirty requests on a day's ten pictures are ten jobs", async () => {
    const key = await signUp(server);
    const answers = await times(30, async () => await post("/api/generate", key, { type: "image", prompt: "dots" }));
    const { 200: accepted = 0, 429: limited = 0 } = statuses(answers);
    expect({ accepted, limited }).toEqual({ accepted: 10, limited: 20 });
  });

  it("ten cancels of one job are one cancel, and what it held is back", async () => {
    const key = await signUp(server);
    const ids = (await times(8, async () => await post("/image/generate", key, IMAGE))).map(({ body }) => body.job_id);
    const ends = await times(8, async (index) =>
      statuses(await times(10, async () => await post(`/image/jobs/${ids[index]}/cancel`, key, {}))),
    );
    for (const { 200: won = 0, 409: late = 0 } of ends) {
      expect(won + late).toBe(10);
      expect(won).toBeLessThanOrEqual(1);
    }
    await expect
      .poll(async () => (await call(server, "GET", "/image/list", key)).every((row: any) => row.status !== "pending"), {
        timeout: 60_000,
      })
      .toBe(true);
    const won = ends.reduce((sum, { 200: one = 0 }) => sum + one, 0);
    await expect
      .poll(async () => (await call(server, "GET", "/hq/billing/balance", key)).balance_cents, { timeout: 60_000 })
      .toBe(100 - 5 * (8 - won));
  });

  it("a key that is revoked in the middle of a burst lets nobody in afterwards", async () => {
    const key = await signUp(server);
    const spare = await call(server, "POST", "/hq/account/create/key", key, { name: "spare" });
    const burst = times(
      40,
      async () =>
        (await fetch(`${server.origin}/hq/billing/balance`, { headers: { authorization: `Bearer ${spare.api_key}` } }))
          .status,
    );
    const gone = await fetch(`${server.origin}/hq/account/delete/key/${spare.id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${key}` },
    });
    expect(gone.status).toBe(204);
    for (const status of await burst) expect([200, 401]).toContain(status);
    const after = await times(
      20,
      async () =>
        (await fetch(`${server.origin}/hq/billing/balance`, { headers: { authorization: `Bearer ${spare.api_key}` } }))
          .status,
    );
    expect(after).toEqual(Array.from({ length: 20 }, () => 401));
  });

  it("no promise is broken by any of it", async () => {
    expect((await call(server, "POST", "/admin/audit", OPERATOR)).findings).toEqual([]);
  });
});
