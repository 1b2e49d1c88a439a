// npm run bench: what a picture costs and how long it takes, on this machine.
import { buildArtwork } from "./artwork.mjs";
import { ensureInstalled, runTool } from "./toolchain.mjs";

ensureInstalled();
await buildArtwork();
runTool("vitest", ["run", "--config", "bench/vitest.config.ts"]);
runTool("node", ["bench/accept.mjs"]);
runTool("node", ["bench/illustrator.mjs"]);
