import type { Plan } from "../core/principal";
import { creditsIn } from "./ledger";
import type { Shards } from "./shards";
import { NOW, toDate, toDateOrNull } from "./sql";

export interface Account {
  readonly id: string;
  readonly label: string | null;
  readonly plan: Plan;
  readonly ownerId: string | null;
  readonly linkedAt: Date | null;
  /** It may read what it has, and do nothing else. */
  readonly frozen: boolean;
  readonly createdAt: Date;
}

export interface AccountRow {
  readonly id: string;
  readonly label: string | null;
  readonly plan: Plan;
  readonly owner_id: string | null;
  readonly linked_at: number | null;
  readonly frozen_at: number | null;
  readonly created_at: number;
}

const COLUMNS = "id, label, plan, owner_id, linked_at, frozen_at, created_at";

export const toAccount = (row: AccountRow): Account => ({
  id: row.id,
  label: row.label,
  plan: row.plan,
  ownerId: row.owner_id,
  linkedAt: toDateOrNull(row.linked_at),
  frozen: row.frozen_at !== null,
  createdAt: toDate(row.created_at),
});

export interface NewAccount {
  readonly id: string;
  readonly label: string | null;
  readonly pinHash: string;
  readonly openingCredits: number;
}

export const createAccountStore = (shards: Shards) => ({
  /** The account, its balance and its opening credits, all or none. */
  async insert(account: NewAccount): Promise<void> {
    const db = shards.ofAccount(account.id);
    await db.batch([
      db
        .prepare(`INSERT INTO accounts (id, label, pin_hash, created_at) VALUES (?1, ?2, ?3, ${NOW})`)
        .bind(account.id, account.label, account.pinHash),
      db.prepare("INSERT INTO balances (account_id) VALUES (?1)").bind(account.id),
      ...(account.openingCredits > 0
        ? [creditsIn(db, "grant", account.id, `opening:${account.id}`, account.openingCredits)]
        : []),
    ]);
  },

  async find(id: string): Promise<Account | null> {
    const row = await shards
      .ofAccount(id)
      .prepare(`SELECT ${COLUMNS} FROM accounts WHERE id = ?1`)
      .bind(id)
      .first<AccountRow>();
    return row && toAccount(row);
  },

  /** The account a pin opens, with the hash to compare. */
  async findByPin(shard: number, pinHash: string): Promise<{ account: Account; pinHash: string } | null> {
    const row = await shards
      .at(shard)
      ?.prepare(`SELECT ${COLUMNS}, pin_hash FROM accounts WHERE pin_hash = ?1`)
      .bind(pinHash)
      .first<AccountRow & { pin_hash: string }>();
    return row ? { account: toAccount(row), pinHash: row.pin_hash } : null;
  },

  /** The number of the account's signing secret, and when it was made; `null` for the first. */
  async webhookSecret(id: string): Promise<{ number: number; since: Date | null }> {
    const row = await shards
      .ofAccount(id)
      .prepare("SELECT webhook_secret, webhook_secret_since FROM accounts WHERE id = ?1")
      .bind(id)
      .first<{ webhook_secret: number; webhook_secret_since: number | null }>();
    return { number: row?.webhook_secret ?? 1, since: toDateOrNull(row?.webhook_secret_since ?? null) };
  },

  async renewWebhookSecret(id: string): Promise<void> {
    await shards
      .ofAccount(id)
      .prepare(`UPDATE accounts SET webhook_secret = webhook_secret + 1, webhook_secret_since = ${NOW} WHERE id = ?1`)
      .bind(id)
      .run();
  },

  /** True when the account now belongs to the owner; false when it already belongs to somebody else. */
  async link(accountId: string, ownerId: string): Promise<boolean> {
    const { meta } = await shards
      .ofAccount(accountId)
      .prepare(
        `UPDATE accounts SET owner_id = ?2, linked_at = coalesce(linked_at, ${NOW})
         WHERE id = ?1 AND (owner_id IS NULL OR owner_id = ?2)`,
      )
      .bind(accountId, ownerId)
      .run();
    return meta.changes === 1;
  },

  /** The accounts an owner has adopted, from every shard. */
  async linkedTo(ownerId: string): Promise<readonly Account[]> {
    const pages = await Promise.all(
      shards.all.map((db) =>
        db.prepare(`SELECT ${COLUMNS} FROM accounts WHERE owner_id = ?1 ORDER BY id`).bind(ownerId).all<AccountRow>(),
      ),
    );
    return pages.flatMap((page) => page.results.map(toAccount));
  },
});

export type AccountStore = ReturnType<typeof createAccountStore>;
