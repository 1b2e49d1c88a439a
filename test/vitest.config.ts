import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** `worker` runs in workerd with the real bindings, `repo` reads the source, `process` starts and kills servers. */
export default defineConfig(async () => ({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            remoteBindings: false,
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
                SERVER_SECRET: "a secret of the test suite, 32 characters and more",
                OPENING_BALANCE_CREDITS: "500",
                DAILY_FREE_BUDGET_CREDITS: "1000000",
                ADDRESS_LIMITS: "off",
              },
            },
          }),
        ],
        test: {
          name: "worker",
          root: ".",
          include: ["test/{core,store,limits,models,accounts,media,jobs,dialects}/**/*.test.ts", "test/*.test.ts"],
          setupFiles: ["test/setup.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: { name: "repo", root: ".", include: ["test/repo/**/*.test.ts"], testTimeout: 120_000 },
      },
      {
        test: {
          name: "process",
          root: ".",
          include: ["test/process/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
}));
