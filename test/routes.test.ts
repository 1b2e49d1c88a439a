import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { inspectRoutes } from "hono/dev";
import { describe, expect, it } from "vitest";
import { createApp } from "../src/app";
import { createCredential } from "../src/core/ids";
import { createServices } from "../src/services";
import { api } from "./support/api";

const app = createApp(createServices);
const { body: document } = await api("GET", "/openapi.json");

interface Operation {
  readonly method: string;
  readonly template: string;
  readonly security: Record<string, unknown>[];
  readonly hasBody: boolean;
}

const operations: Operation[] = Object.entries<Record<string, any>>(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    template,
    security: operation.security,
    hasBody: operation.requestBody?.required === true,
  })),
);
const pathFor = (template: string) => template.replace(/\{[^}]+\}/g, "nothing");
const named = operations.map((operation) => [`${operation.method} ${operation.template}`, operation] as const);

/** Anyone may call these; every other route asks who is calling. */
const OPEN = [
  "POST /hq/account/agent/create",
  "POST /hq/account/agent/token",
  "GET /i/{name}",
  "GET /models",
  "GET /v1/models",
  "GET /.well-known/webhooks/jwks.json",
  "GET /healthz",
];
/** The document itself, what is written from it, and the pages for people are not in the document. */
const UNDOCUMENTED = ["GET /", "GET /docs", "GET /openapi.json", "GET /llms.txt", "GET /llms-full.txt"];

/** A refusal as the dialect that owns the path writes it. */
const refusalOf = (path: string, status: number, word: string): object =>
  path.startsWith("/api/")
    ? { error: expect.any(String), code: status }
    : /^\/v1\/(?:images|models)/.test(path)
      ? {
          error: {
            message: expect.any(String),
            type: "invalid_request_error",
            param: null,
            code: word === "unauthorized" ? "invalid_api_key" : word,
          },
        }
      : /^\/v[12]\//.test(path)
        ? { data: null, errors: [{ code: word.toUpperCase(), message: expect.any(String) }] }
        : { error: word, message: expect.any(String), charged: false, retry: "never" };

describe("every route", () => {
  it("is in the document, and everything in the document is a route", () => {
    const routes = inspectRoutes(app)
      .filter((route) => !route.isMiddleware && route.method !== "ALL")
      .map((route) => `${route.method} ${route.path.replace(/:([^/{]+)(\{[^}]+\})?/g, "{$1}")}`)
      .filter((route) => !UNDOCUMENTED.includes(route));
    expect([...new Set(routes)].toSorted()).toEqual(named.map(([name]) => name).toSorted());
  });

  it.each(named)("%s asks for the credential it documents", async (name, { method, template, security, hasBody }) => {
    const answer = await api(method, pathFor(template), hasBody ? { json: {} } : {});
    if (OPEN.includes(name)) {
      expect(security).toEqual([]);
      expect(answer.status).not.toBe(401);
      return;
    }
    expect(security).toContainEqual(/^\/(?:admin\/|metrics$)/.test(template) ? { adminToken: [] } : { apiKey: [] });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="edgel"');
    expect(answer.body).toEqual(refusalOf(template, 401, "unauthorized"));
  });

  it.each([...new Set(operations.map((operation) => operation.template))])(
    "%s answers other methods with 405 and what it allows",
    async (template) => {
      const allowed = operations
        .filter((operation) => operation.template === template)
        .map((operation) => operation.method);
      const expected = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : [])];
      const wrong = ["PUT", "PATCH", "DELETE", "POST", "GET"].filter((method) => !allowed.includes(method));
      for (const method of wrong) {
        const answer = await api(method, pathFor(template), method === "GET" ? {} : { json: {} });
        expect(answer.status).toBe(405);
        expect(answer.body).toEqual(refusalOf(template, 405, "method_not_allowed"));
        expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(expected.toSorted());
      }
    },
  );

  it.each([
    "/nothing",
    "/image",
    "/image/",
    "/image/jobs/",
    "/image/jobs/x/y",
    "/image/generate/",
    "/hq/nothing",
    "/IMAGE/list",
    "/i/a/b",
  ])("%s is no path: 404 in the error shape, and uncached under a dialect", async (path) => {
    const answer = await api("GET", path);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({ error: "not_found", message: expect.any(String), charged: false, retry: "never" });
  });

  it("carries a request id, the caller's own where it sent one", async () => {
    expect((await api("GET", "/image/list")).headers.get("x-request-id")).toMatch(/^req_00[0-9a-z]{26}$/);
    expect(
      (await api("GET", "/image/list", { headers: { "x-request-id": "mine-1" } })).headers.get("x-request-id"),
    ).toBe("mine-1");
  });

  it("lets browsers call it from anywhere and read the headers that matter", async () => {
    const preflight = await app.fetch(
      new Request("https://edgel.test/image/generate", {
        method: "OPTIONS",
        headers: {
          origin: "https://app.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
        },
      }),
      env,
      createExecutionContext(),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
    const refused = await api("GET", "/image/list", { headers: { origin: "https://app.example" } });
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
  });

  it("never lets the text of an internal fault out", async () => {
    const broken = new Proxy(env.DB_0, {
      get: () => () => {
        throw new Error("SELECT secret FROM somewhere");
      },
    });
    const faulty = createApp(() => createServices({ ...env, DB_0: broken }, { log: { event: () => {} } }));
    const valid = createCredential("hq_live", 0, (length) => new Uint8Array(length));
    const answer = await faulty.fetch(
      new Request("https://edgel.test/image/list", { headers: { authorization: `Bearer ${valid}` } }),
      env,
      createExecutionContext(),
    );
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: "internal_error",
      message: "Something went wrong on our side; the request may be sent again.",
      charged: false,
      retry: "safe",
    });
  });
});
