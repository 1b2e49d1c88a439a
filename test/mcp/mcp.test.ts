import { env, exports } from "cloudflare:workers";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app";
import { createServices } from "../../src/services";
import { createExecutionContext } from "cloudflare:test";
import { fetchRaw, pathOf } from "../support/api";
import { SilentQueue } from "../support/core";
import { decode } from "../support/decode";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const ENDPOINT = new URL("https://edgel.test/mcp");
const worker = async (url: string | URL, init?: RequestInit): Promise<Response> =>
  await exports.default.fetch(new Request(url, init));

/** A client as agents have it: the official SDK. */
async function connect(key?: string, fetch: typeof worker = worker): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(ENDPOINT, { fetch, requestInit: { headers } }));
  return client;
}

/** The same over a silent queue: nothing that is started ever begins. */
const idle = createApp(() => createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env));
const waiting = async (url: string | URL, init?: RequestInit): Promise<Response> =>
  await idle.fetch(new Request(url, init), env, createExecutionContext());

interface Answer {
  readonly content: readonly { type: string; text?: string; uri?: string; data?: string; mimeType?: string }[];
  readonly structuredContent?: Record<string, any>;
  readonly isError?: boolean;
}
const use = async (client: Client, name: string, input: object = {}): Promise<Answer> =>
  (await client.callTool({ name, arguments: { ...input } })) as Answer;
const textOf = ({ content }: Answer): string => content.map(({ text = "" }) => text).join("\n");

let ada: Seeded;
beforeAll(async () => void (ada = await seedAccount()));

