import { bearerOf } from "../core/bearer";
import { equalInConstantTime, sha256Hex } from "../core/crypto";
import { AppError } from "../core/errors";
import { shardOf, shardOfCredential } from "../core/ids";
import type { IdempotencyClaim, Principal } from "../core/principal";
import type { AccountStore } from "../store/accounts";
import type { KeyStore } from "../store/keys";
import type { Tokens } from "./tokens";

/** Visible ASCII, as the field's drafts ask; long enough for any UUID, short enough for a log line. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

export interface Identified {
  readonly principal: Principal;
  /** Present where the request carries an Idempotency-Key and proves itself with an API key. */
  readonly idempotency: IdempotencyClaim | null;
}

/** Finds out who is calling. It identifies; which credential a route wants is the route's business. */
export const createAuthenticator = (deps: { keys: KeyStore; accounts: AccountStore; tokens: Tokens }) =>
  async function authenticate(
    authorization: string | undefined,
    idempotencyKey: string | undefined,
  ): Promise<Identified> {
    if (idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(idempotencyKey)) {
      throw new AppError("idempotency_key_invalid", "An Idempotency-Key has 1 to 255 visible ASCII characters.");
    }
    const credential = bearerOf(authorization);
    if (credential === undefined) throw unauthenticated();
    return credential.startsWith("hq_")
      ? await byKey(deps.keys, credential, idempotencyKey)
      : { principal: await byToken(deps, credential), idempotency: null };
  };

async function byKey(keys: KeyStore, key: string, idempotencyKey: string | undefined): Promise<Identified> {
  const shard = shardOfCredential("hq_live", key);
  if (shard === null) throw unauthenticated();
  const hash = await sha256Hex(key);
  const keyHash = idempotencyKey === undefined ? null : await sha256Hex(idempotencyKey);
  const holder = await keys.findHolder(shard, hash, keyHash);
  if (holder === null || !equalInConstantTime(holder.hash, hash)) throw unauthenticated();
  return {
    principal: {
      accountId: holder.accountId,
      plan: holder.plan,
      frozen: holder.frozen,
      proof: { by: "api_key", keyId: holder.keyId },
    },
    idempotency: keyHash === null ? null : { keyHash, earlier: holder.earlier },
  };
}

async function byToken(deps: { accounts: AccountStore; tokens: Tokens }, token: string): Promise<Principal> {
  const accountId = await deps.tokens.verify(token);
  if (accountId === null || shardOf("acc", accountId) === null) throw unauthenticated();
  const account = await deps.accounts.find(accountId);
  if (account === null) throw unauthenticated();
  return { accountId, plan: account.plan, frozen: account.frozen, proof: { by: "token" } };
}

/** One answer for a missing, mistyped, unknown and revoked credential. */
const unauthenticated = (): AppError =>
  new AppError("unauthenticated", "The Authorization header needs a valid Bearer credential.");
