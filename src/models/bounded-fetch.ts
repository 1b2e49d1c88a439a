import { LoadAPIKeyError } from "@ai-sdk/provider";
import { whyNotPublic } from "../core/webhook";
import { BadAnswer } from "./faults";

/** What a provider may answer at most. */
export const MOST_BYTES = 64 * 1_024 * 1_024;
/** A file that still comes in slower than this after so long is given up. */
const LEAST_BYTES_PER_SECOND = 1_024;
const PATIENCE_MS = 20_000;
/** What a model says as it thinks of it is no file, and may be slow. */
const SPOKEN = /^text\/event-stream/;

export interface WayOut {
  readonly send: typeof fetch;
  readonly now: () => Date;
  /** Where the provider is, as the operator named it. */
  readonly baseUrl: string;
  /** Hosts where it keeps what it made, with all below them. */
  readonly hosts?: readonly string[];
}

/**
 * A way out to one provider and nowhere else: the place the operator named, or public https hosts that are known to be
 * the provider's. No redirect is followed here, so that whoever follows one comes by again; an answer is cut off at
 * 64 MB, and when it only drips.
 */
export function boundedFetch({ send, now, baseUrl, hosts = [] }: WayOut): typeof fetch {
  const { origin } = new URL(baseUrl);

  function whyNotCalled({ href, hostname, origin: asked }: URL): string | null {
    if (asked === origin) return null;
    const known = hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
    return known ? whyNotPublic(href, { allowLocal: false, ownHosts: [] }) : "It is on none of the provider's hosts.";
  }

  async function bounded(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
    const reason = whyNotCalled(new URL(url));
    if (reason !== null) throw new BadAnswer(`a provider pointed to a URL that is not called: ${reason}`);
    return cutOff(await send(input, { ...init, redirect: "manual" }), now);
  }
  return bounded as typeof fetch;
}

/** The way out of a provider whose key is missing: there is none. */
export const noWayOut = (setting: string): typeof fetch =>
  (async () => await Promise.reject(new LoadAPIKeyError({ message: `${setting} is not set` }))) as typeof fetch;

function cutOff(answer: Response, now: () => Date): Response {
  if (answer.body === null) return answer;
  const spoken = SPOKEN.test(answer.headers.get("content-type") ?? "");
  const began = now().getTime();
  let bytes = 0;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      bytes += piece.byteLength;
      const ms = now().getTime() - began;
      if (bytes > MOST_BYTES) controller.error(new BadAnswer(`a provider answered more than ${MOST_BYTES} bytes`));
      else if (!spoken && ms > PATIENCE_MS && bytes / (ms / 1_000) < LEAST_BYTES_PER_SECOND)
        controller.error(new BadAnswer("a provider answered too slowly"));
      else controller.enqueue(piece);
    },
  });
  return new Response(answer.body.pipeThrough(cut), answer);
}
