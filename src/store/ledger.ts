import { AFTER_A_CHANGE, NOW, toDate } from "./sql";
import type { Shards } from "./shards";

/** The balance an overdraft would break; its name is in the database's refusal. */
export const OVERDRAFT = "enough_credits";

type JobTransfer = "hold" | "capture" | "release";

/**
 * One transfer of a job's money, written only if the statement before it changed its row. A hold larger than
 * the balance makes the whole batch fail with {@link OVERDRAFT}.
 */
export const transferAfterAChange = (
  db: D1Database,
  kind: JobTransfer,
  job: { readonly id: string; readonly accountId: string },
  amount: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO transfers (subject, kind, account_id, amount, at)
       SELECT ?1, ?2, ?3, ?4, ${NOW} WHERE ${AFTER_A_CHANGE}`,
    )
    .bind(job.id, kind, job.accountId, amount);

/** Credits given or paid in. `reference` is unique for ever, so the same payment can be reported twice. */
export const creditsIn = (
  db: D1Database,
  kind: "grant" | "topup",
  accountId: string,
  reference: string,
  amount: number,
): D1PreparedStatement =>
  db
    .prepare(`INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, ?2, ?3, ?4, ${NOW})`)
    .bind(reference, kind, accountId, amount);

export interface Balance {
  readonly available: number;
  readonly held: number;
}

export interface Payment {
  readonly kind: "grant" | "topup";
  readonly amount: number;
  readonly at: Date;
}

/** The newest payments first; a year of daily top-ups fits. */
const MAX_PAYMENTS = 500;

export const createLedgerStore = (shards: Shards) => ({
  async balance(accountId: string): Promise<Balance> {
    const found = await shards
      .ofAccount(accountId)
      .prepare("SELECT available, held FROM balances WHERE account_id = ?1")
      .bind(accountId)
      .first<Balance>();
    return found ?? { available: 0, held: 0 };
  },

  async payments(accountId: string): Promise<readonly Payment[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare(
        `SELECT kind, amount, at FROM transfers
         WHERE account_id = ?1 AND kind IN ('grant', 'topup') ORDER BY at DESC LIMIT ${MAX_PAYMENTS}`,
      )
      .bind(accountId)
      .all<{ kind: "grant" | "topup"; amount: number; at: number }>();
    return results.map((row) => ({ kind: row.kind, amount: row.amount, at: toDate(row.at) }));
  },
});

export type LedgerStore = ReturnType<typeof createLedgerStore>;
