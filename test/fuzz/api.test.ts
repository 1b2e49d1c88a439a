import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServices } from "../../src/services";
import { apiWith, type Api } from "../support/api";
import { scripted } from "../support/core";
import { modelsWith } from "../support/models";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, setPlan, type Seeded } from "../support/seed";
import { fitting, misfits, operationsOf, spoiled, type Operation } from "./document";

/**
 * Requests drawn from our own document, right ones and wrong ones, over things that earlier ones have made, and over
 * those of somebody else. `FUZZ_CASES` says how many, `FUZZ_SEED` which.
 */

const { FUZZ_CASES, FUZZ_SEED } = env as unknown as { FUZZ_CASES: string; FUZZ_SEED: string };

/** Jobs are run as soon as their bell rings, by models that answer at once. */
const models = { ...scripted(), video: modelsWith({ VIDEO_MODELS: "test:ok", TEST_MODELS: "on" }).video };
const language = modelsWith({}).language;
const replacements = { models: { ...models, language }, log: { event: () => {} } };
const JOBS = {
  async sendBatch(messages: Iterable<{ body: { jobId: string } }>) {
    const { jobs } = createServices(bindings, replacements);
    for (const { body } of messages)
      for (let step = 0; step < 80; step++) {
        await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1 AND wake_at IS NOT NULL")
          .bind(body.jobId)
          .run();
        if ((await jobs.run(body.jobId)) === "settled") break;
      }
  },
};
const READS = { limit: async () => ({ success: true }) };
const bindings = { ...env, JOBS, READS } as unknown as Env;
const call: Api = apiWith(bindings as never, replacements);

let document: any;
let operations: Operation[];
let ada: Seeded;
let bob: Seeded;

/** Ids of things that exist, by whose they are. */
const own: Record<string, string[]> = { job: [], key: [], org: [], picture: [] };
const others: Record<string, string[]> = { job: [], key: [], org: [], picture: [] };

beforeAll(async () => {
  document = (await call("GET", "/openapi.json")).body;
  operations = operationsOf(document);
  ada = await seedAccount("ada");
  bob = await seedAccount("bob");
  for (const { accountId } of [ada, bob]) {
    await setPlan(accountId, "enterprise");
    await call("POST", `/admin/accounts/${accountId}/credits`, {
      key: ADMIN_TOKEN,
      json: { credits: 1_000_000, reference: `fuzz ${accountId}` },
    });
  }
  for (const [who, pool] of [
    [ada, own],
    [bob, others],
  ] as const) {
    const job = await call("POST", "/image/generate", { key: who.key, json: { prompt: "a cat" } });
    remember(pool, job.body);
    const org = await call("POST", "/hq/orgs", { key: who.key, json: { name: "An organisation" } });
    remember(pool, org.body);
    const key = await call("POST", "/hq/account/create/key", { key: who.key, json: { name: "spare" } });
    pool["key"]?.push(key.body.id);
  }
});
afterAll(expectSoundBooks);

/** Takes in whatever ids an answer names. */
function remember(pool: Record<string, string[]>, body: unknown): void {
  const text = JSON.stringify(body) ?? "";
  for (const [kind, pattern] of [
    ["job", /\bjob_\w{16,}/g],
    ["org", /\borg_\w{16,}/g],
    ["picture", /\bimg_\w{16,}\.\w+/g],
  ] as const)
    for (const [id] of text.matchAll(pattern)) if (!pool[kind]?.includes(id)) pool[kind]?.push(id);
}

/** What kind of thing an id in a path names. */
function kindOf({ template }: Operation): string {
  if (template.includes("/orgs/")) return "org";
  if (template.includes("/key/")) return "key";
  if (template.startsWith("/i/")) return "picture";
  return template.startsWith("/admin/accounts") ? "account" : "job";
}

type Whose = "own" | "other's" | "nobody's";

interface Case {
  readonly operation: Operation;
  readonly whose: Whose;
  readonly pick: number;
  readonly garbage: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly raw: string | null;
  readonly type: string;
}

