import { sha256Hex, type RandomBytes } from "../core/crypto";
import { notFound } from "../core/errors";
import { createCredential, createId, shownPrefix } from "../core/ids";
import type { ApiKey, KeyStore } from "../store/keys";
import { homeShard } from "./accounts";

export interface MintedKey {
  readonly id: string;
  readonly prefix: string;
  /** The key itself: given to its owner here and kept nowhere. */
  readonly apiKey: string;
}

export const createKeys = (deps: { store: KeyStore; now: () => Date; random: RandomBytes }) => ({
  async mint(accountId: string, name: string): Promise<MintedKey> {
    const shard = homeShard(accountId);
    const apiKey = createCredential("hq_live", shard, deps.random);
    const id = createId("key", shard, deps.now(), deps.random);
    const prefix = shownPrefix(apiKey);
    await deps.store.insert(accountId, { id, name, prefix, hash: await sha256Hex(apiKey) });
    return { id, prefix, apiKey };
  },

  list: async (accountId: string): Promise<readonly ApiKey[]> => await deps.store.list(accountId),

  /** In force from the next request on. */
  async revoke(accountId: string, keyId: string): Promise<void> {
    if (!(await deps.store.revoke(accountId, keyId))) throw notFound("key");
  },
});
