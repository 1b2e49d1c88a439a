/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "test/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  mutate: [
    "src/store/ledger.ts",
    "src/store/leases.ts",
    "src/jobs/run.ts",
    "src/core/webhook.ts",
    "src/webhooks/signing.ts",
    "src/limits/account-limiter.ts",
    "src/limits/guest-limiter.ts",
  ],
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: "dist/mutation.json" },
  clearTextReporter: { reportTests: false, logTests: false },
  timeoutMS: 20_000,
  concurrency: 2,
  // It would rewrite tsconfig.json with an interface of the compiler that TypeScript 7 no longer has.
  tsconfigFile: "test/mutation/none.json",
  tempDirName: ".stryker",
  ignorePatterns: ["/bench", "/docs", "/dist", "/.wrangler"],
};
