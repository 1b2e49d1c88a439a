import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => void (server = await startServer()), 120_000);
afterAll(async () => await server[Symbol.asyncDispose]());

it("the commands of /llms.txt lead from nothing to a picture, as they stand there", async () => {
  const text = await (await fetch(`${server.origin}/llms.txt`)).text();
  const [, commands = ""] = /```sh\n(.*?)```/s.exec(text) ?? [];
  expect(commands.match(/curl/g)).toHaveLength(3);
  const job = JSON.parse(execFileSync("bash", ["-euc", commands], { encoding: "utf8", timeout: 90_000 }));
  expect(job).toMatchObject({ status: "completed", url: expect.stringContaining(`${server.origin}/i/img_`) });
  const picture = await fetch(job.url);
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
});
