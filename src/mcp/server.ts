import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { bearerOf } from "../core/bearer";
import { createApi, type Fetch } from "./api";
import { addTools } from "./tools";

const INSTRUCTIONS =
  "Makes pictures, clips and edits from words; results are permanent public URLs. Without an API key call " +
  "create_account once. generate_image waits for its result; longer work answers a job_id for get_job.";

const MOST_BODY_BYTES = 256 * 1_024;

/** Answers one request of the Model Context Protocol (Streamable HTTP, without sessions) by way of our own API. */
export async function serveMcp(request: Request, fetch: Fetch, onFault: (error: Error) => void): Promise<Response> {
  const api = createApi(fetch, request);
  const key = bearerOf(request.headers.get("authorization") ?? undefined) ?? undefined;
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: "edgel", version: "0.1.0" }, { instructions: INSTRUCTIONS });
      addTools(server, { api, key });
      return server;
    },
    { maxRequestBodySize: MOST_BODY_BYTES, onerror: onFault },
  );
  return await handler.fetch(request);
}
