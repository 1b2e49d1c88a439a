// npm run bench: what a picture costs and how long it takes, on this machine.
import { prepare } from "./prepare.mjs";
import { runTool } from "./toolchain.mjs";

await prepare();
runTool("vitest", ["run", "--config", "bench/vitest.config.ts"]);
runTool("node", ["bench/accept.mjs"]);
runTool("node", ["bench/illustrator.mjs"]);
runTool("node", ["bench/animator.mjs"]);
runTool("node", ["bench/agent.mjs"]);
runTool("node", ["bench/stream.mjs"]);
