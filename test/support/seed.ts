import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Plan } from "../../src/core/principal";
import { api } from "./api";

export interface Seeded {
  readonly accountId: string;
  readonly pin: string;
  readonly token: string;
  readonly key: string;
  readonly keyId: string;
}

/** An account with a key, made through the public API. */
export async function seedAccount(label = "test"): Promise<Seeded> {
  const { body: account } = await api("POST", "/hq/account/agent/create", { json: { label } });
  const { body: key } = await api("POST", "/hq/account/create/key", { key: account.token, json: { name: "test" } });
  return { accountId: account.account_id, pin: account.pin, token: account.token, key: key.api_key, keyId: key.id };
}

/** As the operator of the test suite. */
export const ADMIN_TOKEN = "the-operator-of-the-test-suite";

export async function setPlan(accountId: string, plan: Plan): Promise<void> {
  const { status } = await api("PATCH", `/admin/accounts/${accountId}`, { key: ADMIN_TOKEN, json: { plan } });
  expect(status).toBe(200);
}

/** Leaves the account with exactly this many credits to spend, by way of the ledger. */
export async function setBalance(accountId: string, credits: number): Promise<void> {
  const row = await env.DB_0.prepare("SELECT available FROM balances WHERE account_id = ?1")
    .bind(accountId)
    .first<{ available: number }>();
  const surplus = (row?.available ?? 0) - credits;
  const subject = `test:${accountId}:${crypto.randomUUID()}`;
  const insert = (kind: string, amount: number) =>
    env.DB_0.prepare("INSERT INTO transfers (subject, kind, account_id, amount, at) VALUES (?1, ?2, ?3, ?4, 0)").bind(
      subject,
      kind,
      accountId,
      amount,
    );
  if (surplus > 0) await env.DB_0.batch([insert("hold", surplus), insert("capture", surplus)]);
  if (surplus < 0) await insert("grant", -surplus).run();
}
