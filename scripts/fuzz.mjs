// npm run fuzz -- --cases 50000 --seed 1: requests drawn from the API's own document; the seed of a failure is told.
import { parseArgs } from "node:util";
import { prepare } from "./prepare.mjs";
import { runTool } from "./toolchain.mjs";

const { cases, seed } = parseArgs({
  options: { cases: { type: "string", default: "50000" }, seed: { type: "string", default: "" } },
}).values;

await prepare();
runTool("vitest", ["run", "--config", "test/vitest.config.ts", "test/fuzz"], {
  env: { FUZZ_CASES: cases, FUZZ_SEED: seed },
});
