// Builds the studio: its modules and styles as one file each, named by what is in them, so that browsers keep them.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyChanged, writeChanged } from "./files.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "src", "studio");
const target = join(root, ".assets", "studio");

export async function buildStudio() {
  // Not at the top: this file is read before the packages are installed.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: { studio: join(source, "main.tsx") },
    outdir: target,
    entryNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["chrome123", "firefox128", "safari17.5"],
    tsconfig: join(source, "tsconfig.json"),
    legalComments: "none",
  });
  const built = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const names = Object.fromEntries([...built.keys()].map((name) => [name.split(".").at(-1), name]));
  const page = readFileSync(join(source, "index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, kind) => names[kind]);
  mkdirSync(join(target, "samples"), { recursive: true });
  for (const old of readdirSync(target)) if (/-\w+\.(js|css)$/.test(old) && !built.has(old)) rmSync(join(target, old));
  for (const [name, contents] of [...built, ["index.html", page]]) writeChanged(join(target, name), contents);
  copyChanged(join(source, "icon.svg"), join(target, "icon.svg"));
  // Pages are served by the Worker, which says what they may load; their files by themselves may do nothing.
  copyChanged(join(source, "_headers"), join(target, "..", "_headers"));
  for (const sample of readdirSync(join(source, "samples")))
    copyChanged(join(source, "samples", sample), join(target, "samples", sample));
}
