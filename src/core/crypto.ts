import { base32 } from "./base32";

const encoder = new TextEncoder();

/** Where randomness comes from; an argument everywhere, so that tests can repeat it. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

export const secureRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof data === "string" ? new Uint8Array(encoder.encode(data)) : data;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const sha256Hex = async (data: string | Uint8Array<ArrayBuffer>): Promise<string> => hex(await sha256(data));

/** Equality whose duration says nothing about where two texts differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const a = encoder.encode(left);
  const b = encoder.encode(right);
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

/** What one server secret is used for. Each purpose gets a key of its own, so none can stand in for another. */
export type Purpose = "picture-id" | "account-token" | "client-address" | "webhook-secret" | "webhook-signing";

/** A key derived from the server's secret for one purpose. */
export async function purposeKey(secret: string, purpose: Purpose): Promise<Uint8Array<ArrayBuffer>> {
  return await hmac(new Uint8Array(encoder.encode(secret)), `edgel:${purpose}`);
}

async function hmac(key: Uint8Array<ArrayBuffer>, message: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, encoder.encode(message)));
}

/** A keyed digest of 130 bits as 26 characters: unguessable without the secret, the same every time with it. */
export async function keyedDigest(secret: string, purpose: Purpose, message: string): Promise<string> {
  const digest = await hmac(await purposeKey(secret, purpose), message);
  return base32(digest).slice(0, 26);
}
