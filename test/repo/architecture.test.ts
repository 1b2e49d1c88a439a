import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join("src", file));
const text = (file: string): string => readFileSync(file, "utf8");

/** From the ground up: a file may import from its own layer or from one before it. */
const LAYERS = [
  ["src/core", "src/config.ts", "src/env.d.ts"],
  ["src/raster"],
  ["src/video"],
  ["src/store", "src/limits", "src/models"],
  ["src/accounts", "src/media", "src/webhooks"],
  ["src/failover"],
  ["src/moderation", "src/painting"],
  ["src/agent"],
  ["src/jobs"],
  ["src/chat", "src/operator"],
  ["src/services.ts"],
  ["src/dialects", "src/docs", "src/mcp"],
  ["src/account-limiter.ts", "src/app.ts", "src/consumer.ts"],
  ["src/index.ts"],
  // A client of the API like any other, in a browser.
  ["src/studio"],
];
const rank = (file: string): number =>
  LAYERS.findIndex((layer) => layer.some((part) => file === part || file.startsWith(`${part}/`)));

const imports = files.flatMap((from) =>
  [...text(from).matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, target = ""]) => {
    const path = relative(".", resolve(dirname(from), target));
    return { from, to: [path, `${path}.ts`, `${path}.tsx`].find((candidate) => files.includes(candidate)) ?? path };
  }),
);

describe("the source", () => {
  it("gives every file a layer", () => {
    expect(files.filter((file) => rank(file) < 0)).toEqual([]);
  });

  it("imports only from its own layer or from below", () => {
    const upward = imports.filter(({ from, to }) => rank(to) > rank(from));
    expect(upward.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("keeps dialects away from models, stores and limits, and models away from everything but the ground", () => {
    const forbidden = imports.filter(
      ({ from, to }) =>
        (from.startsWith("src/dialects") && /^src\/(models|store|limits)\//.test(to)) ||
        (from.startsWith("src/models") && !/^src\/(models|core|raster|video)\//.test(to)),
    );
    expect(forbidden.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("gives the studio nothing of the server but types", () => {
    const taken = files
      .filter((file) => file.startsWith("src/studio/"))
      .flatMap((file) =>
        [...text(file).matchAll(/^import (?!type)[^;]*from "((?:\.\.\/)+[^"]+)"/gm)].map(([, to]) => [file, to]),
      );
    const outside = taken.filter(
      ([file = "", to = ""]) => !relative("src/studio", resolve(dirname(file), to)).match(/^[a-z]/),
    );
    expect(outside).toEqual([]);
    expect(text("src/studio/jobs.ts")).toContain('import type { JobData } from "../dialects/');
  });

  const only = (pattern: RegExp, allowed: RegExp) =>
    files.filter((file) => pattern.test(text(file)) && !allowed.test(file) && file !== "src/env.d.ts");

  it("has SQL in stores and in the Durable Objects only", () => {
    expect(only(/\.prepare\(|sql\.exec/, /^src\/(store|limits)\//)).toEqual([]);
  });

  it("knows Hono in the app, the dialects and the documents only", () => {
    expect(only(/from "(?:hono|@hono\/)/, /^src\/(app\.ts|dialects\/|docs\/)/)).toEqual([]);
  });

  it("reads bindings in services.ts only", () => {
    expect(only(/\benv\.[A-Z]/, /^src\/(services\.ts$|studio\/)/)).toEqual([]);
  });

  it("extends Durable Objects in limits only", () => {
    expect(only(/from "cloudflare:workers"/, /^src\/limits\//)).toEqual([]);
  });

  it("has no file above 300 lines", () => {
    const long = files.filter((file) => file !== "src/env.d.ts" && text(file).split("\n").length > 300);
    expect(long).toEqual([]);
  });

  it("registers every dialect and every setting", () => {
    const registry = text("src/dialects/index.ts");
    for (const file of files.filter((file) => /export const \w+: Dialect =/.test(text(file)))) {
      expect(registry, file).toContain(`from "./${relative("src/dialects", file).replace(/\.ts$/, "")}"`);
    }
    const settings = text("src/models/illustrator/settings/index.ts");
    for (const file of files) {
      for (const [, name = ""] of text(file).matchAll(/export const (\w+): Setting =/g))
        expect(settings, name).toContain(name);
    }
  });
});

describe("the project", () => {
  it("shows only what belongs at the top", () => {
    const shown = readdirSync(".").filter(
      (name) => !name.startsWith(".") && !["node_modules", "dist", "coverage"].includes(name),
    );
    const agreed = [
      "LICENSE",
      "README.md",
      "bench",
      "docs",
      "migrations",
      "package-lock.json",
      "package.json",
      "scripts",
      "src",
      "test",
      "tsconfig.json",
      "wrangler.toml",
    ];
    expect(shown.filter((name) => !agreed.includes(name))).toEqual([]);
  });

  it("pins every version, and its lock file names no registry host", () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text("package.json"));
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    // A package without a version is one the registry lacked for some platform: `npm ci` would refuse it.
    const locked = Object.entries<{ version?: string }>(JSON.parse(text("package-lock.json")).packages);
    expect(locked.filter(([path, { version }]) => path !== "" && version === undefined)).toEqual([]);
    expect(text("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });

  it("speaks the AI SDK's specification v4 throughout", () => {
    const version = (name: string): string => JSON.parse(text(`node_modules/${name}/package.json`)).version;
    expect(version("ai")).toMatch(/^7\./);
    expect(version("@ai-sdk/provider")).toMatch(/^4\./);
    const lock = Object.keys(JSON.parse(text("package-lock.json")).packages);
    expect(lock.filter((path) => path.endsWith("/@ai-sdk/provider"))).toEqual(["node_modules/@ai-sdk/provider"]);
  });
});
