// Workers of the benchmarks in a plain workerd: no debugger slows them down, and nothing else is in the process.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../scripts/local.mjs";
import { root, runTool, startTool, stopTool } from "../scripts/toolchain.mjs";

/**
 * Builds `bench/NAME/worker.ts` as one would deploy it. What it answers runs work against a fresh process of it, where
 * `memory` answers the resident size now and at its highest, in MB.
 */
export async function benchWorker(name) {
  const folder = mkdtempSync(join(tmpdir(), "edgel-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const config = join(root, "bench", name, "wrangler.toml");
  runTool("wrangler", ["deploy", "--dry-run", "--config", config, "--outdir", folder], { stdio: "pipe" });
  const configFor = workerdConfig(readdirSync(folder));
  return async (work) => {
    const port = await freePort(18_600);
    const file = join(folder, `${port}.capnp`);
    writeFileSync(file, configFor(port));
    const server = startTool("workerd", ["serve", file], { stdio: ["ignore", "ignore", "inherit"] });
    const origin = `http://127.0.0.1:${port}`;
    try {
      await ready(origin);
      return await work({ origin, memory: () => memoryOf(workerBelow(server.pid)) });
    } finally {
      await stopTool(server);
    }
  };
}

function workerdConfig(files) {
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
      compatibilityFlags = ["nodejs_compat"],
      bindings = [(name = "ASSETS", service = "assets")],
    )),
    (name = "assets", disk = (path = "${join(root, ".assets")}")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

async function ready(origin) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${origin}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("workerd did not answer within ten seconds");
}

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
