import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The database file of a service that has the table, in the storage of a local server. */
export function openDatabase(state: string, service: "d1" | "r2", table: string): DatabaseSync {
  const folder = join(state, "v3", service);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".sqlite"));
  for (const file of files) {
    const db = new DatabaseSync(join(folder, file));
    const { n } = db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = ?").get(table) as { n: number };
    if (n === 1) return db;
    db.close();
  }
  throw new Error("no database found");
}
