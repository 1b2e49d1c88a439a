import { z } from "@hono/zod-openapi";
import type { Services } from "../../services";
import { keyRoute, type DialectApp } from "../dialect";
import { answers, idPath } from "../shapes";
import { refusals } from "./errors";

const job = idPath("The job's id.");

const Delivery = z
  .object({
    id: z.string().openapi({ description: "`webhook-id` of every attempt." }),
    url: z.string(),
    status: z.enum(["due", "delivered", "given_up"]),
    next_attempt_at: z.iso.datetime().nullable(),
    attempts: z.array(
      z.object({
        number: z.int(),
        at: z.iso.datetime(),
        duration_ms: z.int(),
        http_status: z.int().nullable(),
        error: z
          .string()
          .nullable()
          .openapi({ description: "refused, redirected, timeout, unreachable, url_refused, abandoned." }),
      }),
    ),
  })
  .openapi("TokenKitDelivery");

const Deliveries = z.object({ data: z.array(Delivery), errors: z.null() }).openapi("TokenKitDeliveries");

const list = (tags: string[]) =>
  keyRoute({
    method: "get",
    path: "/v1/jobs/{id}/deliveries",
    operationId: "listDeliveries",
    summary: "What became of a job's webhook",
    description: "Empty where the job has none, or has not ended.",
    tags,
    request: { params: job },
    responses: { 200: answers(Deliveries, "The deliveries, with their attempts."), ...refusals(401, 404, 429, 503) },
  });

const redeliver = (tags: string[]) =>
  keyRoute({
    method: "post",
    path: "/v1/jobs/{id}/redeliver",
    operationId: "redeliver",
    summary: "Send a job's webhook again",
    description: "Once it has been delivered or given up: the same event under the same id, from the first attempt on.",
    tags,
    request: { params: job },
    responses: { 200: answers(Deliveries, "The deliveries as they are now."), ...refusals(401, 404, 409, 429, 503) },
  });

export function deliveryRoutes(app: DialectApp, tags: string[]): void {
  app.openapi(list(tags), async (c) => {
    const { jobs, webhooks } = c.var.services;
    const found = await webhooks.ofJob(await jobs.get(c.var.principal.accountId, c.req.valid("param").id));
    return c.json({ data: found.map(toDelivery), errors: null }, 200);
  });
  app.openapi(redeliver(tags), async (c) => {
    const { jobs, webhooks } = c.var.services;
    const ended = await jobs.get(c.var.principal.accountId, c.req.valid("param").id);
    await webhooks.redeliver(ended);
    return c.json({ data: (await webhooks.ofJob(ended)).map(toDelivery), errors: null }, 200);
  });
}

type Found = Awaited<ReturnType<Services["webhooks"]["ofJob"]>>[number];

const toDelivery = ({ id, webhook, status, dueAt, log }: Found): z.infer<typeof Delivery> => ({
  id,
  url: webhook.url,
  status,
  next_attempt_at: dueAt?.toISOString() ?? null,
  attempts: log.map(({ number, at, durationMs, httpStatus, error }) => ({
    number,
    at: at.toISOString(),
    duration_ms: durationMs,
    http_status: httpStatus,
    error,
  })),
});
