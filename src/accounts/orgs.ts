import type { RandomBytes } from "../core/crypto";
import { notFound } from "../core/errors";
import { createId } from "../core/ids";
import type { Org, OrgProfile, OrgStore } from "../store/orgs";
import { homeShard } from "./accounts";

export type { Org };

/** Organisations: names and branding an account keeps for its work. */
export const createOrgs = (deps: { store: OrgStore; now: () => Date; random: RandomBytes }) => ({
  create: async (accountId: string, profile: OrgProfile): Promise<Org> =>
    there(await deps.store.insert(accountId, createId("org", homeShard(accountId), deps.now(), deps.random), profile)),
  list: async (accountId: string): Promise<readonly Org[]> => await deps.store.list(accountId),
  get: async (accountId: string, id: string): Promise<Org> => there(await deps.store.find(accountId, id)),
  update: async (accountId: string, id: string, changes: OrgProfile): Promise<Org> =>
    there(await deps.store.patch(accountId, id, changes)),
  async remove(accountId: string, id: string): Promise<void> {
    if (!(await deps.store.remove(accountId, id))) throw notFound("org");
  },
});

function there(org: Org | null): Org {
  if (org === null) throw notFound("org");
  return org;
}
