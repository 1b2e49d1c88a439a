import { z } from "zod";
import type { Shards } from "./shards";
import { NOW, toDate } from "./sql";

/** What an organisation says about itself; only its name is required. */
export const OrgProfile = z.record(z.string(), z.string().nullable());
export type OrgProfile = z.infer<typeof OrgProfile>;

export interface Org {
  readonly id: string;
  readonly profile: OrgProfile;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface OrgRow {
  readonly id: string;
  readonly profile: string;
  readonly created_at: number;
  readonly updated_at: number;
}

const toOrg = (row: OrgRow): Org => ({
  id: row.id,
  profile: OrgProfile.parse(JSON.parse(row.profile)),
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at),
});

const COLUMNS = "id, profile, created_at, updated_at";

export const createOrgStore = (shards: Shards) => ({
  async insert(accountId: string, id: string, profile: OrgProfile): Promise<Org | null> {
    const row = await shards
      .ofAccount(accountId)
      .prepare(`INSERT INTO orgs (account_id, ${COLUMNS}) VALUES (?1, ?2, ?3, ${NOW}, ${NOW}) RETURNING ${COLUMNS}`)
      .bind(accountId, id, JSON.stringify(profile))
      .first<OrgRow>();
    return row && toOrg(row);
  },

  async list(accountId: string): Promise<readonly Org[]> {
    const { results } = await shards
      .ofAccount(accountId)
      .prepare(`SELECT ${COLUMNS} FROM orgs WHERE account_id = ?1 ORDER BY id`)
      .bind(accountId)
      .all<OrgRow>();
    return results.map(toOrg);
  },

  async find(accountId: string, id: string): Promise<Org | null> {
    const row = await shards
      .ofAccount(accountId)
      .prepare(`SELECT ${COLUMNS} FROM orgs WHERE account_id = ?1 AND id = ?2`)
      .bind(accountId, id)
      .first<OrgRow>();
    return row && toOrg(row);
  },

  /** Sets the given fields and leaves the others; a `null` clears one. */
  async patch(accountId: string, id: string, changes: OrgProfile): Promise<Org | null> {
    const row = await shards
      .ofAccount(accountId)
      .prepare(
        `UPDATE orgs SET profile = json_patch(profile, ?3), updated_at = ${NOW}
         WHERE account_id = ?1 AND id = ?2 RETURNING ${COLUMNS}`,
      )
      .bind(accountId, id, JSON.stringify(changes))
      .first<OrgRow>();
    return row && toOrg(row);
  },

  async remove(accountId: string, id: string): Promise<boolean> {
    const { meta } = await shards
      .ofAccount(accountId)
      .prepare("DELETE FROM orgs WHERE account_id = ?1 AND id = ?2")
      .bind(accountId, id)
      .run();
    return meta.changes === 1;
  },
});

export type OrgStore = ReturnType<typeof createOrgStore>;
