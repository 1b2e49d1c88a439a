import { JOB_KINDS } from "../../core/job";
import { limitBody } from "../body";
import { keyRoute, type Dialect } from "../dialect";
import { answers, idPath } from "../shapes";
import { outputsFor } from "../urls";
import { hintWhenToLook, waitSeconds, WaitQuery } from "../waiting";
import { agentRoutes } from "./agent";
import { deliveryRoutes } from "./deliveries";
import { refusal, refusals, statusOf } from "./errors";
import { eventRoute } from "./events";
import { JobAnswer, JobPage, PageQuery } from "./schemas";
import { searchRoute } from "./search";
import { streamRoute } from "./stream";
import { uploadRoute } from "./uploads";
import { toJobData } from "./words";

const TAGS = ["TokenKit"];
const job = idPath("The job's id.");

const get = keyRoute({
  method: "get",
  path: "/v1/jobs/{id}",
  operationId: "getJob",
  summary: "The state of a job",
  description:
    "Any job of the account, whichever API it came through. `wait` holds the answer until the job has ended.",
  tags: TAGS,
  request: { params: job, query: WaitQuery },
  responses: { 200: answers(JobAnswer, "The job as it is."), ...refusals(400, 401, 404, 429, 503) },
});

const list = keyRoute({
  method: "get",
  path: "/v1/jobs",
  operationId: "listJobs",
  summary: "The account's jobs, newest first",
  description: "Of every kind, whichever API they came through; `next_cursor` leads to the next page.",
  tags: TAGS,
  request: { query: PageQuery },
  responses: { 200: answers(JobPage, "A page of jobs."), ...refusals(400, 401, 429, 503) },
});

const cancel = keyRoute({
  method: "post",
  path: "/v1/jobs/{id}/cancel",
  operationId: "cancelJob",
  summary: "Cancel a job",
  description: "A job that has not ended fails with `JOB_CANCELED` and costs nothing.",
  tags: TAGS,
  request: { params: job },
  responses: { 200: answers(JobAnswer, "The job, canceled."), ...refusals(401, 404, 409, 429, 503) },
});

/** The jobs of an account, and their events as they happen. */
export const tokenkit: Dialect = {
  tags: [
    {
      name: "TokenKit",
      description: "The image agent, and jobs of every kind: their state, and their events as they happen.",
    },
  ],
  prefixes: ["/v1", "/v2"],
  errorBody: refusal,
  statusOf,
  routes(app) {
    app.use("/v1/jobs/*", limitBody);
    agentRoutes(app, TAGS);
    uploadRoute(app, TAGS);
    searchRoute(app, TAGS);
    app.openapi(get, async (c) => {
      const { jobs } = c.var.services;
      const found = await jobs.get(c.var.principal.accountId, c.req.valid("param").id);
      const current = await jobs.wait(found, waitSeconds(c, c.req.valid("query")), c.req.raw.signal);
      hintWhenToLook(c, current);
      return c.json({ data: toJobData(current, outputsFor(c)), errors: null }, 200);
    });
    app.openapi(list, async (c) => {
      const { limit, cursor = null } = c.req.valid("query");
      const page = await c.var.services.jobs.list(c.var.principal.accountId, {
        limit,
        before: cursor,
        kinds: JOB_KINDS,
      });
      const outputsOf = outputsFor(c);
      const next_cursor = page.length === limit ? (page.at(-1)?.id ?? null) : null;
      return c.json({ data: { jobs: page.map((one) => toJobData(one, outputsOf)), next_cursor }, errors: null }, 200);
    });
    app.openapi(cancel, async (c) => {
      const canceled = await c.var.services.jobs.cancel(c.var.principal.accountId, c.req.valid("param").id);
      return c.json({ data: toJobData(canceled, outputsFor(c)), errors: null }, 200);
    });
    streamRoute(app, TAGS);
    eventRoute(app, TAGS);
    deliveryRoutes(app, TAGS);
  },
};
