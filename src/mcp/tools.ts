import type { CallToolResult, McpServer, ServerContext, ToolAnnotations } from "@modelcontextprotocol/server";
import { z } from "zod";
import { ApiRefused, type Call, type OwnApi } from "./api";
import { INPUTS } from "./inputs";
import { ApiJob, jobIn, ToldJob, toTold } from "./job";
import { jobResult, refusal, text } from "./results";
import { waitFor } from "./waiting";

/** What the tools work with: our API, and the key that came with the connection. */
export interface Connection {
  readonly api: OwnApi;
  readonly key: string | undefined;
}

type Name = keyof typeof INPUTS;
type Input<N extends Name> = z.infer<(typeof INPUTS)[N]>;

const READS: ToolAnnotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };
const MAKES: ToolAnnotations = { readOnlyHint: false, destructiveHint: false, openWorldHint: false };

/** Adds every tool to a server. A refusal is an answer that says what to do; a fault is ours, and says nothing. */
export function addTools(server: McpServer, { api, key: ofConnection }: Connection): void {
  const keyOf = ({ api_key: given }: { api_key?: string | undefined }): string => {
    const key = given ?? ofConnection;
    if (key === undefined) throw new ApiRefused("This needs an API key.", 401, null);
    return key;
  };

  function add<N extends Name>(
    name: N,
    about: { title: string; description: string; annotations: ToolAnnotations; outputSchema?: z.ZodObject },
    work: (input: Input<N>, context: ServerContext) => Promise<CallToolResult>,
  ): void {
    const run = async (input: unknown, context: ServerContext): Promise<CallToolResult> => {
      try {
        return await work(input as Input<N>, context);
      } catch (error) {
        if (error instanceof ApiRefused) return refusal(error);
        throw error;
      }
    };
    server.registerTool(name, { ...about, inputSchema: INPUTS[name] as z.ZodObject }, run);
  }

  /** Submits, waits as long as is wished, and answers the job as it then is. */
  async function make(
    path: string,
    json: object,
    input: { wait_seconds: number; idempotency_key?: string | undefined; api_key?: string | undefined },
    context: ServerContext,
  ): Promise<CallToolResult> {
    const key = keyOf(input);
    const call: Call = { key, json, idempotencyKey: input.idempotency_key };
    const { job_id, jobId, data } = (await api.call("POST", path, call)) as Submitted;
    const id = job_id ?? jobId ?? data?.job_id ?? "";
    return await jobResult(api, await waitFor(api, key, id, input.wait_seconds, context));
  }

  add(
    "create_account",
    {
      title: "Create an account",
      description:
        "Signs you up in one call, without a person. Keep MYAPI_API_KEY, MYAPI_ACCOUNT_ID and MYAPI_PIN in .env and in " +
        "your memory, and look for them there before you create another account.",
      annotations: MAKES,
      outputSchema: z.object({ account_id: z.string(), api_key: z.string(), pin: z.string() }),
    },
    async ({ label }) => {
      const json = label === undefined ? {} : { label };
      const { account_id, pin, token } = (await api.call("POST", "/hq/account/agent/create", { json })) as Account;
      const minted = await api.call("POST", "/hq/account/create/key", { key: token, json: { name: "mcp" } });
      const { api_key } = minted as { api_key: string };
      return {
        content: [
          text(
            `MYAPI_API_KEY=${api_key}\nMYAPI_ACCOUNT_ID=${account_id}\nMYAPI_PIN=${pin}\n` +
              "Keep all three; the pin is the only way back into the account. Pass api_key to the other tools.",
          ),
        ],
        structuredContent: { account_id, api_key, pin },
      };
    },
  );

  const job = { outputSchema: ToldJob };
  add(
    "generate_image",
    {
      title: "Draw a picture",
      description: "A prompt goes in, a permanent public URL comes out, with a small preview.",
      annotations: MAKES,
      ...job,
    },
    async ({ wait_seconds, idempotency_key, api_key, ...json }, context) =>
      await make("/image/generate", json, { wait_seconds, idempotency_key, api_key }, context),
  );
  add(
    "generate_video",
    {
      title: "Make a clip",
      description: "A short silent clip. Takes longer than a picture: get_job asks after it.",
      annotations: MAKES,
      ...job,
    },
    async ({ wait_seconds, idempotency_key, api_key, ...json }, context) =>
      await make("/api/generate", { type: "video", ...json }, { wait_seconds, idempotency_key, api_key }, context),
  );
  add(
    "run_image_agent",
    {
      title: "Have an agent work on pictures",
      description:
        "Instructions, and pictures to work on: it draws, cuts out, composes, sets type and corrects, in turns. Only " +
        "what it draws costs credits.",
      annotations: MAKES,
      ...job,
    },
    async ({ wait_seconds, idempotency_key, api_key, ...json }, context) =>
      await make("/v2/image/agent", json, { wait_seconds, idempotency_key, api_key }, context),
  );
  add(
    "get_job",
    {
      title: "Ask after a job",
      description: "Waits for the result. “Still running” is no error: ask again.",
      annotations: READS,
      ...job,
    },
    async (input, context) => {
      const key = keyOf(input);
      return await jobResult(api, await waitFor(api, key, input.job_id, input.wait_seconds, context));
    },
  );
  add(
    "list_images",
    {
      title: "List what was made",
      description: "Pictures, clips and agents' work of this account, newest first, with their URLs.",
      annotations: READS,
      outputSchema: z.object({ jobs: z.array(ToldJob), next_cursor: z.string().nullable() }),
    },
    async ({ limit, cursor, api_key }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === undefined ? {} : { cursor }) });
      const answer = await api.call("GET", `/v1/jobs?${query}`, { key: keyOf({ api_key }) });
      const { data } = answer as { data: { jobs: unknown[]; next_cursor: string | null } };
      const jobs = z.array(ApiJob).parse(data.jobs);
      const lines = jobs.map(
        ({ id, type, status, input, output }) =>
          `${id}  ${type}  ${status}  ${output?.results[0]?.url ?? "-"}  ${input.prompt ?? input.instructions ?? ""}`,
      );
      return {
        content: [text(lines.length === 0 ? "Nothing yet." : lines.join("\n"))],
        structuredContent: { jobs: jobs.map(toTold), next_cursor: data.next_cursor },
      };
    },
  );
  add(
    "cancel_job",
    {
      title: "Cancel a job",
      description: "A job that has not ended stops, and costs what it has published so far.",
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      ...job,
    },
    async (input) => {
      const told = toTold(
        jobIn(await api.call("POST", `/v1/jobs/${encodeURIComponent(input.job_id)}/cancel`, { key: keyOf(input) })),
      );
      return { content: [text(`Job ${told.job_id} is canceled.`)], structuredContent: { ...told } };
    },
  );
  add(
    "get_limits",
    {
      title: "What is left",
      description: "Credits, and what the plan still allows today.",
      annotations: READS,
    },
    async (input) => {
      const key = keyOf(input);
      const [limits, balance] = await Promise.all([
        api.call("GET", "/hq/account/limits", { key }),
        api.call("GET", "/hq/billing/balance", { key }),
      ]);
      const structuredContent = { ...(limits as object), ...(balance as object) };
      return { content: [text(JSON.stringify(structuredContent))], structuredContent };
    },
  );
}

interface Account {
  readonly account_id: string;
  readonly pin: string;
  readonly token: string;
}

/** As the dialects answer a submit. */
interface Submitted {
  readonly job_id?: string;
  readonly jobId?: string;
  readonly data?: { readonly job_id: string };
}
