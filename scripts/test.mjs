// npm test: everything, from a bare clone. `--fast` leaves out what starts servers or reads the whole source; other
// arguments go to vitest: npm test -- test/limits.
import { once } from "node:events";
import { prepare } from "./prepare.mjs";
import { runTool, startTool } from "./toolchain.mjs";

/** What runs side by side: one workerd each for the first two, and servers that are mostly waited for. */
const LANES = [["api"], ["pictures"], ["repo", "simulation", "process"]];

const run = (...args) => ["run", "--config", "test/vitest.config.ts", ...args];

await prepare();
const given = process.argv.slice(2);
const fast = given[0] === "--fast";
if (given.length > 0 && !fast) runTool("vitest", run(...given));
else {
  const lanes = LANES.slice(0, fast ? 2 : 3).map((projects) => {
    const workers = projects.includes("process") ? 3 : 1;
    const names = projects.flatMap((project) => ["--project", project]);
    return startTool("vitest", run("--maxWorkers", String(workers), ...names), { stdio: "inherit" });
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => lanes.forEach((lane) => lane.kill(signal)));
  const ends = await Promise.all(lanes.map((lane) => once(lane, "exit")));
  process.exitCode = ends.every(([code]) => code === 0) ? 0 : 1;
}
