// How long the illustrator takes and what memory it needs: in workerd, a fresh process for each size, beside the
// native renderers on the same drawing.
import { Resvg } from "@resvg/resvg-js";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { freePort } from "../scripts/local.mjs";
import { root, runTool, startTool, stopTool } from "../scripts/toolchain.mjs";

const PROMPTS = ["a red fox in the snow at dusk", "a sailboat at sunset", "three cats in a cosy room at night"];
const RUNS = 7;
const STYLES = [
  "flat illustration",
  "watercolor",
  "oil painting",
  "ink line art",
  "pencil sketch",
  "pixel art",
  "low poly",
  "paper cut",
  "neon",
  "retro poster",
  "art deco",
  "minimalist",
  "comic",
  "isometric",
  "ukiyo-e",
  "stained glass",
  "photorealistic",
];

/** The bench Worker as one would deploy it, and a plain workerd to run it: no debugger slows it down. */
function buildWorker(folder) {
  const config = join(root, "bench", "illustrator", "wrangler.toml");
  runTool("wrangler", ["deploy", "--dry-run", "--config", config, "--outdir", folder], { stdio: "pipe" });
  const files = readdirSync(folder);
  const modules = [
    ...files.filter((file) => file.endsWith(".js")).map((file) => `(name = "${file}", esModule = embed "${file}")`),
    ...files.filter((file) => file.endsWith(".wasm")).map((file) => `(name = "${file}", wasm = embed "${file}")`),
  ];
  return (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [${modules.join(", ")}],
      compatibilityDate = "2026-10-23",
      bindings = [(name = "ASSETS", service = "assets")],
    )),
    (name = "assets", disk = (path = "${join(root, ".assets")}")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

const folder = mkdtempSync(join(tmpdir(), "edgel-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const configFor = buildWorker(folder);

/** Runs the work against a fresh workerd; `memory` answers its resident size now and at its highest, in MB. */
async function withWorker(work) {
  const port = await freePort(18_600);
  const file = join(folder, `${port}.capnp`);
  writeFileSync(file, configFor(port));
  const server = startTool("workerd", ["serve", file], { stdio: ["ignore", "ignore", "inherit"] });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await ready(origin);
    const draw = async (query) => await (await fetch(`${origin}/draw?${new URLSearchParams(query)}`)).json();
    return await work({ draw, origin, memory: () => memoryOf(workerBelow(server.pid)) });
  } finally {
    await stopTool(server);
  }
}

async function ready(origin) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${origin}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("workerd did not answer within ten seconds");
}

async function timeSizes() {
  const rows = {};
  for (const size of ["1024x1024", "2048x2048", "4096x4096"])
    rows[size] = await withWorker(async ({ draw, memory }) => {
      const idle = memory();
      const first = await draw({ prompt: PROMPTS[0], size });
      const peak = memory();
      const times = [];
      for (let run = 0; run < (size === "4096x4096" ? 3 : RUNS); run++)
        times.push((await draw({ prompt: PROMPTS[run % PROMPTS.length], size, seed: run })).milliseconds);
      return {
        "first ms": Math.round(first.milliseconds),
        "ms (median)": median(times),
        KB: Math.round(first.bytes / 1_024),
        "idle RSS MB": idle?.now,
        "peak - idle MB": idle === undefined || peak === undefined ? undefined : peak.highest - idle.now,
        "wasm MB": first.wasm.map((bytes) => (bytes / 1_048_576).toFixed(1)).join(" + "),
      };
    });
  console.log("\nThe illustrator, prompt to PNG, in workerd (a fresh process for each size)");
  console.table(rows);
}

async function timeStyles() {
  const rows = {};
  await withWorker(async ({ draw }) => {
    for (const style of STYLES) {
      const times = [];
      let bytes = 0;
      for (let run = 0; run < 4; run++) {
        const drawn = await draw({ prompt: PROMPTS[0], style, seed: run });
        if (run > 0) times.push(drawn.milliseconds);
        bytes = drawn.bytes;
      }
      rows[style] = { "1024² ms": median(times), KB: Math.round(bytes / 1_024) };
    }
  });
  console.log("\nStyles at 1024²");
  console.table(rows);
}

/** The same SVG by the native builds of the same renderer, and by librsvg through sharp. */
async function compareNative() {
  const rows = {};
  await withWorker(async ({ draw, origin }) => {
    for (const prompt of PROMPTS) {
      const svg = await (await fetch(`${origin}/svg?${new URLSearchParams({ prompt })}`)).text();
      const ours = [];
      for (let run = 0; run < RUNS; run++) ours.push((await draw({ prompt })).milliseconds);
      rows[prompt] = {
        "SVG KB": Math.round(svg.length / 1_024),
        "edgel in workerd": median(ours),
        "@resvg/resvg-js": median(await timed(() => new Resvg(svg).render().asPng())),
        sharp: median(await timed(() => sharp(Buffer.from(svg)).png().toBuffer())),
      };
    }
  });
  console.log("\nSVG to PNG at 1024², ms; ours includes reading the prompt and drawing");
  console.table(rows);
}

async function timed(work) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

const median = (values) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);

/** The workerd that was started, itself or below what started it. Linux only. */
function workerBelow(ancestor) {
  const parents = new Map();
  try {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const stat = statusOf(pid);
      if (stat !== undefined) parents.set(Number(pid), stat);
    }
  } catch {
    return undefined;
  }
  const below = (pid) => {
    for (let at = pid; at > 1; at = parents.get(at)?.parent ?? 0) if (at === ancestor) return true;
    return false;
  };
  return [...parents]
    .filter(([pid, { name }]) => name === "workerd" && below(pid))
    .toSorted(([, a], [, b]) => b.now - a.now)[0]?.[0];
}

function statusOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
    return {
      name: /^Name:\s+(\S+)/.exec(text)?.[1],
      parent: number("PPid"),
      now: Math.round(number("VmRSS") / 1_024),
      highest: Math.round(number("VmHWM") / 1_024),
    };
  } catch {
    return undefined;
  }
}

const memoryOf = (pid) => (pid === undefined ? undefined : statusOf(pid));

await timeSizes();
await timeStyles();
await compareNative();
