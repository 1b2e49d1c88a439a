import { z } from "@hono/zod-openapi";
import type { Org } from "../../accounts/orgs";
import { refusals } from "../bare-errors";
import { keyRoute, type DialectApp } from "../dialect";
import { answers, idPath, takes } from "../shapes";

/** Organisations: names and branding. For API keys only; the account token is refused here. */

const TAGS = ["Organisations"];
const Colour = z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, "A colour is written #rgb or #rrggbb.");

const BRANDING = {
  description: z.string().max(1_000),
  website_url: z.url({ protocol: /^https?$/ }).max(2_000),
  logo_url: z.url({ protocol: /^https?$/ }).max(2_000),
  primary_color: Colour,
  secondary_color: Colour,
  support_email: z.email().max(254),
};
const optional = <T extends Record<string, z.ZodType>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, type.nullable().optional()])) as {
    [K in keyof T]: z.ZodOptional<z.ZodNullable<T[K]>>;
  };

const name = z.string().trim().min(1, "A name is needed.").max(100);
const CreateOrg = z.strictObject({ name, ...optional(BRANDING) }).openapi("CreateOrg");
const PatchOrg = z.strictObject({ name: name.optional(), ...optional(BRANDING) }).openapi("PatchOrg");
const OrgBody = z
  .object({
    id: z.string(),
    name: z.string(),
    ...optional(BRANDING),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi("Org");

const OrgPath = idPath("The organisation's id.");
const one = (description: string) => answers(OrgBody, description);

const create = keyRoute({
  method: "post",
  path: "/hq/orgs",
  operationId: "createOrg",
  summary: "Create an organisation",
  description: "Only the name is needed; the rest is branding.",
  tags: TAGS,
  request: { body: takes(CreateOrg) },
  responses: { 201: one("The organisation."), ...refusals(400, 401, 413, 415, 422, 503) },
});

const list = keyRoute({
  method: "get",
  path: "/hq/orgs",
  operationId: "listOrgs",
  summary: "List organisations",
  description: "All organisations of the account, oldest first.",
  tags: TAGS,
  responses: {
    200: answers(z.array(OrgBody), "Oldest first."),
    ...refusals(401, 429, 503),
  },
});

const show = keyRoute({
  method: "get",
  path: "/hq/orgs/{id}",
  operationId: "getOrg",
  summary: "One organisation",
  description: "The organisation with this id.",
  tags: TAGS,
  request: { params: OrgPath },
  responses: { 200: one("The organisation."), ...refusals(401, 404, 429, 503) },
});

const patch = keyRoute({
  method: "patch",
  path: "/hq/orgs/{id}",
  operationId: "updateOrg",
  summary: "Change an organisation",
  description: "Fields that are left out stay; a null clears one.",
  tags: TAGS,
  request: { params: OrgPath, body: takes(PatchOrg) },
  responses: { 200: one("The organisation as it is now."), ...refusals(400, 401, 404, 413, 415, 422, 503) },
});

const remove = keyRoute({
  method: "delete",
  path: "/hq/orgs/{id}",
  operationId: "deleteOrg",
  summary: "Delete an organisation",
  description: "Gone for good.",
  tags: TAGS,
  request: { params: OrgPath },
  responses: { 204: { description: "Deleted." }, ...refusals(401, 404, 503) },
});

export function orgRoutes(app: DialectApp): void {
  app.openapi(create, async (c) => {
    const org = await c.var.services.orgs.create(c.var.principal.accountId, given(c.req.valid("json")));
    return c.json(toBody(org), 201);
  });
  app.openapi(list, async (c) => c.json((await c.var.services.orgs.list(c.var.principal.accountId)).map(toBody), 200));
  app.openapi(show, async (c) =>
    c.json(toBody(await c.var.services.orgs.get(c.var.principal.accountId, c.req.valid("param").id)), 200),
  );
  app.openapi(patch, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(
      toBody(await c.var.services.orgs.update(c.var.principal.accountId, id, given(c.req.valid("json")))),
      200,
    );
  });
  app.openapi(remove, async (c) => {
    await c.var.services.orgs.remove(c.var.principal.accountId, c.req.valid("param").id);
    return c.body(null, 204);
  });
}

/** The fields the caller named; a field left out is not the same as one cleared. */
const given = (fields: Readonly<Record<string, string | null | undefined>>): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string | null] => entry[1] !== undefined),
  );

const toBody = (org: Org): z.infer<typeof OrgBody> =>
  OrgBody.parse({
    ...org.profile,
    id: org.id,
    created_at: org.createdAt.toISOString(),
    updated_at: org.updatedAt.toISOString(),
  });
