import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

/** The files a clone would have, beside the packages of this one. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), "edgel-clone-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  for (const file of files.trim().split("\n").filter(existsSync)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

/** `npm start` as a person runs it, until it has said how to go on. */
async function start(folder: string): Promise<{ child: ChildProcess; output: string }> {
  const child = spawn("node", ["scripts/start.mjs"], {
    cwd: folder,
    env: { ...process.env, PORT: "18790" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += String(chunk)));
  await expect.poll(() => output, { timeout: 90_000, interval: 200 }).toContain("Ctrl-C stops it");
  return { child, output };
}

const stop = async (child: ChildProcess): Promise<number | null> => {
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  return await exited;
};
const find = (output: string, pattern: RegExp): string => pattern.exec(output)?.[1] ?? "";

it("npm start on a fresh clone draws a picture; Ctrl-C ends all of it, and a second start finds everything again", async () => {
  const folder = clone();
  try {
    const first = await start(folder);
    const url = find(first.output, /Picture {3}(\S+)/);
    const key = find(first.output, /API key {3}(\S+)/);
    expect(first.output).toContain("completed");
    expect(first.output.match(/^ {2}curl /gm)).toHaveLength(3);
    expect(readFileSync(join(folder, ".dev.vars"), "utf8")).toMatch(/^SERVER_SECRET=[0-9a-f]{64}$/m);
    expect(await stop(first.child)).toBe(0);
    await expect(fetch(url)).rejects.toThrow("fetch failed");

    const second = await start(folder);
    expect(find(second.output, /API key {3}(\S+)/)).toBe(key);
    expect(find(second.output, /Picture {3}(\S+)/)).not.toBe(url);
    const picture = await fetch(url);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    await picture.body?.cancel();
    expect(await stop(second.child)).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
