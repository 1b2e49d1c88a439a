// npm run deploy: to the Cloudflare account wrangler is logged in to. The first deploy creates the database,
// the bucket and the queues, so tables come after it; later ones migrate first, so that new code meets them.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { prepare } from "./prepare.mjs";
import { root, runTool, toolEnvironment } from "./toolchain.mjs";

await prepare();

const migrate = () => runTool("wrangler", ["d1", "migrations", "apply", "DB_0", "--remote"], { env: { CI: "true" } });
const dryRun = process.argv.includes("--dry-run");

if (dryRun) {
  runTool("wrangler", ["deploy", "--dry-run"]);
} else if (isDeployed()) {
  migrate();
  runTool("wrangler", ["deploy"]);
} else {
  deployWithNewSecret();
  migrate();
}

/** A Worker that has its secret has been deployed before; a new secret would orphan every stored picture. */
function isDeployed() {
  const listed = spawnSync("wrangler", ["secret", "list", "--format", "json"], {
    cwd: root,
    env: toolEnvironment(),
    encoding: "utf8",
  });
  if (listed.status === 0) return JSON.parse(listed.stdout).some((secret) => secret.name === "SERVER_SECRET");
  if (/not found|does not exist|10007/i.test(listed.stdout + listed.stderr)) return false;
  process.stderr.write(listed.stdout + listed.stderr);
  process.exit(1);
}

function deployWithNewSecret() {
  const folder = mkdtempSync(join(tmpdir(), "edgel-"));
  const file = join(folder, "secrets.json");
  try {
    writeFileSync(file, JSON.stringify({ SERVER_SECRET: randomBytes(32).toString("hex") }), { mode: 0o600 });
    runTool("wrangler", ["deploy", "--secrets-file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
