import type { EarlierRequest, Plan } from "../core/principal";
import { IDEMPOTENCY_WINDOW_MS } from "./jobs";
import type { Shards } from "./shards";
import { NOW, toDate } from "./sql";

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, enough for its owner to tell it from another. */
  readonly prefix: string;
  readonly createdAt: Date;
}

export interface KeyHolder {
  readonly keyId: string;
  readonly accountId: string;
  readonly plan: Plan;
  readonly frozen: boolean;
  readonly hash: string;
  readonly earlier: EarlierRequest | null;
}

interface HolderRow {
  readonly key_id: string;
  readonly account_id: string;
  readonly plan: Plan;
  readonly frozen: number;
  readonly hash: string;
  readonly job_id: string | null;
  readonly body_hash: string | null;
}

export const createKeyStore = (shards: Shards) => ({
  /**
   * Who holds a key, and what they used an Idempotency-Key for before, in one query: the whole of what a submit
   * must read. Always from the primary, so a revoked key is refused on the next request.
   */
  async findHolder(shard: number, hash: string, idempotencyKeyHash: string | null): Promise<KeyHolder | null> {
    const row = await shards
      .at(shard)
      ?.prepare(
        `SELECT k.id AS key_id, k.account_id, a.plan, a.frozen_at IS NOT NULL AS frozen, k.hash, j.id AS job_id, j.idempotency_body AS body_hash
         FROM api_keys k
         JOIN accounts a ON a.id = k.account_id
         LEFT JOIN jobs j ON j.account_id = k.account_id AND j.idempotency_key = ?2
                         AND j.created_at > ${NOW} - ${IDEMPOTENCY_WINDOW_MS}
         WHERE k.hash = ?1 AND k.revoked_at IS NULL`,
      )
      .bind(hash, idempotencyKeyHash)
      .first<HolderRow>();
    if (!row) return null;
    const earlier =
      row.job_id === null || row.body_hash === null ? null : { jobId: row.job_id, bodyHash: row.body_hash };
    const { key_id: keyId, account_id: accountId, plan, hash: keyHash } = row;
    return { keyId, accountId, plan, frozen: row.frozen === 1, hash: keyHash, earlier };
  },

  async insert(accountId: string, key: Omit<ApiKey, "createdAt"> & { readonly hash: string }): Promise<void> {
    await shards
      .ofAccount(accountId)
      .prepare(
        `INSERT INTO api_keys (hash, id, account_id, name, prefix, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ${NOW})`,
      )
      .bind(key.hash, key.id, accountId, key.name, key.prefix)
      .run();
  },

  async list(accountId: string): Promise<readonly ApiKey[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare(
        "SELECT id, name, prefix, created_at FROM api_keys WHERE account_id = ?1 AND revoked_at IS NULL ORDER BY id",
      )
      .bind(accountId)
      .all<{ id: string; name: string; prefix: string; created_at: number }>();
    return results.map(({ created_at, ...key }) => ({ ...key, createdAt: toDate(created_at) }));
  },

  /** False where the account has no such key in force. */
  async revoke(accountId: string, keyId: string): Promise<boolean> {
    const { meta } = await shards
      .ofAccount(accountId)
      .prepare(`UPDATE api_keys SET revoked_at = ${NOW} WHERE account_id = ?1 AND id = ?2 AND revoked_at IS NULL`)
      .bind(accountId, keyId)
      .run();
    return meta.changes === 1;
  },
});

export type KeyStore = ReturnType<typeof createKeyStore>;
