import { unavailable } from "../core/errors";

const PURGE_TIMEOUT_MS = 10_000;

/** Takes URLs out of Cloudflare's cache everywhere. */
export type Purge = (urls: readonly string[]) => Promise<void>;

/** Purges through Cloudflare's API, or `null` where the operator has not configured it. */
export function createPurge(zoneId: string | null, token: string | null, send: typeof fetch): Purge | null {
  if (zoneId === null || token === null) return null;
  return async (urls) => {
    const answer = await send(`https://api.cloudflare.com/client/v4/zones/${encodeURIComponent(zoneId)}/purge_cache`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ files: urls }),
      signal: AbortSignal.timeout(PURGE_TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw unavailable(error);
    });
    await answer.body?.cancel();
    if (!answer.ok) throw unavailable(new Error(`purge answered ${answer.status}`));
  };
}
