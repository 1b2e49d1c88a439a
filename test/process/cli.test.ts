import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error -- plain JavaScript, so that it runs without anything installed
import { createProgress } from "../../scripts/cli/progress.mjs";
import { call, startServer, type TestServer } from "../support/server";

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), "edgel-cli-"));
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** The command as a person runs it, in a folder of its own. */
async function edgel(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [resolve("scripts/cli/edgel.mjs"), ...args], {
    cwd: folder,
    env: { ...process.env, EDGEL_URL: server.origin, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (out += String(chunk)));
  child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  return { code, out, said };
}

describe("edgel", () => {
  it("signs up on first use, keeps the credentials for its owner alone, and writes the picture", async () => {
    const { code, out, said } = await edgel([
      "a red fox in the snow",
      "-o",
      "fox.png",
      "--ratio",
      "16:9",
      "--seed",
      "7",
    ]);
    expect({ code, out }, said).toEqual({ code: 0, out: "fox.png\n" });
    expect(said).toMatch(/a new account, acc_\w+; its key and pin are in \.env/);
    const { width, height, format } = await sharp(join(folder, "fox.png")).metadata();
    expect([width, height, format]).toEqual([1344, 756, "png"]);
    const kept = readFileSync(join(folder, ".env"), "utf8");
    expect(kept).toMatch(/^MYAPI_API_KEY=hq_live_\w+\nMYAPI_ACCOUNT_ID=acc_\w+\nMYAPI_PIN=hq_pin_\w+\n$/);
    expect(statSync(join(folder, ".env")).mode & 0o777).toBe(0o600);
  });

  it("finds its account again, and draws the same for the same seed", async () => {
    const { code, out, said } = await edgel(["a red fox in the snow", "--ratio", "16:9", "--seed", "7", "--json"]);
    expect(code, said).toBe(0);
    expect(said).not.toContain("a new account");
    expect(JSON.parse(out)).toMatchObject({ type: "image", status: "succeeded", input: { seed: 7 } });
    const [one, other] = ["fox.png", "a-red-fox-in-the-snow.png"].map((name) =>
      sharp(readFileSync(join(folder, name)))
        .raw()
        .toBuffer(),
    );
    expect((await one)?.equals((await other) ?? Buffer.of())).toBe(true);
    const key = /MYAPI_API_KEY=(\S+)/.exec(readFileSync(join(folder, ".env"), "utf8"))?.[1] ?? "";
    expect(await call(server, "GET", "/image/list", key)).toHaveLength(2);
  });

  it("has an agent work on a picture, and tells every turn", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#36c"/></svg>';
    writeFileSync(join(folder, "blue.jpg"), await sharp(Buffer.from(svg)).jpeg().toBuffer());
    const { code, out, said } = await edgel(["make it black and white", "-i", "blue.jpg", "-o", "grey.png"]);
    expect({ code, out }, said).toEqual({ code: 0, out: "grey.png\n" });
    expect(said).toMatch(/^ +\d+ %  Opened reference_1, 600 × 400 pixels\.$/m);
    expect(said).toMatch(/^ +\d+ %  Turn 1, recolor: Made reference_1/m);
    const [, r = -1, g = -2, b = -3] = [0, ...(await sharp(join(folder, "grey.png")).resize(1, 1).raw().toBuffer())];
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(4);
  });

  it("is a package by itself, which brings nothing and runs where it is installed", () => {
    const place = mkdtempSync(join(tmpdir(), "edgel-packed-"));
    try {
      const npm = (...args: string[]): string => execFileSync("npm", args, { cwd: place, encoding: "utf8" });
      const [packed] = JSON.parse(npm("pack", "--json", resolve("scripts/cli")));
      const files = packed.files.map(({ path }: { path: string }) => path);
      expect(files).toContain("edgel.mjs");
      expect(files.every((path: string) => /\.mjs$|^package\.json$|^README\.md$/.test(path))).toBe(true);
      npm("install", "--no-audit", "--no-fund", "--prefix", place, join(place, packed.filename));
      const said = execFileSync(join(place, "node_modules/.bin/edgel"), ["-h"], { encoding: "utf8" });
      expect(said).toContain('edgel "PROMPT" [options]');
      expect(readdirSync(join(place, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["edgel"]);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  it("draws a bar on a terminal, one line that shows how far it is", async () => {
    let written = "";
    const progress = createProgress({ isTTY: true, columns: 60, write: (text: string) => void (written += text) });
    progress.note("24 of 48 frames are rendered.", 0.5);
    await expect.poll(() => written).toMatch(/█{10}░{10}  50 % \d+\.\d s {2}24 of 48 frames/);
    progress.done("clip.mp4");
    expect(written).toMatch(/\r\u001b\[2Kclip\.mp4\n$/);
    expect(Math.max(...written.split("\r").map((line) => line.replace("\u001b[2K", "").trimEnd().length))).toBeLessThan(
      60,
    );
  });

  it.each([
    [[], /say what to draw/],
    [["a cat", "--seed", "x"], /--seed has to be a number/],
    [["a cat", "--colour", "red"], /Unknown option '--colour'/],
    [["a cat", "--video", "-i", "a.png"], /--video takes no --image/],
  ])("%j is answered with what is wrong, and how it is used", async (args, reason) => {
    const { code, out, said } = await edgel(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(said).toMatch(reason);
    expect(said).toContain('edgel "PROMPT" [options]');
  });

  it("passes on what a server refuses, and says where there is none; nothing is written", async () => {
    const refused = await edgel(["a cat", "--ratio", "7:5", "-o", "none.png"]);
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/^edgel: .*\(422\)$/m);
    const wrong = await edgel(["a cat", "-o", "none.png"], { EDGEL_API_KEY: "hq_live_wrong" });
    expect([wrong.code, wrong.said]).toEqual([1, expect.stringMatching(/\(401\)/)]);
    const nowhere = await edgel(["a cat", "-o", "none.png"], { EDGEL_URL: "http://127.0.0.1:18099" });
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringContaining("cannot be reached")]);
    expect(existsSync(join(folder, "none.png"))).toBe(false);
  });
});
