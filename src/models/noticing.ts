/**
 * A way out whose JSON answers are looked at before a provider's package sees them: `look` throws for what the package
 * would mistake for something else.
 */
export function noticing(send: typeof fetch, look: (answer: unknown, status: number) => void): typeof fetch {
  const noticed = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const answer = await send(input, init);
    if (!(answer.headers.get("content-type") ?? "").includes("json")) return answer;
    const text = await answer.text();
    look(toJson(text), answer.status);
    return new Response(text, answer);
  };
  return noticed as typeof fetch;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
