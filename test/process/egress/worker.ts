import { whyNotPublic } from "../../../src/core/webhook";

/** Sends a request wherever it is told to, past the guard of URLs where that is asked for. */
export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method === "GET") return new Response("ready");
    const { url, guarded } = (await request.json()) as { url: string; guarded: boolean };
    const reason = guarded ? whyNotPublic(url, { allowLocal: false, ownHosts: [] }) : null;
    if (reason !== null) return Response.json({ refused: reason });
    try {
      const { status } = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(3_000) });
      return Response.json({ status });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
} satisfies ExportedHandler;
