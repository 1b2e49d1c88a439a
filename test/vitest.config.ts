import { defineConfig } from "vitest/config";
import { simulationProject } from "./simulation-project.ts";
import { workerProject } from "./worker-project.ts";

const WORKER_TESTS = [
  "test/{core,raster,store,limits,models,accounts,media,webhooks,painting,agent,providers,jobs,dialects,fuzz,attacks}/**/*.test.ts",
  "test/*.test.ts",
];

/** `worker` runs in workerd with the real bindings, `simulation` runs the core over stand-ins,
 * `repo` reads the source, `process` starts and kills servers. */
export default defineConfig(async () => ({
  test: {
    // Our own log, a line an event, says nothing a failing test does not say better.
    onConsoleLog: (line: string) => !line.startsWith('{"event":'),
    projects: [
      await workerProject("worker", WORKER_TESTS, 60_000),
      simulationProject,
      { test: { name: "repo", root: ".", include: ["test/repo/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          name: "process",
          root: ".",
          include: ["test/process/**/*.test.ts"],
          testTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
}));
