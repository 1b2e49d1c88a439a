import { limitBody, requireJson } from "../body";
import { keyRoute, setHeaders, type Dialect } from "../dialect";
import { answers, takes } from "../shapes";
import { outputsFor, webhookFor } from "../urls";
import { hintWhenToLook, waitSeconds, WaitQuery } from "../waiting";
import { chatRoute } from "./chat";
import { agentError, refusals, statusOf } from "./errors";
import { Generate, JobPath, JobState, PlanLimits, Queued } from "./schemas";
import { toJobState, toRequest } from "./words";

const TAGS = ["AgentName"];

const generate = keyRoute({
  method: "post",
  path: "/api/generate",
  operationId: "agentGenerate",
  summary: "Generate an image or a video",
  description: "Counts against the plan's day and costs no credits; a failed job gives its place back.",
  tags: TAGS,
  request: { body: takes(Generate) },
  responses: { 200: answers(Queued, "Queued."), ...refusals(400, 401, 413, 429, 502) },
});

const status = keyRoute({
  method: "get",
  path: "/api/status/{jobId}",
  operationId: "agentStatus",
  summary: "The state of a job",
  description: "200 for a failed job, too: the question was answered. `wait` holds the answer until the job has ended.",
  tags: TAGS,
  request: { params: JobPath, query: WaitQuery },
  responses: { 200: answers(JobState, "The job as it is."), ...refusals(400, 401, 404, 429, 502) },
});

const limits = keyRoute({
  method: "get",
  path: "/api/limits",
  operationId: "agentLimits",
  summary: "The plan and what is left of it today",
  description: "Counted for the account, whichever of its keys was used.",
  tags: TAGS,
  responses: { 200: answers(PlanLimits, "The plan's day."), ...refusals(401, 429, 502) },
});

/** Images, videos and chat, paid for by the account's plan. */
export const agentname: Dialect = {
  tags: [{ name: "AgentName", description: "Images, videos and chat under the allowances of a plan." }],
  prefixes: ["/api"],
  errorBody: agentError,
  statusOf,
  routes(app) {
    app.use("/api/*", limitBody, requireJson);
    app.openapi(generate, async (c) => {
      const body = c.req.valid("json");
      const { job, headers } = await c.var.services.jobs.submit({
        principal: c.var.principal,
        idempotency: c.var.idempotency,
        dialect: "agentname",
        funding: "plan",
        request: toRequest(body),
        webhook: webhookFor(c, body.webhook_url),
        strict: body.strict,
      });
      setHeaders(c, headers);
      return c.json({ jobId: job.id, status: "queued" } as const, 200);
    });
    app.openapi(status, async (c) => {
      const { jobs } = c.var.services;
      const found = await jobs.get(c.var.principal.accountId, c.req.valid("param").jobId);
      const job = await jobs.wait(found, waitSeconds(c, c.req.valid("query")), c.req.raw.signal);
      hintWhenToLook(c, job);
      return c.json(toJobState(job, outputsFor(c)), 200);
    });
    chatRoute(app, TAGS);
    app.openapi(limits, async (c) => {
      const { accountId, plan } = c.var.principal;
      const { meters, resetsAt } = await c.var.services.allowances(accountId, plan);
      const { images, videos, chats } = meters;
      return c.json({ plan, images, videos, chat: chats, resetsAt: resetsAt.toISOString() }, 200);
    });
  },
};
