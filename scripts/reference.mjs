// Puts the viewer of the API's document where it is served from: the package's own files, and the page that holds them.
import { createRequire } from "node:module";
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyChanged } from "./files.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "src", "docs", "reference");
const target = join(root, ".assets", "reference");
const require = createRequire(import.meta.url);
const VIEWER = ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE", "NOTICE"];

export function buildReference() {
  mkdirSync(target, { recursive: true });
  const viewer = dirname(require.resolve("swagger-ui-dist/package.json"));
  for (const file of VIEWER) copyChanged(join(viewer, file), join(target, file));
  for (const file of readdirSync(source)) copyChanged(join(source, file), join(target, file));
}
