import { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { timing } from "hono/timing";
import { AppError } from "./core/errors";
import { createLog } from "./core/log";
import { secureRandom } from "./core/crypto";
import { createId } from "./core/ids";
import { bareError } from "./dialects/bare-errors";
import { createDialectApp, type DialectApp, type DialectContext, type DialectEnv } from "./dialects/dialect";
import { dialects } from "./dialects/index";
import { originOf } from "./dialects/urls";
import { guide, guideInFull } from "./docs/llms";
import { describeApi } from "./docs/openapi";
import { page } from "./docs/pages";
import { serveMcp } from "./mcp/server";
import type { Services } from "./services";

/** Headers a browser client may read. */
const EXPOSED = [
  "idempotent-replayed",
  "link",
  "preference-applied",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "server-timing",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
];

/** The whole API: request id, services, every dialect, the documents and pages, and the last error handler. */
export function createApp(servicesOf: (env: Env) => Services): DialectApp {
  const app: DialectApp = new OpenAPIHono<DialectEnv>();
  app.use(
    requestId({
      headerName: "x-request-id",
      limitLength: 100,
      generator: () => createId("req", 0, new Date(), secureRandom),
    }),
  );
  app.use(timing({ crossOrigin: "*" }));
  app.use(cors({ origin: "*", exposeHeaders: EXPOSED, maxAge: 86_400 }));
  app.use(async (c, next) => {
    c.set("services", servicesOf(c.env));
    await next();
    // Answers are about one account at one moment; only public pictures say otherwise.
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });
  for (const dialect of dialects) app.route("/", createDialectApp(dialect));

  const documentOf = (c: DialectContext) => {
    const offered = dialects.filter((dialect) => dialect.offered?.(c.var.services) ?? true);
    return describeApi(offered, originOf(c));
  };
  app.get("/", (c) => page("studio", c.var.services.readAsset, c.var.services.mediaOrigin));
  app.get("/docs", (c) => page("reference", c.var.services.readAsset, c.var.services.mediaOrigin));
  app.get("/openapi.json", (c) => c.json(documentOf(c)));
  app.get("/llms.txt", (c) => c.text(guide(originOf(c))));
  app.get("/llms-full.txt", (c) => c.text(guideInFull(originOf(c), documentOf(c))));
  app.all("/mcp", async (c) => {
    const { log } = c.var.services;
    const own = async (request: Request) => await app.fetch(request, c.env, c.executionCtx);
    return await serveMcp(c.req.raw, own, (error) => log.event("mcp_fault", { requestId: c.var.requestId }, error));
  });
  app.notFound((c) => c.json(bareError(new AppError("route_not_found", "There is no such path.")), 404));
  app.onError((error, c) => {
    const known = AppError.from(error);
    // Without services the settings are not usable: nobody else says so.
    const log = c.get("services")?.log ?? createLog();
    log.event("request_failed", { requestId: c.get("requestId"), code: known.code }, known.cause);
    return Response.json(bareError(known), { status: known.status });
  });
  return app;
}
