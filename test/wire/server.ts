import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import type { Answer, Exchange, Heard } from "./exchange";

/**
 * A real HTTP server on this machine that stands for any provider: a room of it answers with the exchanges it was given,
 * over real connections, and misbehaves where they say so. It keeps what it heard.
 */

interface Room {
  readonly exchanges: readonly Exchange[];
  readonly heard: Heard[];
}

declare module "vitest" {
  interface ProvidedContext {
    wireServer: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const rooms = new Map<string, Room>();
  const server = createServer((request, response) => {
    handle(rooms, request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("wireServer", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

async function handle(rooms: Map<string, Room>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`);
  const [, id = "", ...rest] = url.pathname.split("/");
  const body = await read(request);
  if (request.method === "PUT") {
    rooms.set(id, { exchanges: JSON.parse(body.toString("utf8")) as Exchange[], heard: [] });
    return void response.end();
  }
  const room = rooms.get(id);
  if (room === undefined) return void response.writeHead(404).end();
  if (rest.join("/") === "heard") return void response.end(JSON.stringify(room.heard));

  const path = `/${rest.join("/")}${url.search}`;
  const asked = room.heard.filter((one) => one.method === request.method && one.path === path).length;
  room.heard.push({ method: request.method ?? "", path, headers: { ...request.headers }, body: bodyOf(request, body) });
  const fitting = room.exchanges.filter((one) => one.method === request.method && one.path === path);
  const exchange = fitting[Math.min(asked, fitting.length - 1)];
  if (exchange === undefined) return void response.writeHead(404).end("no such exchange");
  await answer(response, exchange.answer, `http://${request.headers.host ?? ""}/${id}`);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** JSON as it is; anything else as base64. */
function bodyOf({ headers }: IncomingMessage, body: Buffer): unknown {
  if (body.length === 0) return null;
  return (headers["content-type"] ?? "").includes("json") ? JSON.parse(body.toString("utf8")) : body.toString("base64");
}

async function answer(response: ServerResponse, given: Answer, room: string): Promise<void> {
  const { status = 200, headers = {}, json, base64, fault } = given;
  if (fault === "reset") return void response.destroy();
  if (fault === "hang") return;
  const bytes =
    json === undefined
      ? Buffer.from(base64 ?? "", "base64")
      : Buffer.from(JSON.stringify(json).replaceAll("{room}", room), "utf8");
  const type = json === undefined ? {} : { "content-type": "application/json" };
  const located = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replaceAll("{room}", room)]),
  );
  if (fault === "truncate") {
    response.writeHead(status, { ...type, ...located, "content-length": String(bytes.length) });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    return;
  }
  response.writeHead(status, { ...type, ...located });
  if (fault !== "endless") return void response.end(bytes);
  const megabyte = Buffer.alloc(1_024 * 1_024, 32);
  const more = (): void => {
    while (!response.destroyed && response.write(megabyte));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
}
