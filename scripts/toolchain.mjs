// What every command stands on: the packages of the lock file, and a Node new enough for them.
// Plain JavaScript for Node 20: it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules", ".bin");
/** The oldest Node that wrangler and vitest run on. */
const NEEDED = [22, 12];

/** Installs what the lock file names, unless it is all there already. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing packages…");
  const flags = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", flags, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0 || !isInstalled()) fail("The packages could not be installed; npm's message is above.");
}

function isInstalled() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages).every(([path, { version, optional, devOptional }]) => {
    if (path === "" || optional || devOptional) return true;
    const manifest = join(root, path, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
}

/** The environment in which `node` is the project's own, or the machine's where that is new enough. */
export function toolEnvironment(extra = {}) {
  const own = existsSync(join(bin, "node"));
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (!own && (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]))) {
    fail(
      `Node ${NEEDED.join(".")} or newer is needed; this is ${process.version}, and no Node package fits this machine.`,
    );
  }
  return { ...process.env, WRANGLER_SEND_METRICS: "false", PATH: [bin, process.env.PATH].join(delimiter), ...extra };
}

/** Runs a tool of the project to its end; anything but success ends this process too. */
export function runTool(tool, args, { env = {}, stdio = "inherit" } = {}) {
  const result = spawnSync(tool, args, {
    cwd: root,
    env: toolEnvironment(env),
    stdio,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status === 0) return result.stdout ?? "";
  if (stdio !== "inherit") process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  process.exit(result.status ?? 1);
}

/** Starts a tool in a process group of its own, so that everything it starts can be ended with it. */
export function startTool(tool, args, { env = {}, stdio = ["ignore", "pipe", "pipe"] } = {}) {
  return spawn(tool, args, { cwd: root, env: toolEnvironment(env), stdio, detached: process.platform !== "win32" });
}

/** Ends a started tool and all it started: asked first, then made to. */
export async function stopTool(child, patienceMs = 5_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
  signal(child, "SIGKILL");
}

/** Ends a started tool and all it started as a power cut would: nothing gets a chance to tidy up. */
export async function killTool(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signal(child, "SIGKILL");
  await gone;
}

function signal(child, name) {
  try {
    if (process.platform === "win32") child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
