import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** D1 over Node's SQLite: the same statements, the same transactions, and a clock that can be set. */
export class MemoryD1 {
  readonly #db = new DatabaseSync(":memory:");

  constructor(now: () => number) {
    // The database's own clock is the simulation's.
    this.#db.function("unixepoch", { varargs: true }, () => now() / 1_000);
  }

  /** The tables of this deployment. */
  migrate(): this {
    for (const file of readdirSync("migrations").toSorted()) this.#db.exec(readFileSync(`migrations/${file}`, "utf8"));
    return this;
  }

  prepare(sql: string): MemoryStatement {
    return new MemoryStatement(this, sql, []);
  }

  /** All of them or none. */
  async batch(statements: readonly MemoryStatement[]): Promise<Answer[]> {
    this.#db.exec("BEGIN");
    try {
      const answers = statements.map(({ sql, values }) => this.run(sql, values));
      this.#db.exec("COMMIT");
      return answers;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  async exec(sql: string): Promise<void> {
    this.#db.exec(sql);
  }

  run(sql: string, values: readonly SQLInputValue[]): Answer {
    try {
      const results = this.#db.prepare(sql).all(...values) as Record<string, unknown>[];
      const writes = !/^\s*(?:SELECT|WITH)/i.test(sql);
      const changes = writes ? Number(this.#db.prepare("SELECT changes() AS n").get()?.["n"]) : 0;
      return { success: true, results, meta: { changes } };
    } catch (error) {
      throw new Error(`D1_ERROR: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

interface Answer {
  readonly success: true;
  readonly results: Record<string, unknown>[];
  readonly meta: { readonly changes: number };
}

export class MemoryStatement {
  readonly database: MemoryD1;
  readonly sql: string;
  readonly values: readonly SQLInputValue[];

  constructor(database: MemoryD1, sql: string, values: readonly SQLInputValue[]) {
    this.database = database;
    this.sql = sql;
    this.values = values;
  }

  bind(...values: unknown[]): MemoryStatement {
    return new MemoryStatement(this.database, this.sql, values.map(toSql));
  }

  run = async (): Promise<Answer> => this.database.run(this.sql, this.values);
  all = async (): Promise<Answer> => this.database.run(this.sql, this.values);

  async first(column?: string): Promise<unknown> {
    const [row] = this.database.run(this.sql, this.values).results;
    if (row === undefined) return null;
    return column === undefined ? row : (row[column] ?? null);
  }
}

function toSql(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === undefined) throw new Error("D1_TYPE_ERROR: undefined cannot be bound");
  return value as SQLInputValue;
}
