import { fetchWithValidatedRedirects, readResponseWithSizeLimit } from "@ai-sdk/provider-utils";
import { MOST_BYTES } from "./bounded-fetch";
import { BadAnswer } from "./faults";

/** Gets what a provider says lies at a URL, through its own way out. */
export type Download = (url: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;

export const createDownload =
  (fetch: typeof globalThis.fetch, trustedOrigin: string): Download =>
  async (url, abortSignal) => {
    const response = await fetchWithValidatedRedirects({ url, abortSignal, fetch, trustedOrigin });
    if (!response.ok) throw new BadAnswer(`what was made could not be fetched: ${response.status}`);
    return new Uint8Array(await readResponseWithSizeLimit({ response, url, maxBytes: MOST_BYTES }));
  };
