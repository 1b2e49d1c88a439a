import { z } from "@hono/zod-openapi";
import { bareError, refusals } from "../../../src/dialects/bare-errors";
import { limitBody, requireJson } from "../../../src/dialects/body";
import { keyRoute, setHeaders, type Dialect, type DialectContext } from "../../../src/dialects/dialect";
import { answers, idPath, promptText, takes } from "../../../src/dialects/shapes";
import { urlsFor } from "../../../src/dialects/urls";
import type { Job } from "../../../src/core/job";

const tags = ["Postcard"];

const Wish = z.strictObject({ greeting: promptText("What it shows.", "a beach at sunset") }).openapi("PostcardWish");
const Card = z
  .object({ id: z.string(), state: z.enum(["printing", "ready", "lost"]), url: z.url().nullable() })
  .openapi("Postcard");

const send = keyRoute({
  method: "post",
  path: "/postcard",
  operationId: "sendPostcard",
  summary: "Print a postcard",
  description: "Answers at once; `GET /postcard/{id}` says when it is ready.",
  tags,
  request: { body: takes(Wish) },
  responses: { 201: answers(Card, "The postcard."), ...refusals(400, 401, 402, 413, 415, 422, 429, 503) },
});

const look = keyRoute({
  method: "get",
  path: "/postcard/{id}",
  operationId: "getPostcard",
  summary: "Look at a postcard",
  description: "`url` is there when it is ready.",
  tags,
  request: { params: idPath("The postcard's id.") },
  responses: { 200: answers(Card, "The postcard."), ...refusals(401, 404, 429, 503) },
});

const STATE = {
  queued: "printing",
  running: "printing",
  succeeded: "ready",
  failed: "lost",
  canceled: "lost",
} as const satisfies Record<Job["status"], string>;

/** Postcards: 4:3, always. */
export const postcard: Dialect = {
  tags: [{ name: "Postcard", description: "Pictures in one shape." }],
  prefixes: ["/postcard"],
  errorBody: bareError,
  routes(app) {
    app.use("/postcard/*", limitBody, requireJson);
    const shown = (c: DialectContext, job: Job) => ({ id: job.id, state: STATE[job.status], url: urlsFor(c)(job) });
    app.openapi(send, async (c) => {
      const { job, headers } = await c.var.services.jobs.submit({
        principal: c.var.principal,
        idempotency: c.var.idempotency,
        dialect: "postcard",
        funding: "credits",
        request: {
          kind: "image",
          prompt: c.req.valid("json").greeting,
          aspectRatio: "4:3",
          outputFormat: "jpeg",
          seed: undefined,
        },
      });
      setHeaders(c, headers);
      return c.json(shown(c, job), 201);
    });
    app.openapi(look, async (c) => {
      const job = await c.var.services.jobs.get(c.var.principal.accountId, c.req.valid("param").id);
      return c.json(shown(c, job), 200);
    });
  },
};
