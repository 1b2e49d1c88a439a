// A server on this machine: its secrets, its tables, its port.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { root, runTool, startTool, stopTool } from "./toolchain.mjs";

const READY_WITHIN_MS = 60_000;

/** What is different on this machine: models that need no network, and nobody to keep out. */
const LOCAL_SETTINGS = {
  OPENING_BALANCE_CREDITS: "500",
  DAILY_FREE_BUDGET_CREDITS: "1000000",
  ADDRESS_LIMITS: "off",
  WEBHOOKS_TO_LOCAL: "on",
  IMAGE_MODELS: "illustrator",
  VIDEO_MODELS: "animator",
  LANGUAGE_MODELS: "concierge",
};

/** Secrets and settings of this machine, in a file git ignores. What is written there already stays as it is. */
export function ensureLocalSettings(file = join(root, ".dev.vars")) {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "# Made by npm start; stays on this machine.\n";
  const settings = { SERVER_SECRET: randomBytes(32).toString("hex"), ...LOCAL_SETTINGS };
  const missing = Object.entries(settings).filter(([name]) => !new RegExp(`^${name}=`, "m").test(before));
  if (missing.length === 0) return;
  const gap = before.endsWith("\n") ? "" : "\n";
  const lines = missing.map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, before + gap + lines.join(""), { mode: 0o600 });
}

export function migrateLocal(state) {
  runTool("wrangler", ["d1", "migrations", "apply", "DB_0", "--local", "--persist-to", state], {
    env: { CI: "true" },
    stdio: "pipe",
  });
}

/** The wanted port, or the next one nobody uses. */
export async function freePort(wanted) {
  for (let port = wanted; port < wanted + 100; port++) if (await isFree(port)) return port;
  throw new Error(`no free port from ${wanted} to ${wanted + 99}`);
}

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/** Starts the server, with other settings where `vars` says so, and waits until it answers. */
export async function serve({ port, state, onOutput = () => {}, config = [], vars = {} }) {
  const args = ["dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--persist-to", state];
  const server = startTool("wrangler", [
    ...args,
    "--show-interactive-dev-session=false",
    "--inspector-port",
    String(await freePort(port + 1_500)),
    ...config,
    ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
  ]);
  let said = "";
  for (const output of [server.stdout, server.stderr])
    output.on("data", (chunk) => {
      said = (said + chunk).slice(-20_000);
      onOutput(chunk);
    });
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${origin}/openapi.json`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return { server, origin };
    // It answers, and refuses: its settings are not usable, and it says why.
    if (answer?.status === 500) {
      const reason = await reasonIn(() => said);
      await stopTool(server);
      throw new Error(reason);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(
    server.exitCode === null ? "the server did not answer within a minute" : `the server ended with ${server.exitCode}`,
  );
}

/** What the server's log gives as the cause, once it is there. */
async function reasonIn(said) {
  for (let tries = 0; tries < 20; tries++) {
    const [, cause] = /"event":"request_failed".*?"cause":("(?:[^"\\]|\\.)*")/.exec(said()) ?? [];
    if (cause !== undefined) return JSON.parse(cause).replace(/^Error: /, "");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return "the server answers every request with an error";
}
