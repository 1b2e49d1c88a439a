import { z } from "@hono/zod-openapi";
import type { Job } from "../../core/job";
import { bareError, refusals } from "../bare-errors";
import { limitBody, requireJson } from "../body";
import { keyRoute, setHeaders, type Dialect, type DialectApp, type DialectContext } from "../dialect";
import { answers, takes } from "../shapes";
import { hintWhenToLook, waitSeconds, WaitQuery } from "../waiting";
import { listRoute } from "./list";
import { Accepted, Generate, ImageJob, JobPath } from "./schemas";
import { originOf, urlsFor, webhookFor } from "../urls";
import { toAccepted, toImageJob, toRequest } from "./words";

const TAGS = ["MyImageAPI"];

const generate = keyRoute({
  method: "post",
  path: "/image/generate",
  operationId: "generateImage",
  summary: "Generate an image",
  description:
    "Accepts the job, holds what it costs, and answers at once, or with `wait` when it has ended. A failed job costs nothing.",
  tags: TAGS,
  request: {
    query: WaitQuery,
    headers: z.object({
      "idempotency-key": z
        .string()
        .optional()
        .openapi({ description: "The same key answers with the same job for 30 days." }),
      prefer: z
        .string()
        .optional()
        .openapi({ description: "`wait=N` holds the answer until the job has ended.", example: "wait=30" }),
    }),
    body: takes(Generate),
  },
  responses: {
    202: answers(Accepted, "Accepted; with `wait`, the job as it then is."),
    ...refusals(400, 401, 402, 413, 415, 422, 429, 503),
  },
});

const poll = keyRoute({
  method: "get",
  path: "/image/jobs/{id}",
  operationId: "getImageJob",
  summary: "Poll a job",
  description: "`url` is there when completed, `error` when failed. `wait` holds the answer until the job has ended.",
  tags: TAGS,
  request: { params: JobPath, query: WaitQuery },
  responses: {
    200: answers(ImageJob, "The job as it is."),
    ...refusals(401, 404, 422, 429, 503),
  },
});

const cancel = keyRoute({
  method: "post",
  path: "/image/jobs/{id}/cancel",
  operationId: "cancelImageJob",
  summary: "Cancel a job",
  description: "A queued job costs nothing; a running one is stopped if it can be, and costs nothing either.",
  tags: TAGS,
  request: { params: JobPath },
  responses: {
    200: answers(ImageJob, "Canceled: failed, with the error `canceled`."),
    ...refusals(401, 404, 409, 503),
  },
});

const remove = keyRoute({
  method: "delete",
  path: "/image/jobs/{id}",
  operationId: "deleteImage",
  summary: "Delete a job's picture",
  description: "The picture is gone for good and its URL answers 410; the job stays listed with a null url.",
  tags: TAGS,
  request: { params: JobPath },
  responses: { 204: { description: "Deleted." }, ...refusals(401, 404, 409, 503) },
});

export const myimage: Dialect = {
  tags: [{ name: "MyImageAPI", description: "Images from prompts: submit, poll, list, cancel, delete." }],
  prefixes: ["/image"],
  errorBody: bareError,
  routes(app) {
    app.use("/image/*", limitBody, requireJson);
    generateHandler(app);
    app.openapi(poll, async (c) => {
      const { jobs } = c.var.services;
      const found = await jobs.get(c.var.principal.accountId, c.req.valid("param").id);
      const job = await jobs.wait(found, waitSeconds(c, c.req.valid("query")), c.req.raw.signal);
      return c.json(shown(c, job), 200);
    });
    app.openapi(cancel, async (c) => {
      const job = await c.var.services.jobs.cancel(c.var.principal.accountId, c.req.valid("param").id);
      return c.json(shown(c, job), 200);
    });
    app.openapi(remove, async (c) => {
      await c.var.services.jobs.deletePictures(c.var.principal.accountId, c.req.valid("param").id, originOf(c));
      return c.body(null, 204);
    });
    listRoute(app, TAGS);
  },
};

function generateHandler(app: DialectApp): void {
  app.openapi(generate, async (c) => {
    const { jobs } = c.var.services;
    const body = c.req.valid("json");
    const { job, replayed, headers } = await jobs.submit({
      principal: c.var.principal,
      idempotency: c.var.idempotency,
      dialect: "myimage",
      funding: "credits",
      request: toRequest(body),
      webhook: webhookFor(c, body.webhook_url),
      strict: body.strict,
    });
    setHeaders(c, headers);
    if (replayed) c.header("idempotent-replayed", "true");
    const seconds = waitSeconds(c, c.req.valid("query"));
    if (seconds === 0) return c.json(toAccepted(job), 202);
    return c.json(shown(c, await jobs.wait(job, seconds, c.req.raw.signal)), 202);
  });
}

/** The job in this dialect's words; while it is unfinished, with a hint when to look again. */
function shown(c: DialectContext, job: Job): ImageJob {
  hintWhenToLook(c, job);
  return toImageJob(job, urlsFor(c));
}
