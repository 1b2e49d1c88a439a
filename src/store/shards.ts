import { shardOf } from "../core/ids";

/** The databases of this deployment. An account and all its rows live in one, so every transaction is local. */
export interface Shards {
  readonly all: readonly D1Database[];
  /** Where facts of the whole deployment are kept. */
  readonly first: D1Database;
  /** The database an account's id names. An id that names none of ours can own nothing, so it is an error here. */
  readonly ofAccount: (accountId: string) => D1Database;
  /** The database a job's id names, or `null` where the text is no id of ours. */
  readonly ofJob: (jobId: string) => D1Database | null;
  readonly at: (shard: number) => D1Database | null;
}

export function createShards(databases: readonly [D1Database, ...D1Database[]]): Shards {
  const at = (shard: number | null): D1Database | null => (shard === null ? null : (databases[shard] ?? null));
  return {
    all: databases,
    first: databases[0],
    at,
    ofAccount(accountId) {
      const database = at(shardOf("acc", accountId));
      if (database === null) throw new Error("account id names no shard");
      return database;
    },
    ofJob: (jobId) => at(shardOf("job", jobId)),
  };
}
