// npm start: install, migrate, serve, and prove it by making one real picture through the public API.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "./prepare.mjs";
import { fail, root, stopTool } from "./toolchain.mjs";
import { ensureLocalSettings, freePort, migrateLocal, serve } from "./local.mjs";

const PROMPT = "a red fox in the snow at dusk";
const STATE = join(root, ".wrangler", "state");
const CREDENTIALS = join(root, ".edgel", "credentials.json");
/** `wrangler dev` never fires the cron by itself. */
const CRON_EVERY_MS = 60_000;

await prepare();
ensureLocalSettings();
console.log("Migrating the local database…");
migrateLocal(STATE);

const port = await freePort(Number(process.env.PORT ?? 8787));
const recent = [];
const { server, origin } = await serve({ port, state: STATE, onOutput: keepRecent }).catch((error) => {
  process.stderr.write(recent.join(""));
  fail(`Edgel could not start: ${error.message}.`);
});

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));
server.once("exit", (code) => {
  if (stopping) return;
  process.stderr.write(recent.join(""));
  fail(`The server ended by itself with ${code}.`);
});
const cron = setInterval(
  () =>
    fetch(`${origin}/cdn-cgi/handler/scheduled`).then(
      (answer) => answer.body?.cancel(),
      () => {},
    ),
  CRON_EVERY_MS,
);

console.log(`Edgel serves on ${origin}`);
try {
  const key = await signUpOnce();
  const url = await makePicture(key);
  tellHowTo(key, url);
} catch (error) {
  process.stderr.write(recent.join(""));
  console.error(`The self-check failed: ${error.message}`);
  await stop(1);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  clearInterval(cron);
  await stopTool(server);
  process.exit(code);
}

function keepRecent(chunk) {
  recent.push(String(chunk));
  if (recent.length > 200) recent.shift();
  if (process.env.EDGEL_LOG) process.stdout.write(chunk);
}

/** The agent of earlier starts, or a new one when there is none, or its credits are spent. */
async function signUpOnce() {
  if (existsSync(CREDENTIALS)) {
    const { api_key: key } = JSON.parse(readFileSync(CREDENTIALS, "utf8"));
    const balance = await call("GET", "/hq/billing/balance", key).catch(() => null);
    if (balance !== null && balance.balance_cents >= 5) return key;
  }
  const { account_id, pin, token } = await call("POST", "/hq/account/agent/create", null, { label: "local" });
  const { api_key } = await call("POST", "/hq/account/create/key", token, { name: "npm start" });
  mkdirSync(join(root, ".edgel"), { recursive: true });
  writeFileSync(CREDENTIALS, `${JSON.stringify({ account_id, pin, api_key }, null, 2)}\n`, { mode: 0o600 });
  return api_key;
}

async function makePicture(key) {
  const started = Date.now();
  const { job_id } = await call("POST", "/image/generate", key, { prompt: PROMPT });
  for (;;) {
    const job = await call("GET", `/image/jobs/${job_id}?wait=2`, key);
    const seconds = ((Date.now() - started) / 1_000).toFixed(1);
    progress(`Drawing “${PROMPT}”: ${job.status}, ${seconds} s`);
    if (job.status === "completed") return await lookAt(job.url);
    if (job.status === "failed") throw new Error(`the job failed: ${job.error}`);
    if (Date.now() - started > 120_000) throw new Error("the picture took more than two minutes");
  }
}

async function lookAt(url) {
  const answer = await fetch(url);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok || answer.headers.get("content-type") !== "image/png" || bytes[1] !== 0x50)
    throw new Error(`${url} is no picture`);
  console.log(`\nA real picture of ${(bytes.byteLength / 1_024).toFixed(0)} KB.`);
  return url;
}

function progress(line) {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
  else console.log(line);
}

async function call(method, path, credential, body) {
  const headers = {
    ...(credential ? { authorization: `Bearer ${credential}` } : {}),
    ...(body ? { "content-type": "application/json" } : {}),
  };
  const answer = await fetch(origin + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(70_000),
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${result.error}, ${result.message}`);
  return result;
}

function tellHowTo(key, url) {
  console.log(`
  Picture   ${url}
  API key   ${key}

Draw another, and wait for it:
  curl -s '${origin}/image/generate?wait=30' -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '{"prompt":"a sailboat at sunset","aspect_ratio":"16:9"}'

List them:
  curl -s '${origin}/image/list' -H 'Authorization: Bearer ${key}'

See what is left:
  curl -s '${origin}/hq/billing/balance' -H 'Authorization: Bearer ${key}'

Ctrl-C stops it; everything is there again at the next start.`);
}
