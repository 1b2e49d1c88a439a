import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server";

const INSPECTOR = resolve("node_modules/.bin/mcp-inspector");

describe("the MCP inspector's command line", () => {
  let server: TestServer;
  let home: string;
  beforeAll(async () => {
    server = await startServer();
    home = mkdtempSync(join(tmpdir(), "edgel-inspector-"));
  }, 120_000);
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(home, { recursive: true, force: true });
  });

  /** What it prints; anything but success is thrown. */
  function inspect(...args: readonly string[]): any {
    const all = ["--cli", `${server.origin}/mcp`, "--transport", "http", ...args];
    const env = { ...process.env, HOME: home, MCP_CATALOG_PATH: join(home, "mcp.json") };
    return JSON.parse(execFileSync(INSPECTOR, all, { encoding: "utf8", timeout: 60_000, env }));
  }
  const call = (tool: string, ...args: readonly string[]): any =>
    inspect("--method", "tools/call", "--tool-name", tool, ...args);

  it("finds eight tools, whose schemas every client can read", () => {
    const { tools } = inspect("--method", "tools/list", "--strict");
    expect(tools.map(({ name }: { name: string }) => name)).toEqual([
      "create_account",
      "generate_image",
      "generate_video",
      "run_image_agent",
      "get_job",
      "list_images",
      "cancel_job",
      "get_limits",
    ]);
  });

  it("goes from nothing to a picture, which is a link and a small preview", async () => {
    const { api_key: key } = call("create_account").structuredContent;
    const header = ["--header", `Authorization: Bearer ${key}`];
    const made = call("generate_image", "--tool-arg", "prompt=a red fox in the snow", "aspect_ratio=16:9", ...header);
    expect(made.isError ?? false).toBe(false);
    const link = made.content.find(({ type }: { type: string }) => type === "resource_link");
    expect((await fetch(link.uri)).headers.get("content-type")).toBe("image/png");
    const preview = made.content.find(({ type }: { type: string }) => type === "image");
    expect(preview.data.length).toBeLessThan(41_000);
    expect(call("get_limits", ...header).structuredContent).toMatchObject({ balance_cents: 495 });
    expect(call("list_images", ...header).structuredContent.jobs).toHaveLength(1);
  });
});
