import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api, apiWith, type Answer } from "../support/api";
import { scripted, SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, type Seeded } from "../support/seed";
import { operationsOf, type Operation } from "../fuzz/document";

afterAll(expectSoundBooks);

const { body: document } = await api("GET", "/openapi.json");
const operations = operationsOf(document);
const named = operations.map((operation) => [operation.name, operation] as const);

let ada: Seeded;
let bob: Seeded;
/** What bob has, by the word that stands before `{id}` in a path. */
let things: Record<string, string>;
beforeAll(async () => {
  ada = await seedAccount("ada");
  bob = await seedAccount("bob");
  const silent = apiWith({ JOBS: new SilentQueue() }, { models: scripted() });
  const job = await silent("POST", "/image/generate", { key: bob.key, json: { prompt: "bob's secret garden" } });
  const org = await api("POST", "/hq/orgs", { key: bob.key, json: { name: "Bob's" } });
  things = { jobs: job.body.job_id, status: job.body.job_id, orgs: org.body.id ?? org.body.org_id, key: bob.keyId };
});

/** The path with bob's thing in it. */
const pathOf = ({ template }: Operation): string =>
  template.replace(/(\w+)\/\{\w+\}/, (_whole, word: string) => `${word}/${things[word] ?? "nothing"}`);
const bodyFor = ({ types }: Operation) => (types.includes("application/json") ? { json: {} } : {});
const ofAccount = named.filter(([, { credential }]) => credential !== null && credential !== "adminToken");

/** Everything the database knows of bob. */
async function bobsRows(): Promise<string> {
  const tables = ["jobs", "orgs", "api_keys", "transfers", "job_events"];
  const rows = await Promise.all(
    tables.map(
      async (table) =>
        (
          await env.DB_0.prepare(
            table === "job_events"
              ? "SELECT * FROM job_events WHERE job_id IN (SELECT id FROM jobs WHERE account_id = ?1) ORDER BY job_id, seq"
              : `SELECT * FROM ${table} WHERE account_id = ?1 ORDER BY 1, 2, 3`,
          )
            .bind(bob.accountId)
            .all()
        ).results,
    ),
  );
  return JSON.stringify(rows);
}

describe("another account's things (OWASP API1)", () => {
  it.each(ofAccount.filter(([, { template }]) => /\{\w+\}/.test(template)))(
    "%s: is not there, and stays as it is",
    async (_name, operation) => {
      const before = await bobsRows();
      const { status, body } = await api(operation.method, pathOf(operation), { key: ada.key, ...bodyFor(operation) });
      expect([400, 404, 422]).toContain(status);
      expect(JSON.stringify(body)).not.toContain("secret garden");
      expect(await bobsRows()).toBe(before);
    },
  );

  it.each(ofAccount.filter(([, { template, method }]) => method === "GET" && !template.includes("{")))(
    "%s: is in no list and no sum",
    async (_name, operation) => {
      const { body } = await api(operation.method, operation.template, { key: ada.key });
      const text = JSON.stringify(body);
      for (const secret of [bob.accountId, bob.keyId, ...Object.values(things), "secret garden"])
        expect(text).not.toContain(secret);
    },
  );
});

describe("who may call what (OWASP API5)", () => {
  /** Every kind of credential, and what it is called in the document. */
  const credentials = (): readonly (readonly [string, string])[] => [
    ["apiKey", ada.key],
    ["accountToken", ada.token],
    ["adminToken", ADMIN_TOKEN],
    ["pin", ada.pin],
    ["garbage", "hq_live_garbage"],
    ["nothing", ""],
  ];
  const accepts = (operation: Operation, kind: string): boolean => {
    const { security } = document.paths[operation.template][operation.method.toLowerCase()];
    return security.length === 0 || security.some((one: object) => kind in one);
  };
  const refused = ({ status }: Answer): boolean => status === 401 || status === 403;

  it.each(named)("%s", async (_name, operation) => {
    for (const [kind, credential] of credentials()) {
      const answer = await api(operation.method, pathOf(operation), { key: credential, ...bodyFor(operation) });
      expect(refused(answer), `${kind}: ${answer.status}`).toBe(!accepts(operation, kind));
    }
  });
});

describe("a credential", () => {
  const balance = async (headers: Record<string, string>, path = "/hq/billing/balance") =>
    (await api("GET", path, { headers })).status;

  it("counts in the Authorization header, in whatever case, and nowhere else", async () => {
    const { key } = ada;
    expect(await balance({ authorization: `Bearer ${key}` })).toBe(200);
    expect(await balance({ authorization: `bearer ${key}` })).toBe(200);
    for (const headers of [
      { "x-api-key": key },
      { cookie: `api_key=${key}; token=${key}; session=${key}` },
      { "proxy-authorization": `Bearer ${key}` },
      { authorization: key },
      { authorization: `Basic ${btoa(`${key}:`)}` },
      { authorization: `Token ${key}` },
      { authorization: `Bearer ${key}, Bearer ${key}` },
      { authorization: `Bearer  ${key} x` },
      { authorization: `Bearer "${key}"` },
    ])
      expect(await balance(headers as Record<string, string>), JSON.stringify(headers)).toBe(401);
    for (const name of ["api_key", "key", "token", "access_token", "authorization"])
      expect(await balance({}, `/hq/billing/balance?${name}=${key}`)).toBe(401);
  });

  it("sets no cookie, and no answer may be kept by anybody between", async () => {
    const { headers } = await api("GET", "/hq/billing/balance", { key: ada.key });
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("that is revoked is refused on the next request, a hundred times over", async () => {
    for (let round = 0; round < 100; round++) {
      const { body } = await api("POST", "/hq/account/create/key", { key: ada.token, json: { name: `${round}` } });
      expect((await api("GET", "/hq/billing/balance", { key: body.api_key })).status).toBe(200);
      await api("DELETE", `/hq/account/delete/key/${body.id}`, { key: ada.token });
      expect((await api("GET", "/hq/billing/balance", { key: body.api_key })).status).toBe(401);
    }
  });
});
