import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { unstable_readConfig as readConfig } from "wrangler";
import { BINDINGS } from "../worker-project.ts";

const STAND_INS: Readonly<Record<string, string>> = {
  "cloudflare:workers": "test/mutation/stand-ins/workers.ts",
  "cloudflare:test": "test/mutation/stand-ins/tools.ts",
};

/**
 * The tests of what must never break, in Node itself over the simulation's stand-ins, where Stryker can switch its
 * mutants one at a time.
 */
export default defineConfig({
  plugins: [
    {
      name: "stand-ins",
      enforce: "pre",
      resolveId: (id) => (STAND_INS[id] === undefined ? null : resolve(STAND_INS[id])),
      // As wrangler gives them to a Worker.
      load: (id) =>
        id.endsWith(".wasm")
          ? `export default new WebAssembly.Module(Uint8Array.from(atob("${readFileSync(id).toString("base64")}"), (one) => one.charCodeAt(0)));`
          : null,
    },
  ],
  test: {
    name: "mutation",
    include: [
      "test/core/{ssrf,webhook}.test.ts",
      "test/{limits,webhooks}/*.test.ts",
      "test/store/ledger.test.ts",
      "test/jobs/{run,worker}.test.ts",
    ],
    env: { SETTINGS: JSON.stringify({ ...readConfig({ config: "wrangler.toml" }).vars, ...BINDINGS }) },
    setupFiles: ["test/simulation/stand-ins/base64.ts"],
    server: { deps: { inline: [/@jsquash/, /@resvg/] } },
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    onConsoleLog: (line) => !line.startsWith('{"event":'),
  },
});
