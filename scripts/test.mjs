// npm test: everything, from a bare clone. Arguments go to vitest: npm test -- test/limits.
import { ensureInstalled, runTool } from "./toolchain.mjs";
import { buildArtwork } from "./artwork.mjs";

ensureInstalled();
await buildArtwork();
runTool("vitest", ["run", "--config", "test/vitest.config.ts", ...process.argv.slice(2)]);
