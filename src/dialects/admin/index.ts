import { z } from "@hono/zod-openapi";
import { bareError, refusals } from "../bare-errors";
import { limitBody, requireJson } from "../body";
import { adminRoute, type Dialect } from "../dialect";
import { answers, idPath, takes } from "../shapes";
import {
  AccountChange,
  AccountPage,
  AccountQuery,
  AccountView,
  AuditView,
  CallsView,
  Grant,
  JobQuery,
  JobView,
  LogLine,
  LogQuery,
} from "./schemas";
import { fromCursor, toAccountView, toAuditView, toCallsView, toCursor, toJobView, toLogLine } from "./words";

const tags = ["Operator"];
const account = idPath("The account's id.");
const job = idPath("The job's id.");

const listAccounts = adminRoute({
  method: "get",
  path: "/admin/accounts",
  operationId: "adminListAccounts",
  summary: "Accounts, newest first",
  description: "All of them, or those that `search` finds.",
  tags,
  request: { query: AccountQuery },
  responses: { 200: answers(AccountPage, "A page of accounts."), ...refusals(401, 422, 503) },
});

const getAccount = adminRoute({
  method: "get",
  path: "/admin/accounts/{id}",
  operationId: "adminGetAccount",
  summary: "One account",
  description: "With its plan and its credits.",
  tags,
  request: { params: account },
  responses: { 200: answers(AccountView, "The account."), ...refusals(401, 404, 503) },
});

const changeAccount = adminRoute({
  method: "patch",
  path: "/admin/accounts/{id}",
  operationId: "adminChangeAccount",
  summary: "Set an account's plan, freeze it or thaw it",
  description: "In force with the account's next request. A frozen account may read, and do nothing else.",
  tags,
  request: { params: account, body: takes(AccountChange) },
  responses: { 200: answers(AccountView, "The account as it is now."), ...refusals(400, 401, 404, 413, 415, 422, 503) },
});

const grantCredits = adminRoute({
  method: "post",
  path: "/admin/accounts/{id}/credits",
  operationId: "adminGrantCredits",
  summary: "Grant an account credits",
  description: "Once for a reference, however often it is sent.",
  tags,
  request: { params: account, body: takes(Grant) },
  responses: { 200: answers(AccountView, "The account as it is now."), ...refusals(400, 401, 404, 413, 415, 422, 503) },
});

const listJobs = adminRoute({
  method: "get",
  path: "/admin/jobs",
  operationId: "adminListJobs",
  summary: "An account's jobs, or all that are open",
  description: "What waits longest without a change comes first in the list of all.",
  tags,
  request: { query: JobQuery },
  responses: { 200: answers(z.array(JobView), "The jobs."), ...refusals(401, 404, 422, 503) },
});

const getJob = adminRoute({
  method: "get",
  path: "/admin/jobs/{id}",
  operationId: "adminGetJob",
  summary: "One job, whoever's it is",
  description: "With what its owner does not see: failures, lost workers, deadline.",
  tags,
  request: { params: job },
  responses: { 200: answers(JobView, "The job."), ...refusals(401, 404, 503) },
});

const getCalls = adminRoute({
  method: "get",
  path: "/admin/jobs/{id}/calls",
  operationId: "adminGetJobCalls",
  summary: "What a job asked of models that others run",
  description: "Every call with its outcome and its cost, and what each result was really asked for with.",
  tags,
  request: { params: job },
  responses: { 200: answers(CallsView, "The calls, oldest first."), ...refusals(401, 404, 503) },
});

const retryJob = adminRoute({
  method: "post",
  path: "/admin/jobs/{id}/retry",
  operationId: "adminRetryJob",
  summary: "Give a stuck job a fresh start",
  description: "Takes it from whoever holds it, forgets its failures, and rings for it again.",
  tags,
  request: { params: job },
  responses: { 200: answers(JobView, "The job as it is now."), ...refusals(401, 404, 409, 503) },
});

