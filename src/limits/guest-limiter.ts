import { DurableObject } from "cloudflare:workers";

/**
 * What somebody without an account may take. One object per client address (named by its keyed hash) counts
 * sign-ups and pin attempts; one object for the whole deployment counts the credits given away in a day.
 */

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Pins may be tried this often before each further try has to wait. */
const FREE_PIN_ATTEMPTS = 5;
const FIRST_PIN_DELAY_MS = 30_000;
const LAST_PIN_DELAY_MS = 60 * 60 * 1_000;

export type Admission = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

export class GuestLimiter extends DurableObject<Env> {
  /** The object's clock; a test sets it. */
  protected now = (): number => Date.now();
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS taken (meter TEXT PRIMARY KEY, day INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS pin_attempts (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;`);
  }

  /** Takes `amount` from today's `limit` of the meter, all of it or nothing. Days are UTC. */
  take(meter: string, limit: number, amount: number): Admission {
    const now = this.now();
    const day = Math.floor(now / DAY_MS);
    const [row] = this.#sql
      .exec<{ amount: number }>("SELECT amount FROM taken WHERE meter = ? AND day = ?", meter, day)
      .toArray();
    const taken = row?.amount ?? 0;
    if (taken + amount > limit) return { ok: false, retryAfterSeconds: Math.ceil(((day + 1) * DAY_MS - now) / 1_000) };
    this.#sql.exec("INSERT OR REPLACE INTO taken (meter, day, amount) VALUES (?, ?, ?)", meter, day, taken + amount);
    return { ok: true };
  }

  /** Counts a try before it is judged, so that many at once cannot slip past. A day without tries forgets them. */
  attemptPin(): Admission {
    const now = this.now();
    const [row] = this.#sql.exec<{ count: number; at: number }>("SELECT count, at FROM pin_attempts").toArray();
    const count = row !== undefined && now - row.at < DAY_MS ? row.count : 0;
    if (row !== undefined && count >= FREE_PIN_ATTEMPTS) {
      const delay = Math.min(LAST_PIN_DELAY_MS, FIRST_PIN_DELAY_MS * 2 ** (count - FREE_PIN_ATTEMPTS));
      const wait = row.at + delay - now;
      if (wait > 0) return { ok: false, retryAfterSeconds: Math.ceil(wait / 1_000) };
    }
    this.#sql.exec("INSERT OR REPLACE INTO pin_attempts (only_row, count, at) VALUES (1, ?, ?)", count + 1, now);
    return { ok: true };
  }

  /** The pin was right: that try does not count. Earlier ones still do. */
  forgivePin(): void {
    this.#sql.exec("UPDATE pin_attempts SET count = max(0, count - 1)");
  }
}
