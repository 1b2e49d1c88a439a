import { z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import { stream } from "hono/streaming";
import { refusals } from "../bare-errors";
import { keyRoute, type DialectApp } from "../dialect";
import { urlsFor } from "../urls";
import { ListedImage } from "./schemas";
import { toListed } from "./words";

const MAX_PAGE = 500;
/** What ends in an image; an account's other jobs are read by id. */
const KINDS = ["image", "agent"] as const;

const ListQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .optional()
    .openapi({ description: "Rows to answer with; without it, all." }),
  before: z.string().max(200).optional().openapi({ description: "Only jobs older than this one, by its id." }),
});

const list = (tags: string[]) =>
  keyRoute({
    method: "get",
    path: "/image/list",
    operationId: "listImages",
    summary: "List the account's images, newest first",
    description: "Everything of the account, as a bare array. With `limit` or `before`, one page of it.",
    tags,
    request: { query: ListQuery },
    responses: {
      200: {
        description: "All rows, or one page with a `Link` to the next.",
        headers: { link: { description: 'The next page, `rel="next"`.', schema: { type: "string" } } },
        content: { "application/json": { schema: z.array(ListedImage) } },
      },
      ...refusals(401, 422, 429, 503),
    },
  });

export function listRoute(app: DialectApp, tags: string[]): void {
  app.openapi(list(tags), async (c) => {
    const { jobs, log } = c.var.services;
    const { accountId } = c.var.principal;
    const { limit, before = null } = c.req.valid("query");
    const urlOf = urlsFor(c);
    if (limit !== undefined || before !== null) {
      const rows = await jobs.list(accountId, { limit: limit ?? MAX_PAGE, before, kinds: KINDS });
      const last = rows.at(-1);
      if (last !== undefined && rows.length === (limit ?? MAX_PAGE)) c.header("link", nextPage(c.req.url, last.id));
      return c.json(
        rows.map((job) => toListed(job, urlOf)),
        200,
      );
    }
    c.header("content-type", "application/json");
    // Every row the account ever made, a page in memory at a time; the type of a stream says nothing of its rows.
    const rows = stream(
      c,
      async (body) => {
        let separator = "[";
        for await (const job of jobs.listAll(accountId, KINDS)) {
          await body.write(separator + JSON.stringify(toListed(job, urlOf)));
          separator = ",";
        }
        await body.write(separator === "[" ? "[]" : "]");
      },
      // The array stays open, so nobody takes a part of the list for the whole.
      async (error) => log.event("list_broken", { requestId: c.var.requestId }, error),
    );
    return rows as TypedResponse<ListedImage[], 200, "json"> & Response;
  });
}

function nextPage(url: string, before: string): string {
  const next = new URL(url);
  next.searchParams.set("before", before);
  return `<${next.href}>; rel="next"`;
}
