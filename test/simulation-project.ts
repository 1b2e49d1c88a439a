import { resolve } from "node:path";

/** What cannot be loaded outside workerd, and is not what the simulation is about; by who imports it. */
const STUBS: readonly (readonly [RegExp, string])[] = [
  [/: cloudflare:workers$/, "test/simulation/stand-ins/durable.ts"],
  [/\.wasm(?:\?.*)?$/, "test/simulation/stand-ins/nothing.ts"],
  [/: #h264$/, "test/simulation/stand-ins/nothing.ts"],
  // Pictures are not decoded here: that is shown elsewhere.
  [/src\/painting\/.*: \.\/check$/, "test/simulation/stand-ins/check.ts"],
  [/src\/media\/.*: \.\/placeholder$/, "test/simulation/stand-ins/placeholder.ts"],
  [/src\/agent\/.*: \.\/desk$/, "test/simulation/stand-ins/desk.ts"],
];

/** The core in Node itself, over stand-ins for the platform whose time and order come out of a seed. */
export const simulationProject = {
  plugins: [
    {
      name: "stand-ins",
      enforce: "pre" as const,
      resolveId: (id: string, importer = "") => {
        const [, file] = STUBS.find(([pattern]) => pattern.test(`${importer}: ${id}`)) ?? [];
        return file === undefined ? null : resolve(file);
      },
    },
  ],
  test: {
    name: "simulation",
    root: ".",
    include: ["test/simulation/**/*.test.ts"],
    testTimeout: 60_000,
    setupFiles: ["test/simulation/stand-ins/base64.ts"],
  },
};
