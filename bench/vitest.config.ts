import { defineConfig } from "vitest/config";
import { workerProject } from "../test/worker-project.ts";

/** The measurements that run in workerd, on the tests' bindings. */
export default defineConfig(async () => await workerProject("bench", ["bench/**/*.bench.ts"], 300_000));
