import { whyNotPublic } from "../core/webhook";

/** What a provider may answer at most. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/**
 * A way out to one provider and nowhere else: its own host as the operator named it, or, where it answers with the URL
 * of what it made, a public https host. Redirects are not followed, and an answer is cut off at 64 MB.
 */
export function boundedFetch(send: typeof fetch, baseUrl: string): typeof fetch {
  const { origin } = new URL(baseUrl);
  const bounded = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
    const reason = new URL(url).origin === origin ? null : whyNotPublic(url, { allowLocal: false, ownHosts: [] });
    if (reason !== null) throw new Error(`a provider pointed to a URL that is not called: ${reason}`);
    const answer = await send(input, { ...init, redirect: "manual" });
    if (answer.status >= 300 && answer.status < 400) throw new Error("a provider redirected");
    if (answer.body === null) return answer;
    let bytes = 0;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.byteLength;
        if (bytes > MOST_BYTES) controller.error(new Error(`a provider answered more than ${MOST_BYTES} bytes`));
        else controller.enqueue(piece);
      },
    });
    return new Response(answer.body.pipeThrough(cut), answer);
  };
  return bounded as typeof fetch;
}
