import { equalInConstantTime, sha256Hex, type RandomBytes } from "../core/crypto";
import { AppError, invalidField, notFound } from "../core/errors";
import { createCredential, createId, shardOf, shardOfCredential } from "../core/ids";
import type { Limits } from "../limits/limits";
import type { Account, AccountStore } from "../store/accounts";
import type { Tokens } from "./tokens";

export type { Account };

export interface AccountDependencies {
  readonly accounts: AccountStore;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly openingCredits: number;
  readonly shardCount: number;
  readonly now: () => Date;
  readonly random: RandomBytes;
}

export interface SignedUp {
  readonly accountId: string;
  /** The account's permanent backup secret, shown this once. */
  readonly pin: string;
  readonly token: string;
}

/** Accounts for autonomous agents: made in one call, recovered by pin, adopted by a human's account. */
export const createAccounts = (deps: AccountDependencies) => {
  /** The account a pin opens. Every try counts against the caller's address before it is judged. */
  async function byPin(pin: string, address: string): Promise<Account> {
    await deps.limits.admitPinAttempt(address);
    const shard = shardOfCredential("hq_pin", pin);
    const hash = await sha256Hex(pin);
    const found = shard === null ? null : await deps.accounts.findByPin(shard, hash);
    if (found === null || !equalInConstantTime(found.pinHash, hash)) {
      throw new AppError("unauthenticated", "This pin opens no account.");
    }
    await deps.limits.forgivePinAttempt(address);
    return found.account;
  }

  return {
    async createAgent(label: string | null, address: string): Promise<SignedUp> {
      await deps.limits.admitSignUp(address);
      const granted = deps.openingCredits > 0 && (await deps.limits.grantFreeCredits(deps.openingCredits));
      const shard = (deps.random(1)[0] ?? 0) % deps.shardCount;
      const accountId = createId("acc", shard, deps.now(), deps.random);
      const pin = createCredential("hq_pin", shard, deps.random);
      await deps.accounts.insert({
        id: accountId,
        label,
        pinHash: await sha256Hex(pin),
        openingCredits: granted ? deps.openingCredits : 0,
      });
      return { accountId, pin, token: await deps.tokens.issue(accountId) };
    },

    /** A fresh token for the holder of the pin; `accountId`, where given, has to be the pin's. */
    async recoverToken(pin: string, accountId: string | null, address: string): Promise<string> {
      const account = await byPin(pin, address);
      if (accountId !== null && accountId !== account.id)
        throw new AppError("unauthenticated", "This pin opens no account.");
      return await deps.tokens.issue(account.id);
    },

    async get(accountId: string): Promise<Account> {
      const account = await deps.accounts.find(accountId);
      if (account === null) throw notFound("account");
      return account;
    },

    /** Attaches the pin's account to the caller's. Doing it again changes nothing. */
    async linkAgent(ownerId: string, pin: string, address: string): Promise<Account> {
      const agent = await byPin(pin, address);
      if (agent.id === ownerId) throw invalidField("pin", "An account cannot be linked to itself.");
      if (!(await deps.accounts.link(agent.id, ownerId))) {
        throw new AppError("already_linked", "This agent already belongs to another account.");
      }
      return await this.get(agent.id);
    },

    linkedAgents: async (ownerId: string): Promise<readonly Account[]> => await deps.accounts.linkedTo(ownerId),
  };
};

export type Accounts = ReturnType<typeof createAccounts>;

/** The shard new rows of an account belong to: the account's own. */
export function homeShard(accountId: string): number {
  const shard = shardOf("acc", accountId);
  if (shard === null) throw new Error("account id names no shard");
  return shard;
}
