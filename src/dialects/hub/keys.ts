import { z } from "@hono/zod-openapi";
import { refusals } from "../bare-errors";
import { accountRoute, type DialectApp } from "../dialect";
import { answers, idPath, takes } from "../shapes";

/** API keys: shown once, kept as hashes, refused on the next request after their deletion. */

const TAGS = ["Accounts"];

const mintKey = accountRoute({
  method: "post",
  path: "/hq/account/create/key",
  operationId: "createKey",
  summary: "Create an API key",
  description: "The key is shown this once. It works until it is deleted.",
  tags: TAGS,
  request: {
    body: takes(z.strictObject({ name: z.string().trim().min(1, "A name is needed.").max(100) }).openapi("CreateKey")),
  },
  responses: {
    201: answers(z.object({ api_key: z.string(), id: z.string(), prefix: z.string() }).openapi("NewKey"), "The key."),
    ...refusals(400, 401, 413, 415, 422, 503),
  },
});

const Key = z
  .object({ id: z.string(), name: z.string(), prefix: z.string(), created_at: z.iso.datetime() })
  .openapi("Key");

const listKeys = accountRoute({
  method: "get",
  path: "/hq/account/keys",
  operationId: "listKeys",
  summary: "List the keys in force",
  description: "Ids, names and first characters; the keys themselves are shown only when they are made.",
  tags: TAGS,
  responses: {
    200: answers(z.array(Key), "The keys, oldest first; never the keys themselves."),
    ...refusals(401, 429, 503),
  },
});

const deleteKey = accountRoute({
  method: "delete",
  path: "/hq/account/delete/key/{id}",
  operationId: "deleteKey",
  summary: "Delete a key",
  description: "The key is refused from the next request on.",
  tags: TAGS,
  request: { params: idPath("The key's id.") },
  responses: { 204: { description: "Deleted." }, ...refusals(401, 404, 503) },
});

export function keyRoutes(app: DialectApp): void {
  app.openapi(mintKey, async (c) => {
    const { apiKey, id, prefix } = await c.var.services.keys.mint(c.var.principal.accountId, c.req.valid("json").name);
    return c.json({ api_key: apiKey, id, prefix }, 201);
  });
  app.openapi(listKeys, async (c) => {
    const keys = await c.var.services.keys.list(c.var.principal.accountId);
    return c.json(
      keys.map(({ createdAt, ...key }) => ({ ...key, created_at: createdAt.toISOString() })),
      200,
    );
  });
  app.openapi(deleteKey, async (c) => {
    await c.var.services.keys.revoke(c.var.principal.accountId, c.req.valid("param").id);
    return c.body(null, 204);
  });
}
