import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { RequestIdVariables } from "hono/request-id";
import { bearerOf } from "../core/bearer";
import { AppError } from "../core/errors";
import type { IdempotencyClaim, Principal } from "../core/principal";
import type { Services } from "../services";
import { issuesToError } from "./validation";

/** What every handler finds in its context. */
export interface DialectEnv {
  Bindings: Env;
  Variables: RequestIdVariables & {
    services: Services;
    principal: Principal;
    idempotency: IdempotencyClaim | null;
  };
}

export type DialectApp = OpenAPIHono<DialectEnv>;
export type DialectContext = Context<DialectEnv>;

/** A public API surface: the paths it owns, its routes, and its way to write an error. */
export interface Dialect {
  /** How the document groups its routes. */
  readonly tags: readonly Tag[];
  /** Unknown paths under these answer in this dialect's error shape. */
  readonly prefixes: readonly string[];
  /** Whether this server has it; one that is not offered has no paths, and is not in the document. */
  readonly offered?: (services: Services) => boolean;
  readonly errorBody: (error: AppError) => object;
  /** The HTTP status of an error, where the dialect's differs from ours. */
  readonly statusOf?: (error: AppError) => number;
  readonly routes: (app: DialectApp) => void;
}

export interface Tag {
  readonly name: string;
  readonly description: string;
}

type Credential = "apiKey" | "accountToken";

/** A route for API keys only: what the document promises is what the middleware checks. */
export const keyRoute = <const R extends RouteConfig>(route: R) =>
  createRoute({
    ...route,
    security: [{ apiKey: [] }],
    middleware: [requires(["apiKey"])] as MiddlewareHandler<DialectEnv>[],
  });

/** A route for the account itself: an API key or the account's short-lived token. */
export const accountRoute = <const R extends RouteConfig>(route: R) =>
  createRoute({
    ...route,
    security: [{ apiKey: [] }, { accountToken: [] }],
    middleware: [requires(["apiKey", "accountToken"])] as MiddlewareHandler<DialectEnv>[],
  });

/** A route for whoever runs the server. */
export const adminRoute = <const R extends RouteConfig>(route: R) =>
  createRoute({
    ...route,
    security: [{ adminToken: [] }],
    middleware: [requiresOperator] as MiddlewareHandler<DialectEnv>[],
  });

/** A route anyone may call. */
export const openRoute = <const R extends RouteConfig>(route: R) => createRoute({ ...route, security: [] });

/** Runs before the body is looked at, so a stranger learns nothing about it. */
function requires(accepted: readonly Credential[]): MiddlewareHandler<DialectEnv> {
  return async function requireCredential(c, next) {
    const { authenticate, limits } = c.var.services;
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const idempotencyKey = isRead ? undefined : c.req.header("idempotency-key");
    const { principal, idempotency } = await authenticate(c.req.header("authorization"), idempotencyKey);
    if (principal.proof.by === "token" && !accepted.includes("accountToken")) {
      throw new AppError(
        "api_key_required",
        "This route needs an API key; the account token is for account and billing routes.",
      );
    }
    if (principal.frozen && !isRead)
      throw new AppError("account_frozen", "This account is frozen by the operator of this server.");
    c.set("principal", principal);
    c.set("idempotency", idempotency);
    if (isRead) setHeaders(c, await limits.admitRead(principal.accountId));
    await next();
  };
}

const requiresOperator: MiddlewareHandler<DialectEnv> = async (c, next) => {
  const credential = bearerOf(c.req.header("authorization")) ?? "";
  if (!(await c.var.services.operator.isOperator(credential)))
    throw new AppError("unauthenticated", "The Authorization header needs the operator's token.");
  await next();
};

export function setHeaders(c: DialectContext, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

/** The dialect as an app: its routes, its validation errors, its refusals, all in its own words. */
export function createDialectApp(dialect: Dialect): DialectApp {
  const app: DialectApp = new OpenAPIHono<DialectEnv>({
    defaultHook: (result) => {
      if (!result.success) throw issuesToError(result.error.issues, result.target);
    },
  });
  app.onError((error, c) => refuse(dialect, toAppError(error), c));
  const { offered } = dialect;
  if (offered !== undefined)
    for (const path of dialect.prefixes.flatMap((prefix) => [prefix, `${prefix}/*`]))
      app.use(path, async (c, next) => {
        if (!offered(c.var.services)) throw new AppError("route_not_found", "There is no such path.");
        await next();
      });
  dialect.routes(app);
  for (const prefix of dialect.prefixes) {
    app.all(prefix, (c) => refuse(dialect, noRoute(app, c), c));
    app.all(`${prefix}/*`, (c) => refuse(dialect, noRoute(app, c), c));
  }
  return app;
}

function refuse(dialect: Dialect, error: AppError, c: DialectContext): Response {
  if (error.status >= 500)
    c.var.services.log.event("request_failed", { requestId: c.var.requestId, code: error.code }, error.cause);
  const { retryAfter, allow, headers } = error.details;
  const status = dialect.statusOf?.(error) ?? error.status;
  const answer = new Response(c.req.method === "HEAD" ? null : JSON.stringify(dialect.errorBody(error)), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
  if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
  if (allow !== undefined) answer.headers.set("allow", allow.join(", "));
  if (status === 401) answer.headers.set("www-authenticate", 'Bearer realm="edgel"');
  return answer;
}

/** Hono's own refusals are malformed JSON and bodies over the limit; anything else is ours or a fault. */
function toAppError(error: unknown): AppError {
  if (!(error instanceof HTTPException)) return AppError.from(error);
  if (error.status === 413) return new AppError("payload_too_large", "The request body is too large.");
  if (error.status === 400) return new AppError("invalid_json", "The request body is not valid JSON.");
  return AppError.from(error);
}

/** No route matched: either the path is unknown, or it has other methods. */
function noRoute(app: DialectApp, c: DialectContext): AppError {
  const allow = methodsOf(app, c.req.path);
  return allow.length === 0
    ? new AppError("route_not_found", "There is no such path.")
    : new AppError("method_not_allowed", `This path takes ${allow.join(", ")}.`, { allow });
}

function methodsOf(app: DialectApp, path: string): string[] {
  const methods = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" && matches(definition.route.path, path) ? [definition.route.method.toUpperCase()] : [],
  );
  return [...methods, ...(methods.includes("GET") && !methods.includes("HEAD") ? ["HEAD"] : [])];
}

const matches = (template: string, path: string): boolean => {
  const segments = path.split("/");
  const parts = template.split("/");
  return (
    parts.length === segments.length &&
    // A parameter takes anything but nothing.
    parts.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]))
  );
};
