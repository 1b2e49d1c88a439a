// A server of the benchmarks: fresh storage, an account on a plan that allows everything.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, migrateLocal, serve } from "../scripts/local.mjs";
import { stopTool } from "../scripts/toolchain.mjs";
import { openDatabase } from "../test/support/state.ts";

export const VARS = {
  SERVER_SECRET: "a secret of the benchmark, 32 characters and more",
  OPENING_BALANCE_CREDITS: "10000000",
  DAILY_FREE_BUDGET_CREDITS: "100000000",
  ADDRESS_LIMITS: "off",
};

export const start = async (server) => await serve({ port: await freePort(18_300), ...server });

/** Serves the product while `work` is done with it. */
export async function withServer(work) {
  const state = mkdtempSync(join(tmpdir(), "edgel-bench-"));
  migrateLocal(state);
  const { server, origin } = await start({ vars: VARS, state });
  try {
    return await work(origin, await signUp(origin, state), server, state);
  } finally {
    await stopTool(server);
    rmSync(state, { recursive: true, force: true });
  }
}

export async function signUp(origin, state) {
  const json = { "content-type": "application/json" };
  const { token } = await (await fetch(`${origin}/hq/account/agent/create`, { method: "POST" })).json();
  const created = await fetch(`${origin}/hq/account/create/key`, {
    method: "POST",
    headers: { ...json, authorization: `Bearer ${token}` },
    body: '{"name":"bench"}',
  });
  const db = openDatabase(state, "d1", "accounts");
  db.exec("UPDATE accounts SET plan = 'enterprise'");
  db.close();
  return (await created.json()).api_key;
}

export const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
