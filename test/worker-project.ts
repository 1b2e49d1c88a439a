import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { OPEN_SETTINGS } from "./support/settings.ts";

/** The settings of a test. */
export const BINDINGS = {
  SERVER_SECRET: "a secret of the test suite, 32 characters and more",
  ...OPEN_SETTINGS,
  // What `npm start` has left in .dev.vars is no matter of the tests.
  WEBHOOKS_TO_LOCAL: "off",
  ADMIN_TOKEN: "the-operator-of-the-test-suite",
  FUZZ_CASES: process.env["FUZZ_CASES"] ?? "2000",
  FUZZ_SEED: process.env["FUZZ_SEED"] ?? "",
};

/** A vitest project that runs in workerd, with the bindings of wrangler.toml and the settings of a test. */
export async function workerProject(name: string, include: string[], testTimeout = 60_000) {
  const bindings = { ...BINDINGS, TEST_MIGRATIONS: await readD1Migrations("migrations") };
  return {
    plugins: [
      cloudflareTest({
        wrangler: { configPath: "./wrangler.toml" },
        remoteBindings: false,
        miniflare: { bindings, d1Databases: { OTHER_DB: "other-shard" } },
      }),
    ],
    // The package's own modules reach for Node where they find it; its bundle for browsers does not.
    resolve: { alias: { mediabunny: "./node_modules/mediabunny/dist/bundles/mediabunny.min.mjs" } },
    test: {
      name,
      root: ".",
      include,
      // Loading the product for each file takes longer than most of them: all of a project share one workerd.
      isolate: false,
      testTimeout,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 10_000 } },
      setupFiles: ["test/setup.ts"],
      globalSetup: ["test/wire/server.ts"],
    },
  };
}
