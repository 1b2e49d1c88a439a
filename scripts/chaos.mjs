// npm run chaos -- --kills 50 --seed 1: a real server under load from every API, killed again and again with kill -9.
// Nothing that was accepted may be lost, done twice, or charged twice; the server's own audit has the last word.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort, migrateLocal, serve } from "./local.mjs";
import { prepare } from "./prepare.mjs";
import { killTool, stopTool } from "./toolchain.mjs";

const OPERATOR = "the-operator-of-the-chaos-campaign";
const VARS = {
  SERVER_SECRET: "a secret of the chaos campaign, 32 characters and more",
  ADMIN_TOKEN: OPERATOR,
  OPENING_BALANCE_CREDITS: "500",
  DAILY_FREE_BUDGET_CREDITS: "1000000",
  ADDRESS_LIMITS: "off",
  TEST_MODELS: "on",
  IMAGE_MODELS: "illustrator",
  VIDEO_MODELS: "test:ok",
  LANGUAGE_MODELS: "concierge",
};
const CLIENTS = 5;
const DRAINED_WITHIN_MS = 180_000;

/** Small, fast and seeded: where and when to strike. */
function createChance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function campaign({ kills, seed, tell = () => {} }) {
  const state = mkdtempSync(join(tmpdir(), "edgel-chaos-"));
  const chance = createChance(seed);
  migrateLocal(state);
  const port = await freePort(18_400);
  const start = async () => await serve({ port: await freePort(port), state, vars: VARS });
  let current = await start();
  /** Ids by the request that was accepted, however often it was sent. */
  const accepted = new Map();
  const problems = [];
  const load = { ended: false };

  async function call(method, path, key, { json, form, idempotency } = {}) {
    const answer = await fetch(current.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...(idempotency === undefined ? {} : { "idempotency-key": idempotency }),
      },
      body: json === undefined ? form : JSON.stringify(json),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  }

  async function signUp() {
    const { body: account } = await call("POST", "/hq/account/agent/create", "", { json: { label: "chaos" } });
    const { body: minted } = await call("POST", "/hq/account/create/key", account.token, { json: { name: "chaos" } });
    await call("PATCH", `/admin/accounts/${account.account_id}`, OPERATOR, { json: { plan: "enterprise" } });
    const grant = { credits: 100_000, reference: `chaos ${account.account_id}` };
    await call("POST", `/admin/accounts/${account.account_id}/credits`, OPERATOR, { json: grant });
    return minted.api_key;
  }

  /** One request of one API; what it accepts is remembered under the request's own key. */
  async function submit(key) {
    const idempotency = randomBytes(12).toString("hex");
    const form = () => {
      const body = new FormData();
      body.append("instructions", "draw a duck and make it grey");
      body.append("max_steps", "3");
      return body;
    };
    const ways = [
      [0.45, "/image/generate", () => ({ json: { prompt: "a duck on a pond" } }), (body) => body.job_id],
      [0.25, "/api/generate", () => ({ json: { type: "image", prompt: "a boat at sea" } }), (body) => body.jobId],
      [0.1, "/api/generate", () => ({ json: { type: "video", prompt: "a kite", duration: 2 } }), (body) => body.jobId],
      [0.1, "/v1/images/generations", () => ({ json: { prompt: "a hill", size: "256x256" } }), (body) => body.job_id],
      [0.1, "/v2/image/agent", () => ({ form: form() }), (body) => body.data?.job_id],
    ];
    let left = chance();
    const [, path, make, idOf] = ways.find(([share]) => (left -= share) <= 0) ?? ways[0];
    for (let tries = 0; tries < 30 && !load.ended; tries++) {
      const answer = await call("POST", path, key, { ...make(), idempotency }).catch(() => null);
      const id = answer !== null && answer.status < 300 ? idOf(answer.body) : undefined;
      if (id !== undefined) {
        const known = accepted.get(idempotency);
        if (known !== undefined && known.id !== id) problems.push(`one key, two jobs: ${known.id}, ${id}`);
        accepted.set(idempotency, { id, key });
        // Now and then the answer is taken for lost, and the same is asked again.
        if (chance() < 0.7) return id;
      } else if (answer !== null && answer.status < 500 && answer.status !== 429) {
        problems.push(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
        return undefined;
      }
      await sleep(200 + chance() * 800);
    }
    return undefined;
  }

  async function client(key) {
    while (!load.ended) {
      const id = await submit(key);
      if (id !== undefined && chance() < 0.1) await call("POST", `/image/jobs/${id}/cancel`, key).catch(() => null);
      await sleep(chance() * 1_500);
    }
  }

  const keys = [];
  for (let one = 0; one < CLIENTS; one++) keys.push(await signUp());
  const clients = keys.map(client);
  try {
    for (let kill = 1; kill <= kills; kill++) {
      // Something has to be on its way; where in its life the blow falls is chance.
      const enough = accepted.size + 2 + Math.floor(chance() * 4);
      for (let waits = 0; accepted.size < enough && waits < 300; waits++) await sleep(100);
      await sleep(chance() * 4_000);
      await killTool(current.server);
      current = await start();
      tell(`kill ${kill} of ${kills}: ${accepted.size} accepted so far`);
    }
    load.ended = true;
    await Promise.all(clients);
    const drained = await drain();
    const lost = [];
    const ends = {};
    for (const { id, key } of accepted.values()) {
      const { body } = await call("GET", `/v1/jobs/${id}`, key);
      const status = body.data?.status ?? "missing";
      ends[status] = (ends[status] ?? 0) + 1;
      if (status !== "succeeded" && status !== "failed") lost.push(id);
    }
    const { body: audit } = await call("POST", "/admin/audit", OPERATOR);
    return { accepted: accepted.size, ends, lost, problems, findings: audit.findings, drainedInMs: drained };
  } finally {
    load.ended = true;
    await stopTool(current.server);
    rmSync(state, { recursive: true, force: true });
  }

  /** Until no job is open, with the cron that a local server has to be reminded of. */
  async function drain() {
    const began = Date.now();
    for (;;) {
      const { body: open } = await call("GET", "/admin/jobs?limit=200", OPERATOR);
      if (open.length === 0) return Date.now() - began;
      if (Date.now() - began > DRAINED_WITHIN_MS) {
        problems.push(`${open.length} jobs are still open after ${DRAINED_WITHIN_MS / 1_000} seconds`);
        return Date.now() - began;
      }
      await fetch(`${current.origin}/cdn-cgi/handler/scheduled`).then((answer) => answer.body?.cancel());
      await sleep(1_000);
    }
  }
}

if (import.meta.filename === process.argv[1]) {
  const { kills, seed } = parseArgs({
    options: { kills: { type: "string", default: "50" }, seed: { type: "string", default: String(Date.now() % 1e6) } },
  }).values;
  await prepare();
  console.log(`seed ${seed}`);
  const result = await campaign({ kills: Number(kills), seed: Number(seed), tell: console.log });
  console.log(JSON.stringify(result, null, 2));
  if (result.lost.length + result.problems.length + result.findings.length > 0) process.exit(1);
}
