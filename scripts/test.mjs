// npm test: everything, from a bare clone. Arguments go to vitest: npm test -- test/limits.
import { prepare } from "./prepare.mjs";
import { runTool } from "./toolchain.mjs";

await prepare();
runTool("vitest", ["run", "--config", "test/vitest.config.ts", ...process.argv.slice(2)]);
