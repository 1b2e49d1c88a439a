// npm run mutate: Stryker changes what must never break, a change at a time, and each has to turn a test red.
// -- --mutate src/core/webhook.ts for one file.
import { prepare } from "./prepare.mjs";
import { runTool } from "./toolchain.mjs";

await prepare();
runTool("stryker", ["run", "test/mutation/stryker.config.mjs", ...process.argv.slice(2)]);
