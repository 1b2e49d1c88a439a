import { z } from "@hono/zod-openapi";
import { bareError, refusals } from "./bare-errors";
import { adminRoute, openRoute, type Dialect } from "./dialect";
import { answers } from "./shapes";

const tags = ["Operator"];

const HealthView = z
  .object({
    ok: z.boolean(),
    schema: z.string().nullable().openapi({ description: "The last migration.", example: "0011_metrics.sql" }),
    checks: z.object({ database: z.boolean(), bucket: z.boolean(), limiter: z.boolean() }),
  })
  .openapi("Health");

const health = openRoute({
  method: "get",
  path: "/healthz",
  operationId: "getHealth",
  summary: "Whether this server can work",
  description: "Asks the databases, the bucket and the limiters, and waits two seconds for each.",
  tags,
  responses: {
    200: answers(HealthView, "All of it answers."),
    503: answers(HealthView, "Something does not."),
  },
});

const metrics = adminRoute({
  method: "get",
  path: "/metrics",
  operationId: "getMetrics",
  summary: "How this server does, for Prometheus",
  description:
    "Open jobs, and of the last hour: jobs by kind, end and model, how long they waited and took, deliveries of " +
    "webhooks, calls of models, and models that are left alone. Needs the operator's token as bearer.",
  tags,
  responses: {
    200: {
      description: "Prometheus' text format.",
      content: { "text/plain": { schema: z.string() } },
    },
    ...refusals(401, 503),
  },
});

/** What watches this server. */
export const operation: Dialect = {
  tags: [],
  prefixes: ["/healthz", "/metrics"],
  errorBody: bareError,
  routes(app) {
    app.openapi(health, async (c) => {
      const found = await c.var.services.health.check();
      return found.ok ? c.json(found, 200) : c.json(found, 503);
    });
    app.openapi(metrics, async (c) => c.text(await c.var.services.metrics.text(), 200));
  },
};
