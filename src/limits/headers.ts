import type { Standing } from "./protocol";

/**
 * Where the caller stands, for machines: the RateLimit fields of draft-ietf-httpapi-ratelimit-headers-11, and
 * the older X-RateLimit names many clients read (their reset is a Unix time in seconds).
 */
export function limitHeaders(standing: Standing, now: Date): Record<string, string> {
  const window = standing.windowSeconds > 0 ? `;w=${standing.windowSeconds}` : "";
  return {
    "ratelimit-policy": `"${standing.name}";q=${standing.limit}${window}`,
    ratelimit: `"${standing.name}";r=${standing.remaining};t=${standing.resetSeconds}`,
    "x-ratelimit-limit": String(standing.limit),
    "x-ratelimit-remaining": String(standing.remaining),
    "x-ratelimit-reset": String(Math.floor(now.getTime() / 1_000) + standing.resetSeconds),
  };
}
