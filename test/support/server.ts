import { rmSync } from "node:fs";
import { expect } from "vitest";
// @ts-expect-error -- plain JavaScript, so that it runs before anything is installed
import * as local from "../../scripts/local.mjs";
// @ts-expect-error -- as above
import { killTool, stopTool } from "../../scripts/toolchain.mjs";
import { freshState } from "./migrated";
import { OPEN_SETTINGS } from "./settings";

/** A real server on real storage, as `npm start` runs it, in a process that can be killed. */
export interface TestServer extends AsyncDisposable {
  readonly origin: string;
  readonly state: string;
  readonly output: () => string;
  /** `kill -9` for it and all it started. */
  readonly kill: () => Promise<void>;
}

export interface ServerOptions {
  /** Where an earlier server kept its storage; a fresh place without it. */
  readonly state?: string;
  /** Settings that differ from those of `npm start`. */
  readonly vars?: Readonly<Record<string, string>>;
}

const SETTINGS = {
  SERVER_SECRET: "a secret of the test servers, 32 characters and more",
  ...OPEN_SETTINGS,
};
// Files that run side by side look for their ports apart from each other.
let nextPort = 18_700 + 100 * Number(process.env["VITEST_POOL_ID"] ?? 0);

export async function startServer({ state, vars = {} }: ServerOptions = {}): Promise<TestServer> {
  const folder = state ?? freshState();
  const port: number = await local.freePort(nextPort);
  nextPort = port + 1;
  let output = "";
  const { server, origin } = await local.serve({
    port,
    state: folder,
    vars: { ...SETTINGS, ...vars },
    onOutput: (chunk: Buffer) => (output += String(chunk)),
  });
  return {
    origin,
    state: folder,
    output: () => output,
    kill: async () => await killTool(server),
    async [Symbol.asyncDispose]() {
      await stopTool(server);
      if (state === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A call that has to succeed; answers its JSON. */
export async function call(
  server: TestServer,
  method: string,
  path: string,
  key: string | null,
  body?: object,
): Promise<any> {
  const answer = await fetch(server.origin + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  expect(answer.ok, `${method} ${path} answered ${answer.status}: ${text}`).toBe(true);
  return JSON.parse(text);
}

/** A new account's API key. */
export async function signUp(server: TestServer): Promise<string> {
  const { token } = await call(server, "POST", "/hq/account/agent/create", null, {});
  const { api_key: key } = await call(server, "POST", "/hq/account/create/key", token, { name: "test" });
  return key;
}
