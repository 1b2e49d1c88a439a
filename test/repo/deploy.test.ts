import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const wrangler = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await run("node_modules/.bin/wrangler", args, {
    env: { ...process.env, CI: "true", WRANGLER_SEND_METRICS: "false" },
  });
  return stdout + stderr;
};

/** Of the upload, compressed. */
const MAX_UPLOAD_KIB = 5 * 1_024;
/** What Cloudflare gives a Worker. */
const MAX_STARTUP_MS = 1_000;

describe("a deploy", () => {
  it("passes its dry run, below 5 MB compressed, with every binding there", async () => {
    const output = await wrangler("deploy", "--dry-run", "--outdir", mkdtempSync(join(tmpdir(), "edgel-")));
    const [, gzip = "Infinity"] = /gzip: ([\d.]+) KiB/.exec(output) ?? [];
    expect(Number(gzip)).toBeLessThan(MAX_UPLOAD_KIB);
    for (const binding of [
      "DB_0",
      "MEDIA",
      "ASSETS",
      "JOBS ",
      "JOBS_DEAD",
      "ACCOUNT_LIMITER",
      "GUEST_LIMITER",
      "READS",
    ]) {
      expect(output).toContain(`env.${binding}`);
    }
    console.log(`upload: ${gzip} KiB gzip`);
  });

  it("starts within the second that there is", async () => {
    const output = await wrangler(
      "check",
      "startup",
      "--outfile",
      join(mkdtempSync(join(tmpdir(), "edgel-")), "worker.cpuprofile"),
    );
    const [, active = "Infinity"] = /Active: ([\d.]+) ms/.exec(output) ?? [];
    expect(Number(active)).toBeLessThan(MAX_STARTUP_MS);
    console.log(`start-up: ${active} ms active`);
  });
});
