import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
// @ts-expect-error -- plain JavaScript, so that it runs before anything is installed
import { migrateLocal } from "../../scripts/local.mjs";

/** Storage that has its tables, for the migrations as they are: making it takes longer than starting a server. */
function place(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync("migrations").toSorted())
    hash.update(file).update(readFileSync(join("migrations", file)));
  return resolve(".wrangler", `migrated-${hash.digest("hex").slice(0, 16)}`);
}

/** Makes it, unless it is there: once before all tests that start servers. */
export function setup(): void {
  if (existsSync(place())) return;
  mkdirSync(resolve(".wrangler"), { recursive: true });
  const making = mkdtempSync(resolve(".wrangler", "migrating-"));
  migrateLocal(making);
  try {
    renameSync(making, place());
  } catch (error) {
    // Another run was quicker.
    rmSync(making, { recursive: true });
    if (!existsSync(place())) throw error;
  }
}

/** Fresh storage with all its tables. */
export function freshState(): string {
  const folder = mkdtempSync(join(tmpdir(), "edgel-state-"));
  cpSync(place(), folder, { recursive: true });
  return folder;
}
