import { z } from "@hono/zod-openapi";
import { refusals } from "../bare-errors";
import { accountRoute, type DialectApp } from "../dialect";
import { answers } from "../shapes";

/** The secret that an account's webhooks are signed with. */

const TAGS = ["Webhooks"];

const Secret = z
  .object({
    secret: z.string().openapi({ description: "For any Standard Webhooks library.", example: "whsec_…" }),
    previous: z.string().nullable().openapi({ description: "The one before it, while it still signs as well." }),
    previous_until: z.iso.datetime().nullable(),
  })
  .openapi("WebhookSecret");

const show = accountRoute({
  method: "get",
  path: "/hq/webhooks/secret",
  operationId: "getWebhookSecret",
  summary: "The secret webhooks are signed with",
  description: "Deliveries follow Standard Webhooks: verify `webhook-signature` with this, or with the public key.",
  tags: TAGS,
  responses: { 200: answers(Secret, "The secret."), ...refusals(401, 429, 503) },
});

const rotate = accountRoute({
  method: "post",
  path: "/hq/webhooks/secret/rotate",
  operationId: "rotateWebhookSecret",
  summary: "Make a new secret",
  description: "For a day both the new and the old one sign every delivery.",
  tags: TAGS,
  responses: { 200: answers(Secret, "The new secret."), ...refusals(401, 429, 503) },
});

export function webhookRoutes(app: DialectApp): void {
  app.openapi(show, async (c) =>
    c.json(toSecret(await c.var.services.signing.secrets(c.var.principal.accountId)), 200),
  );
  app.openapi(rotate, async (c) =>
    c.json(toSecret(await c.var.services.signing.rotate(c.var.principal.accountId)), 200),
  );
}

const toSecret = (found: { secret: string; previous: string | null; previousUntil: Date | null }) => ({
  secret: found.secret,
  previous: found.previous,
  previous_until: found.previousUntil?.toISOString() ?? null,
});
