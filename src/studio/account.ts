import { call } from "./api";

/** What the account's page asks for. */

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly created_at: string;
}
export interface Payment {
  readonly amount_cents: number;
  readonly kind: "grant" | "topup";
  readonly created_at: string;
}
export interface Secret {
  readonly secret: string;
  readonly previous_until: string | null;
}

export const listKeys = async (): Promise<Key[]> => await call<Key[]>("GET", "/hq/account/keys");

/** The key itself is told this once. */
export const makeKey = async (name: string): Promise<string> =>
  (await call<{ api_key: string }>("POST", "/hq/account/create/key", { json: { name } })).api_key;

export const revokeKey = async (id: string): Promise<void> =>
  await call<void>("DELETE", `/hq/account/delete/key/${id}`);

export const listPayments = async (): Promise<Payment[]> => await call<Payment[]>("GET", "/hq/billing/history");

export const webhookSecret = async (): Promise<Secret> => await call<Secret>("GET", "/hq/webhooks/secret");

export const rotateWebhookSecret = async (): Promise<Secret> =>
  await call<Secret>("POST", "/hq/webhooks/secret/rotate");