describe("POST /mcp", () => {
  it("tells what it is for, and which tools there are", async () => {
    const client = await connect();
    expect(client.getInstructions()).toMatch(/create_account/);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "create_account",
      "generate_image",
      "generate_video",
      "run_image_agent",
      "get_job",
      "list_images",
      "cancel_job",
      "get_limits",
    ]);
    for (const { name, description, inputSchema } of tools) {
      expect(description?.length, name).toBeGreaterThan(20);
      expect(inputSchema.type, name).toBe("object");
    }
  });

  it("takes a stranger from sign-up to a picture in two calls", async () => {
    const client = await connect();
    const account = await use(client, "create_account", { label: "a passing agent" });
    const { api_key, account_id, pin } = account.structuredContent ?? {};
    expect(textOf(account)).toContain(`MYAPI_API_KEY=${api_key}\nMYAPI_ACCOUNT_ID=${account_id}\nMYAPI_PIN=${pin}`);
    const made = await use(client, "generate_image", {
      prompt: "a red fox in the snow",
      aspect_ratio: "16:9",
      seed: 7,
      output_format: "jpeg",
      api_key,
    });
    expect(made.isError, textOf(made)).not.toBe(true);
    expect(made.structuredContent).toMatchObject({ status: "succeeded", progress: 1, seed: 7, error: null });
    const [words, link, preview] = made.content;
    expect(words?.text).toContain(`Done: ${made.structuredContent?.["url"]}`);
    expect(link).toMatchObject({ type: "resource_link", uri: made.structuredContent?.["url"], mimeType: "image/jpeg" });
    expect((await fetchRaw("GET", pathOf(link?.uri ?? ""))).status).toBe(200);
    expect(preview).toMatchObject({ type: "image", mimeType: "image/webp" });
    const bytes = Uint8Array.fromBase64(preview?.data ?? "");
    expect(bytes.byteLength).toBeLessThanOrEqual(30_000);
    expect((await decode(bytes, "image/webp")).width).toBeGreaterThanOrEqual(256);
  });

  it("tells of a job that goes on that this is no error, and when to ask again", async () => {
    const client = await connect(ada.key, waiting);
    const begun = await use(client, "generate_image", { prompt: "a cat", wait_seconds: 0 });
    expect(begun.isError).not.toBe(true);
    const id = begun.structuredContent?.["job_id"];
    expect(textOf(begun)).toBe(
      `Job ${id} is queued, 0 %. This is no error: it is still running. Call get_job with this job_id in 5 seconds.`,
    );
    expect((await use(client, "get_job", { job_id: id, wait_seconds: 0 })).structuredContent).toMatchObject({
      job_id: id,
      status: "queued",
      url: null,
    });
    expect(textOf(await use(client, "cancel_job", { job_id: id }))).toBe(`Job ${id} is canceled.`);
    const ended = await use(client, "get_job", { job_id: id });
    expect([ended.isError, textOf(ended)]).toEqual([true, `Job ${id} failed: It was canceled. It cost nothing.`]);
  });

  it("has an agent work on an earlier picture, and tells of its progress", async () => {
    const client = await connect(ada.key);
    const first = await use(client, "generate_image", { prompt: "a red apple on a plain table", output_format: "png" });
    const progress: number[] = [];
    const made = (await client.callTool(
      {
        name: "run_image_agent",
        arguments: { instructions: "make it black and white", from: first.content[1]?.["name" as never] },
      },
      { onprogress: ({ progress: done }) => void progress.push(done) },
    )) as Answer;
    expect(made.structuredContent, textOf(made)).toMatchObject({ type: "image_agent", status: "succeeded" });
    expect(made.content.map(({ type }) => type)).toEqual(["text", "resource_link", "image"]);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it("is one job for one idempotency_key", async () => {
    const client = await connect(ada.key, waiting);
    const twice = await Promise.all(
      [1, 2].map(
        async () => await use(client, "generate_image", { prompt: "a boat", idempotency_key: "once", wait_seconds: 0 }),
      ),
    );
    expect(new Set(twice.map(({ structuredContent }) => structuredContent?.["job_id"])).size).toBe(1);
  });

  it("lists what was made, and what is left", async () => {
    const client = await connect(ada.key, waiting);
    const page = await use(client, "list_images", { limit: 1 });
    expect(page.structuredContent).toMatchObject({ jobs: [{ job_id: expect.any(String) }] });
    const next = await use(client, "list_images", { limit: 1, cursor: page.structuredContent?.["next_cursor"] });
    expect(next.structuredContent?.["jobs"]).not.toEqual(page.structuredContent?.["jobs"]);
    expect((await use(client, "get_limits")).structuredContent).toMatchObject({
      plan: "free",
      images: { limit: 10 },
      balance_cents: expect.any(Number),
    });
  });

  it("answers refusals with what to do about them", async () => {
    const client = await connect(undefined, waiting);
    const stranger = await use(client, "generate_image", { prompt: "a cat" });
    expect([stranger.isError, textOf(stranger)]).toEqual([
      true,
      "This needs an API key. Pass api_key, or send it as a Bearer token with the connection; create_account makes one.",
    ]);
    expect(textOf(await use(client, "get_limits", { api_key: "hq_live_wrong" }))).toMatch(
      /create_account makes one\.$/,
    );
    const bob = await seedAccount();
    await setBalance(bob.accountId, 0);
    const poor = await use(client, "generate_image", { prompt: "a cat", api_key: bob.key });
    expect([poor.isError, textOf(poor)]).toEqual([true, expect.stringMatching(/Credits are used up/)]);
    const foreign = await use(client, "get_job", { job_id: "job_nothing", api_key: bob.key });
    expect(textOf(foreign)).toMatch(/list_images shows what there is\.$/);
    const wrong = await use(client, "generate_image", { prompt: "a cat", seed: 2 ** 40, api_key: ada.key });
    expect([wrong.isError, textOf(wrong)]).toEqual([true, expect.stringMatching(/seed.*Change the arguments/s)]);
  });

  it("refuses what is no message of the protocol", async () => {
    for (const body of ["{", JSON.stringify({ hello: 1 })]) {
      const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
      const answer = await worker(ENDPOINT, { method: "POST", headers, body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ jsonrpc: "2.0", error: { code: expect.any(Number) } });
    }
    expect((await worker(ENDPOINT)).status).toBe(405);
  });
});
