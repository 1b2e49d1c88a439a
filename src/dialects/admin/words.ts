import type { z } from "@hono/zod-openapi";
import { invalidField } from "../../core/errors";
import type { Job } from "../../core/job";
import type { AccountView, AuditView, CallsView, JobView, LogLine } from "./schemas";
import type { Services } from "../../services";

type Operator = Services["operator"];
type Overview = Awaited<ReturnType<Operator["account"]>>;
type ModelCall = Awaited<ReturnType<Operator["calls"]>>[number];
type Audit = Awaited<ReturnType<Services["audits"]["run"]>>;
type Logged = Awaited<ReturnType<Operator["history"]>>[number];

export const toAccountView = (account: Overview): AccountView => ({
  account_id: account.id,
  label: account.label,
  plan: account.plan,
  frozen: account.frozen,
  owner_id: account.ownerId,
  available_credits: account.available,
  held_credits: account.held,
  created_at: account.createdAt.toISOString(),
});

export const toJobView = (job: Job): JobView => ({
  job_id: job.id,
  account_id: job.accountId,
  kind: job.request.kind,
  dialect: job.dialect,
  status: job.status,
  progress: job.progress,
  funding: job.funding,
  cost_credits: job.cost,
  prompt: job.request.prompt,
  error: job.error,
  rejection: job.rejection,
  failures: job.failures,
  losses: job.losses,
  created_at: job.createdAt.toISOString(),
  updated_at: job.updatedAt.toISOString(),
  deadline_at: job.deadlineAt.toISOString(),
  ended_at: job.endedAt?.toISOString() ?? null,
});

export const toCallsView = ({ pictures }: Job, calls: readonly ModelCall[]): z.infer<typeof CallsView> => ({
  calls: calls.map((call) => ({
    part: call.part,
    model: call.model,
    asked_at: call.askedAt.toISOString(),
    ended_at: call.endedAt?.toISOString() ?? null,
    outcome: call.outcome,
    cost: call.cost,
  })),
  made: pictures.flatMap(({ resolved, seed, degraded = false }) =>
    resolved === undefined
      ? []
      : [
          {
            model: resolved.model,
            size: resolved.size,
            seed,
            seed_honoured: resolved.seedHonoured,
            degraded,
            cost: resolved.cost ?? null,
          },
        ],
  ),
});

export const toLogLine = (line: Logged): z.infer<typeof LogLine> => ({
  at: line.at.toISOString(),
  action: line.action,
  account_id: line.accountId,
  subject: line.subject,
  details: { ...line.details },
  request_id: line.requestId,
});

export const toAuditView = ({ at, tookMs, findings }: Audit): z.infer<typeof AuditView> => ({
  at: at.toISOString(),
  took_ms: tookMs,
  sound: findings.length === 0,
  findings: [...findings],
});

/** A place in a list by age: the time and id of the last row before it. */
export const toCursor = ({ createdAt, id }: Pick<Overview, "createdAt" | "id">): string =>
  `${createdAt.getTime()}.${id}`;

export function fromCursor(cursor: string | undefined): { at: number; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = /^(\d{1,15})\.(\w+)$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw invalidField("before", "This is no place in this list.");
  return { at: Number(at), id };
}
