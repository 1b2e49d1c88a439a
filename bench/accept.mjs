// Accepting a job, against the least a submit can be: a Worker that writes one row, makes one Durable Object
// call and sends one message. Both run in `wrangler dev`, without consumers, one after the other, several rounds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateLocal } from "../scripts/local.mjs";
import { root, stopTool } from "../scripts/toolchain.mjs";
import { quantile, signUp, start, VARS, withServer } from "./local.mjs";

const ROUNDS = 5;
const SEQUENTIAL = 150;
const PARALLEL = 600;
const CLIENTS = 16;
const BODY = JSON.stringify({
  prompt: "a red fox in the snow at dusk",
  aspect_ratio: "16:9",
  style: "flat illustration",
});

async function compareAccept() {
  const folder = mkdtempSync(join(tmpdir(), "edgel-bench-"));
  const state = join(folder, "state");
  migrateLocal(state);
  const edgel = await start({ config: ["--config", withoutConsumers(folder)], vars: VARS, state });
  const bare = await start({
    config: ["--config", join(root, "bench", "bare", "wrangler.toml")],
    state: join(folder, "bare"),
  });
  try {
    const key = await signUp(edgel.origin, state);
    await (await fetch(bare.origin)).text();
    const submitEdgel = () => submit(`${edgel.origin}/image/generate`, { authorization: `Bearer ${key}` });
    const submitBare = () => submit(bare.origin, {});
    await measure(submitEdgel);
    await measure(submitBare);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({ edgel: await measure(submitEdgel), bare: await measure(submitBare) });
    report(rounds);
  } finally {
    await Promise.all([stopTool(edgel.server), stopTool(bare.server)]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Submit to URL with the consumer at work: what a caller of a local server waits for a picture. */
async function timePictures() {
  const times = await withServer(async (origin, key) => {
    const taken = [];
    for (let i = 0; i < 30; i++) {
      const started = performance.now();
      const answer = await fetch(`${origin}/image/generate?wait=30`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: BODY,
      });
      const { status } = await answer.json();
      if (status !== "completed") throw new Error(`a picture ended as ${status}`);
      taken.push(performance.now() - started);
    }
    return taken;
  });
  console.log("\nSubmit to URL, one at a time");
  console.table({ "1344×756 PNG": { p50: ms(quantile(times, 0.5)), p95: ms(quantile(times, 0.95)) } });
}

/** The product's own configuration, but nobody answers the queue: pictures would compete with what is measured. */
function withoutConsumers(folder) {
  const config = readFileSync(join(root, "wrangler.toml"), "utf8")
    .replace(/\[\[queues\.consumers\]\][^[]*/g, "")
    .replace('main = "', `main = "${root}/`)
    .replace('directory = "', `directory = "${root}/`);
  const file = join(folder, "wrangler.toml");
  writeFileSync(file, config);
  return file;
}

async function submit(url, headers) {
  const started = performance.now();
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: BODY,
  });
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return performance.now() - started;
}

async function measure(work) {
  const latencies = [];
  for (let i = 0; i < SEQUENTIAL; i++) latencies.push(await work());
  const started = performance.now();
  let left = PARALLEL;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return {
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
    perSecond: (PARALLEL * 1_000) / (performance.now() - started),
  };
}

function report(rounds) {
  const middle = (pick) => quantile(rounds.map(pick), 0.5);
  const row = (who) => ({
    p50: ms(middle((r) => r[who].p50)),
    p95: ms(middle((r) => r[who].p95)),
    "jobs per second": Math.round(middle((r) => r[who].perSecond)),
  });
  console.log(
    `\nAccepting a job, median of ${ROUNDS} rounds (${SEQUENTIAL} in a row, then ${PARALLEL} by ${CLIENTS} clients)`,
  );
  console.table({
    edgel: row("edgel"),
    bare: row("bare"),
    ratio: {
      p50: middle((r) => r.bare.p50 / r.edgel.p50).toFixed(2),
      p95: middle((r) => r.bare.p95 / r.edgel.p95).toFixed(2),
      "jobs per second": middle((r) => r.edgel.perSecond / r.bare.perSecond).toFixed(2),
    },
  });
}

const ms = (value) => `${value.toFixed(1)} ms`;

if (process.argv[1] === import.meta.filename) {
  await compareAccept();
  await timePictures();
}
