import { createServer } from "node:http";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
// @ts-expect-error -- plain JavaScript, so that it runs before anything is installed
import { freePort } from "../../scripts/local.mjs";
// @ts-expect-error -- as above
import { runTool, startTool, stopTool } from "../../scripts/toolchain.mjs";

/**
 * The local simulator lets a Worker reach this machine, so what a deployment cannot reach is shown in a plain workerd
 * whose network is public only, as Cloudflare's is.
 */

const folder = mkdtempSync(join(tmpdir(), "edgel-egress-"));
let hits = 0;
const inside = createServer((_request, response) => {
  hits += 1;
  response.end("inside");
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, "::", resolve));
  port = (inside.address() as AddressInfo).port;
  const config = join("test", "process", "egress", "wrangler.toml");
  runTool("wrangler", ["deploy", "--dry-run", "--config", config, "--outdir", folder], { stdio: "pipe" });
}, 60_000);
afterAll(() => {
  inside.closeAllConnections();
  inside.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Names this machine, in every spelling there is. */
const spellings = () => [
  `http://127.0.0.1:${port}/`,
  `http://localhost:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://127.1:${port}/`,
  `http://2130706433:${port}/`,
  `http://0x7f.0.0.1:${port}/`,
  `http://0.0.0.0:${port}/`,
  // A name that looks like any other and leads inside.
  `http://${hostname()}:${port}/`,
];

async function withNetwork<T>(
  allow: string,
  work: (ask: (url: string, guarded: boolean) => Promise<any>) => Promise<T>,
) {
  const at: number = await freePort(18_500);
  const [module = "worker.js"] = readdirSync(folder).filter((file) => file.endsWith(".js"));
  const file = join(folder, `${at}.capnp`);
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "${module}", esModule = embed "${module}")],
      compatibilityDate = "2026-10-23",
      compatibilityFlags = ["nodejs_compat", "global_fetch_strictly_public"],
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = [${allow}])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${at}", http = (), service = "main")],
);
`,
  );
  const server = startTool("workerd", ["serve", file], { stdio: "ignore" });
  const origin = `http://127.0.0.1:${at}`;
  try {
    await expect.poll(async () => (await fetch(origin).catch(() => null))?.status, { timeout: 15_000 }).toBe(200);
    return await work(async (url, guarded) => {
      const answer = await fetch(origin, { method: "POST", body: JSON.stringify({ url, guarded }) });
      return await answer.json();
    });
  } finally {
    await stopTool(server);
  }
}

it("nothing inside is reached from a network that is public only, whatever the guard lets by", async () => {
  hits = 0;
  await withNetwork('"public"', async (ask) => {
    for (const url of spellings()) expect(await ask(url, false), url).toEqual({ error: expect.any(String) });
    for (const url of spellings()) expect(await ask(url, true), url).toEqual({ refused: expect.any(String) });
  });
  expect(hits).toBe(0);
});

it("all of that would reach this machine from a network that is not", async () => {
  hits = 0;
  await withNetwork('"public", "private", "local"', async (ask) => {
    for (const url of spellings()) expect(await ask(url, false), url).toEqual({ status: 200 });
    for (const url of spellings()) expect(await ask(url, true), url).toEqual({ refused: expect.any(String) });
  });
  expect(hits).toBe(spellings().length);
});
