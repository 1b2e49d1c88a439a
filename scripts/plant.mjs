// npm run plant: every bug of scripts/planted-bugs.mjs in turn, in a copy of the tree. One that no test notices fails it.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { prepare } from "./prepare.mjs";
import { BUGS } from "./planted-bugs.mjs";
import { root, toolEnvironment } from "./toolchain.mjs";

const LEFT_BEHIND = /^(?:node_modules|\.git|\.wrangler|dist)(?:$|\/)/;
const LONGEST_MS = 5 * 60_000;

await prepare();
const folder = mkdtempSync(join(tmpdir(), "edgel-planted-"));
cpSync(root, folder, { recursive: true, filter: (file) => !LEFT_BEHIND.test(relative(root, file)) });
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));

const wanted = process.argv.slice(2);
const chosen = BUGS.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const unnoticed = [];
try {
  for (const [name, file, there, planted, tests] of chosen) {
    const place = join(folder, file);
    const before = readFileSync(place, "utf8");
    if (!before.includes(there)) throw new Error(`“${name}” has nowhere to go: ${file} has changed`);
    writeFileSync(place, before.replace(there, planted));
    const noticed = isRed(tests);
    writeFileSync(place, before);
    console.log(`${noticed ? "noticed  " : "UNNOTICED"}  ${name}  (${tests})`);
    if (!noticed) unnoticed.push(name);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} planted bugs were noticed.`);
if (unnoticed.length > 0) process.exit(1);

/** Whether a test fails: not that there is none, nor that the tree no longer builds. */
function isRed(tests) {
  const args = ["run", "--config", "test/vitest.config.ts", "--bail", "1", ...tests.split(" ")];
  const { stdout, status } = spawnSync("vitest", args, {
    cwd: folder,
    env: toolEnvironment(),
    encoding: "utf8",
    timeout: LONGEST_MS,
  });
  return status !== 0 && /Tests\s+(?:\S*\s)*?\d+ failed/.test(stdout.replaceAll(/\u001b\[[0-9;]*m/g, ""));
}