const failJob = adminRoute({
  method: "post",
  path: "/admin/jobs/{id}/fail",
  operationId: "adminFailJob",
  summary: "Give a stuck job up",
  description: "It fails, costs nothing, and gives its place in the plan's day back.",
  tags,
  request: { params: job },
  responses: { 200: answers(JobView, "The job as it is now."), ...refusals(401, 404, 409, 503) },
});

const readLog = adminRoute({
  method: "get",
  path: "/admin/log",
  operationId: "adminLog",
  summary: "What operators changed, newest first",
  description: "Written with each change; nobody can alter it.",
  tags,
  request: { query: LogQuery },
  responses: { 200: answers(z.array(LogLine), "The lines, which nobody can change."), ...refusals(401, 422, 503) },
});

const listAudits = adminRoute({
  method: "get",
  path: "/admin/audit",
  operationId: "adminAudits",
  summary: "Whether the promises hold, as found every hour",
  description: "Newest first: what was asked of the rows and objects themselves, and what broke it.",
  tags,
  responses: { 200: answers(z.array(AuditView), "The audits of the last day."), ...refusals(401, 503) },
});

const runAudit = adminRoute({
  method: "post",
  path: "/admin/audit",
  operationId: "adminRunAudit",
  summary: "Ask now whether the promises hold",
  description: "Reads every row of every shard.",
  tags,
  responses: { 200: answers(AuditView, "What was found."), ...refusals(401, 503) },
});

/** What whoever runs the server may see and do. */
export const admin: Dialect = {
  tags: [{ name: "Operator", description: "For whoever runs this server, with the token of its settings." }],
  prefixes: ["/admin"],
  offered: ({ operator }) => operator.exists,
  errorBody: bareError,
  routes(app) {
    app.use("/admin/*", limitBody, requireJson);
    app.openapi(listAccounts, async (c) => {
      const { search, before, limit } = c.req.valid("query");
      const page = await c.var.services.operator.accounts(search, fromCursor(before), limit);
      const last = page.length === limit ? page.at(-1) : undefined;
      return c.json({ accounts: page.map(toAccountView), next: last === undefined ? null : toCursor(last) }, 200);
    });
    app.openapi(getAccount, async (c) =>
      c.json(toAccountView(await c.var.services.operator.account(c.req.valid("param").id)), 200),
    );
    app.openapi(changeAccount, async (c) => {
      const changed = await c.var.services.operator.change(
        c.req.valid("param").id,
        c.req.valid("json"),
        c.var.requestId,
      );
      return c.json(toAccountView(changed), 200);
    });
    app.openapi(grantCredits, async (c) => {
      const { credits, reference } = c.req.valid("json");
      const { id } = c.req.valid("param");
      return c.json(toAccountView(await c.var.services.operator.grant(id, credits, reference, c.var.requestId)), 200);
    });
    app.openapi(listJobs, async (c) => {
      const { account_id = null, before = null, limit } = c.req.valid("query");
      const jobs = await c.var.services.operator.listJobs(account_id, before, limit);
      return c.json(jobs.map(toJobView), 200);
    });
    app.openapi(getJob, async (c) =>
      c.json(toJobView(await c.var.services.operator.job(c.req.valid("param").id)), 200),
    );
    app.openapi(getCalls, async (c) => {
      const { operator } = c.var.services;
      const found = await operator.job(c.req.valid("param").id);
      return c.json(toCallsView(found, await operator.calls(found.id)), 200);
    });
    app.openapi(retryJob, async (c) =>
      c.json(toJobView(await c.var.services.operator.retryJob(c.req.valid("param").id, c.var.requestId)), 200),
    );
    app.openapi(failJob, async (c) =>
      c.json(toJobView(await c.var.services.operator.failJob(c.req.valid("param").id, c.var.requestId)), 200),
    );
    app.openapi(listAudits, async (c) => c.json((await c.var.services.audits.latest(24)).map(toAuditView), 200));
    app.openapi(runAudit, async (c) => c.json(toAuditView(await c.var.services.audits.run()), 200));
    app.openapi(readLog, async (c) => {
      const lines = await c.var.services.operator.history(c.req.valid("query").limit);
      return c.json(lines.map(toLogLine), 200);
    });
  },
};
