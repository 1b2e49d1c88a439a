import { Webhook as StandardWebhook } from "standardwebhooks";
import { purposeKey } from "../core/crypto";
import type { AccountStore } from "../store/accounts";

/** Both of two secrets sign for so long after a new one was made, so that a receiver can change over. */
const OVERLAP_MS = 24 * 60 * 60 * 1_000;

/** The wrapping of a bare Ed25519 seed in PKCS#8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Uint8Array.fromHex("302e020100300506032b657004220420");

export interface Secret {
  readonly secret: string;
  /** The one before it, while it still signs. */
  readonly previous: string | null;
  readonly previousUntil: Date | null;
}

/**
 * Signs deliveries in the Standard Webhooks form: `v1` with the account's secret, `v1a` with the deployment's key,
 * whose public half anyone may read. Nothing secret is stored: both come from the server's secret.
 */
export const createSigning = (accounts: AccountStore, serverSecret: string, now: () => Date) => {
  async function secretOf(accountId: string, number: number): Promise<string> {
    const key = await purposeKey(serverSecret, "webhook-secret");
    const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const bytes = await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(`${accountId}:${number}`));
    return `whsec_${new Uint8Array(bytes).toBase64()}`;
  }

  async function secrets(accountId: string): Promise<Secret> {
    const { number, since } = await accounts.webhookSecret(accountId);
    const until = since === null ? null : new Date(since.getTime() + OVERLAP_MS);
    // The first one has no time: nothing was before it.
    const overlaps = until !== null && until > now();
    return {
      secret: await secretOf(accountId, number),
      previous: overlaps ? await secretOf(accountId, number - 1) : null,
      previousUntil: overlaps ? until : null,
    };
  }

  const keyPair = async (): Promise<{ key: CryptoKey; jwk: JsonWebKey }> => {
    const seed = await purposeKey(serverSecret, "webhook-signing");
    const pkcs8 = new Uint8Array([...PKCS8_ED25519, ...seed]);
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, true, ["sign"]);
    return { key, jwk: (await crypto.subtle.exportKey("jwk", key)) as JsonWebKey };
  };

  return {
    secrets,

    /** A new secret; the one before it goes on signing for a day. */
    async rotate(accountId: string): Promise<Secret> {
      await accounts.renewWebhookSecret(accountId);
      return await secrets(accountId);
    },

    /** The headers that prove where a message comes from. */
    async headersFor(accountId: string, id: string, body: string): Promise<Record<string, string>> {
      const at = now();
      const seconds = Math.floor(at.getTime() / 1_000);
      const { secret, previous } = await secrets(accountId);
      const own = [secret, ...(previous === null ? [] : [previous])].map((one) =>
        new StandardWebhook(one).sign(id, at, body),
      );
      const { key } = await keyPair();
      const text = new TextEncoder().encode(`${id}.${seconds}.${body}`);
      const signed = new Uint8Array(await crypto.subtle.sign("Ed25519", key, text));
      return {
        "webhook-id": id,
        "webhook-timestamp": String(seconds),
        "webhook-signature": [...own, `v1a,${signed.toBase64()}`].join(" "),
      };
    },

    /** The public half of the deployment's key, as a JSON Web Key Set (RFC 7517). */
    async publicKeys() {
      const { jwk } = await keyPair();
      return { keys: [{ kty: "OKP", crv: "Ed25519", x: jwk.x ?? "", alg: "EdDSA", use: "sig" } as const] };
    },
  };
};

export type Signing = ReturnType<typeof createSigning>;