function caseOf(operation: Operation): fc.Arbitrary<Case> {
  const right = operation.body === null ? fc.constant(undefined) : fitting(document, operation.body);
  const queries = operation.parameters.filter((one) => one.in === "query");
  const query = fc.record(
    Object.fromEntries(
      queries.map(({ name, schema }) => [
        name,
        // A wait is answered at once where the job has ended, and would hold us where it has not.
        name === "wait"
          ? fc.constantFrom("0", "0", "0", "-1", "x", "99")
          : fc.oneof(fitting(document, schema), fc.string()).map(String),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>;
  return fc.record({
    operation: fc.constant(operation),
    whose: fc.constantFrom<Whose>("own", "own", "other's", "nobody's"),
    pick: fc.nat(),
    garbage: fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.constantFrom("job_nothing", "...", "%00", "null")),
    query,
    body: fc.oneof({ weight: 3, arbitrary: right }, { weight: 2, arbitrary: spoiled(right) }),
    raw: fc.oneof(
      { weight: 12, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom("{", "[1,", "\u0000", "not json", '{"a":1}}') },
    ),
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant("application/json") },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "text/plain",
          "application/xml",
          "multipart/form-data",
          "application/json; charset=utf-8",
        ),
      },
    ),
  });
}

/** `null` where there is nothing of that kind to name. */
function pathOf({ operation, whose, pick, garbage }: Case): string | null {
  if (!operation.template.includes("{")) return operation.template;
  const kind = kindOf(operation);
  const pool =
    kind === "account" ? { own: [ada.accountId], others: [bob.accountId] } : { own: own[kind], others: others[kind] };
  const known = whose === "own" ? pool.own : whose === "other's" ? pool.others : [garbage];
  const id = known?.[pick % Math.max(1, known.length)];
  // Whoever sends a URL takes such segments out of it.
  if (id === "." || id === "..") return null;
  return id === undefined ? null : operation.template.replace(/\{\w+\}/, encodeURIComponent(id));
}

/** Not to be done at random: they would change who is asking. */
const spared = ({ operation, body }: Case): boolean =>
  operation.name === "PATCH /admin/accounts/{id}" && JSON.stringify(body ?? "").includes("frozen");

async function check(one: Case): Promise<void> {
  const { operation, whose } = one;
  const path = pathOf(one);
  if (path === null || spared(one)) return;
  const search = new URLSearchParams(one.query).toString();
  const key = operation.credential === "adminToken" ? ADMIN_TOKEN : ada.key;
  const json = one.raw ?? (one.body === undefined ? undefined : JSON.stringify(one.body));
  const sends = operation.types.length > 0 && json !== undefined;
  const { status, headers, body } = await call(operation.method, search === "" ? path : `${path}?${search}`, {
    key,
    headers: sends ? { "content-type": one.type } : {},
    ...(sends ? { body: json } : {}),
  });

  const told = `${operation.method} ${path}?${search} ${json ?? ""} answered ${status} ${JSON.stringify(body)}`;
  expect(status, told).toSatisfy((code: number) => code < 500 || code === 501);
  expect(Object.keys(operation.answers), told).toContain(String(status));
  const { types = [], schema = null } = operation.answers[String(status)] ?? {};
  const type = headers.get("content-type")?.split(";")[0] ?? null;
  if (body !== "" && operation.method !== "HEAD") expect(types, told).toContain(type);
  if (type === "application/json" && schema !== null) expect(misfits(document, schema, body), told).toEqual([]);
  // What is somebody else's is not there, whatever is done to it; pictures are public.
  if (whose === "other's" && operation.credential === "apiKey" && operation.template.includes("{"))
    expect([400, 404, 413, 415, 422], told).toContain(status);
  // Ids in errors are the caller's own words.
  if (status < 400 && operation.credential === "apiKey") remember(own, body);
}

describe("requests drawn from our own document", () => {
  it("never break anything, and every answer is what the document says", async () => {
    const cases = fc.constantFrom(...operations).chain(caseOf);
    await fc.assert(fc.asyncProperty(cases, check), {
      numRuns: Number(FUZZ_CASES),
      ...(FUZZ_SEED === "" ? {} : { seed: Number(FUZZ_SEED) }),
      endOnFailure: true,
    });
    expect(own["job"]?.length).toBeGreaterThan(10);
  }, 3_600_000);
});
