import { defineConfig } from "vitest/config";
import { simulationProject } from "./simulation-project.ts";
import { workerProject } from "./worker-project.ts";

const API_TESTS = [
  "test/{accounts,attacks,core,dialects,docs,fuzz,jobs,limits,mcp,store,webhooks}/**/*.test.ts",
  "test/*.test.ts",
];
const PICTURE_TESTS = ["test/{agent,media,models,painting,providers,raster}/**/*.test.ts"];

/**
 * `api` and `pictures` run in workerd with the real bindings, `simulation` runs the core over stand-ins, `repo` reads
 * the source, `process` starts and kills servers.
 */
export default defineConfig(async () => ({
  test: {
    // Our own log, a line an event, says nothing a failing test does not say better.
    onConsoleLog: (line: string) => !line.startsWith('{"event":'),
    projects: [
      await workerProject("api", API_TESTS),
      await workerProject("pictures", PICTURE_TESTS),
      simulationProject,
      { test: { name: "repo", root: ".", include: ["test/repo/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          name: "process",
          root: ".",
          include: ["test/process/**/*.test.ts"],
          globalSetup: "test/support/migrated.ts",
          testTimeout: 240_000,
        },
      },
    ],
  },
}));
