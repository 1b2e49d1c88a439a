import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** What `cloudflare:workers` gives a Durable Object's class to extend. */
export class DurableObject {
  protected readonly ctx: unknown;
  protected readonly env: unknown;
  constructor(ctx: unknown, env: unknown) {
    this.ctx = ctx;
    this.env = env;
  }
}

/** The storage of one object, which outlives its instances. */
export class MemoryStorage {
  readonly #db = new DatabaseSync(":memory:");
  readonly #values = new Map<string, unknown>();
  readonly #onAlarm: (at: number) => void;
  alarm: number | null = null;

  constructor(onAlarm: (at: number) => void) {
    this.#onAlarm = onAlarm;
  }

  readonly sql = {
    exec: (sql: string, ...values: SQLInputValue[]) => {
      if (values.length === 0 && sql.includes(";")) {
        this.#db.exec(sql);
        return { toArray: () => [], one: () => ({}) };
      }
      const rows = this.#db.prepare(sql).all(...values);
      return { toArray: () => rows, one: () => rows[0] };
    },
  };

  readonly kv = {
    get: (key: string) => this.#values.get(key),
    put: (key: string, value: unknown) => void this.#values.set(key, value),
    delete: (key: string) => void this.#values.delete(key),
  };

  getAlarm = async (): Promise<number | null> => this.alarm;

  async setAlarm(at: number): Promise<void> {
    this.alarm = at;
    this.#onAlarm(at);
  }

  async deleteAlarm(): Promise<void> {
    this.alarm = null;
  }
}
