import { z } from "@hono/zod-openapi";
import { bareError } from "./bare-errors";
import { openRoute, type Dialect } from "./dialect";
import { answers } from "./shapes";

const Keys = z
  .object({
    keys: z.array(
      z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), alg: z.string(), use: z.string() }),
    ),
  })
  .openapi("JsonWebKeys");

const keys = openRoute({
  method: "get",
  path: "/.well-known/webhooks/jwks.json",
  operationId: "getWebhookKeys",
  summary: "The public key of webhooks",
  description: "Verifies the `v1a` signature of every delivery of this server (Ed25519).",
  tags: ["Webhooks"],
  responses: { 200: answers(Keys, "The keys.") },
});

/** What anyone may know of this server. */
export const wellKnown: Dialect = {
  tags: [{ name: "Webhooks", description: "Who is told when a job has ended, and how to know that it was us." }],
  prefixes: ["/.well-known"],
  errorBody: bareError,
  routes(app) {
    app.openapi(keys, async (c) => c.json(await c.var.services.signing.publicKeys(), 200));
  },
};
