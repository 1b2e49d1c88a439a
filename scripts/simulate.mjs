// npm run simulate -- --seeds 5000 --first 1: the core in bad weather, a seed a run, on every core of this machine.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { prepare } from "./prepare.mjs";
import { startTool } from "./toolchain.mjs";

const { seeds, first } = parseArgs({
  options: { seeds: { type: "string", default: "5000" }, first: { type: "string", default: "1" } },
}).values;

await prepare();
const cores = Math.min(availableParallelism(), Number(seeds));
const share = Math.ceil(Number(seeds) / cores);
const began = Date.now();
const ends = await Promise.all(
  Array.from({ length: cores }, (_, core) => {
    const from = Number(first) + core * share;
    const count = Math.min(share, Number(first) + Number(seeds) - from);
    const run = startTool(
      "vitest",
      ["run", "--config", "test/vitest.config.ts", "--project", "simulation", "test/simulation/simulation"],
      {
        env: { SEEDS: String(count), FIRST_SEED: String(from) },
        stdio: "inherit",
      },
    );
    return new Promise((resolve) => run.once("exit", resolve));
  }),
);
console.log(`${seeds} seeds in ${((Date.now() - began) / 1_000).toFixed(0)} s on ${cores} cores.`);
process.exit(ends.every((code) => code === 0) ? 0 : 1);
