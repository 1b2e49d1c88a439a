import { crc32 } from "node:zlib";
import { base32, base32Number, parseBase32Number } from "./base32";
import { keyedDigest, type RandomBytes } from "./crypto";

/**
 * Ids say what they are and where they live: `job_` + shard (2) + time (10) + chance (16), all base 32.
 * The shard is the account's home database; the time makes a list of ids a list in order.
 */
export type IdKind = "acc" | "key" | "job" | "org" | "req" | "upl";

const SHARD_WIDTH = 2;
/** Milliseconds since 1970 fit ten base-32 digits until the year 37,648. */
const TIME_WIDTH = 10;
const RANDOM_BYTES = 10;
const ID = /^(acc|key|job|org|req|upl)_([0-9a-hjkmnp-tv-z]{2})[0-9a-hjkmnp-tv-z]{26}$/;
const PICTURE_ID = /^img_([0-9a-hjkmnp-tv-z]{2})[0-9a-hjkmnp-tv-z]{26}$/;

export function createId(kind: IdKind, shard: number, now: Date, random: RandomBytes): string {
  const time = base32Number(now.getTime(), TIME_WIDTH);
  return `${idPrefix(kind, shard)}${time}${base32(random(RANDOM_BYTES))}`;
}

/** How all ids of a kind begin that live in that shard. */
export const idPrefix = (kind: IdKind, shard: number): string => `${kind}_${base32Number(shard, SHARD_WIDTH)}`;

/** The shard an id names, or `null` for a text that is no id of that kind: such a text needs no look-up. */
export function shardOf(kind: IdKind, id: string): number | null {
  const [, found, shard] = ID.exec(id) ?? [];
  return found === kind && shard !== undefined ? parseBase32Number(shard) : null;
}

/** When an id was made, or `null` for a text that is no id. */
export function timeOf(id: string): Date | null {
  const start = "job_".length + SHARD_WIDTH;
  const time = ID.test(id) ? parseBase32Number(id.slice(start, start + TIME_WIDTH)) : null;
  return time === null ? null : new Date(time);
}

/**
 * A picture's public id: an HMAC of its job and place under the server's secret. Nobody can guess it, and a
 * second attempt at the same job finds the same id, so a picture stored before a crash is adopted, not doubled.
 */
export async function pictureId(secret: string, jobId: string, index: number): Promise<string> {
  const shard = jobId.slice("job_".length, "job_".length + SHARD_WIDTH);
  return `img_${shard}${await keyedDigest(secret, "picture-id", `${jobId}/${index}`)}`;
}

export const isPictureId = (id: string): boolean => PICTURE_ID.test(id);

/** API keys, and the pins that recover an account: 32 random base-62 characters (190 bits) and a checksum. */
export type CredentialKind = "hq_live" | "hq_pin";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 32;
const CREDENTIAL = /^((?:hq_live|hq_pin)_[0-9a-z]{2}[0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;
/** The part of a key that may be shown again: kind, shard and four characters. */
const SHOWN_LENGTH = "hq_live_".length + SHARD_WIDTH + 4;

export function createCredential(kind: CredentialKind, shard: number, random: RandomBytes): string {
  const body = `${kind}_${base32Number(shard, SHARD_WIDTH)}${randomBase62(SECRET_LENGTH, random)}`;
  return body + checksum(body);
}

/** The shard of a well-formed credential; a mistyped one fails its checksum here and costs no database read. */
export function shardOfCredential(kind: CredentialKind, text: string): number | null {
  const [, body, sum] = CREDENTIAL.exec(text) ?? [];
  if (body === undefined || !body.startsWith(`${kind}_`) || checksum(body) !== sum) return null;
  return parseBase32Number(body.slice(kind.length + 1, kind.length + 1 + SHARD_WIDTH));
}

export const shownPrefix = (key: string): string => key.slice(0, SHOWN_LENGTH);

/** Draws whole characters only: a byte of 248 or more would favour the first eight letters. */
function randomBase62(length: number, random: RandomBytes): string {
  let text = "";
  while (text.length < length) {
    for (const byte of random(length)) if (byte < 248 && text.length < length) text += BASE62[byte % 62];
  }
  return text;
}

function checksum(text: string): string {
  let value = crc32(text);
  let digits = "";
  for (; digits.length < 6; value = Math.floor(value / 62)) digits = BASE62[value % 62] + digits;
  return digits;
}
