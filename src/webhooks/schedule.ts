/** When a delivery that failed is tried again. */

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** TokenKit's documented five attempts: 1, 2, 4, 8 seconds between. */
const SHORT = [1, 2, 4, 8];
/** Twelve attempts over about four days. */
const LONG = [5, 30, 2 * 60, 10 * 60, 30 * 60, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, DAY, DAY];

export type Patience = "short" | "long";

/** No receiver is waited for longer than this because it says so. */
const LONGEST_RETRY_AFTER = DAY;

/**
 * Seconds until the attempt after this one, or `null` when that was the last. `chance` in [0, 1) spreads those that
 * failed together; a receiver's own wish counts where it asks for more.
 */
export function secondsUntilNext(
  attempt: number,
  patience: Patience,
  retryAfter: number | null,
  chance: number,
): number | null {
  const wait = (patience === "short" ? SHORT : LONG)[attempt - 1];
  if (wait === undefined) return null;
  const spread = patience === "short" ? wait : wait * (0.9 + 0.2 * chance);
  return Math.max(spread, Math.min(LONGEST_RETRY_AFTER, retryAfter ?? 0));
}

/** `Retry-After` as seconds or a date (RFC 9110, 10.2.3); `null` where it is neither. */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
