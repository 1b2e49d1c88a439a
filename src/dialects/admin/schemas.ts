import { z } from "@hono/zod-openapi";
import { Cost, JOB_KINDS, JobStatus, Rejection } from "../../core/job";
import { text } from "../shapes";

/** What the operator sees and sends. */

const Plan = z.enum(["free", "pro", "enterprise"]);

export const AccountView = z
  .object({
    account_id: z.string(),
    label: z.string().nullable(),
    plan: Plan,
    frozen: z.boolean().openapi({ description: "It may read what it has, and do nothing else." }),
    owner_id: z.string().nullable(),
    available_credits: z.int(),
    held_credits: z.int().openapi({ description: "Held for jobs that have not ended." }),
    created_at: z.iso.datetime(),
  })
  .openapi("AdminAccount");
export type AccountView = z.infer<typeof AccountView>;

export const AccountPage = z
  .object({
    accounts: z.array(AccountView),
    next: z.string().nullable().openapi({ description: "`before` of the next page." }),
  })
  .openapi("AdminAccounts");

export const AccountQuery = z.object({
  search: z.string().max(200).default("").openapi({ description: "An account's id, or a part of its label." }),
  before: z.string().max(200).optional().openapi({ description: "`next` of the page before." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const AccountChange = z
  .strictObject({ plan: Plan.optional(), frozen: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, "Name what is to change: plan, frozen.")
  .openapi("AdminAccountChange");

/** A hundred thousand dollars: more is a slip of the hand. */
const MAX_GRANT = 10_000_000;

export const Grant = z
  .strictObject({
    credits: z.int().min(1).max(MAX_GRANT),
    reference: text(200).min(1).openapi({
      description: "What it is for; the same reference gives credits once.",
      example: "invoice-2026-11-07",
    }),
  })
  .openapi("AdminGrant");

export const JobView = z
  .object({
    job_id: z.string(),
    account_id: z.string(),
    kind: z.enum(JOB_KINDS),
    dialect: z.string(),
    status: JobStatus,
    progress: z.int(),
    funding: z.enum(["credits", "plan"]),
    cost_credits: z.int(),
    prompt: z.string(),
    error: z.string().nullable(),
    rejection: Rejection.nullable().openapi({ description: "Who refused the content, and as what." }),
    failures: z.int().openapi({ description: "Failed steps in a row." }),
    losses: z.int().openapi({ description: "Workers that died over it in a row." }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    deadline_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
  })
  .openapi("AdminJob");
export type JobView = z.infer<typeof JobView>;

export const CallView = z
  .object({
    part: z.string().openapi({ description: "What of the job it was for.", example: "image" }),
    model: z.string(),
    asked_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
    outcome: z.string().nullable().openapi({ description: "`answered`, or the kind of fault; null is unknown." }),
    cost: Cost.nullable().openapi({ description: "What it cost the operator, where the provider tells." }),
  })
  .openapi("AdminModelCall");

export const CallsView = z
  .object({
    calls: z.array(CallView),
    made: z
      .array(
        z.object({
          model: z.string(),
          size: z.string().openapi({ description: "Pixels, or a ratio for models that take only that." }),
          seed: z.int(),
          seed_honoured: z.boolean(),
          degraded: z.boolean(),
          cost: Cost.nullable(),
        }),
      )
      .openapi({ description: "What each result was really asked for with." }),
  })
  .openapi("AdminModelCalls");

export const JobQuery = z.object({
  account_id: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: "Whose jobs, newest first; left out, all that are open, longest untouched first." }),
  before: z.string().max(200).optional().openapi({ description: "Only an account's jobs older than this one." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const LogQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });

export const LogLine = z
  .object({
    at: z.iso.datetime(),
    action: z.string().openapi({ example: "set_plan" }),
    account_id: z.string(),
    subject: z.string().nullable().openapi({ description: "The job, or the grant's reference." }),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    request_id: z.string(),
  })
  .openapi("AdminLogLine");

export const AuditView = z
  .object({
    at: z.iso.datetime(),
    took_ms: z.int(),
    sound: z.boolean().openapi({ description: "Nothing was found." }),
    findings: z.array(
      z.object({
        invariant: z.string().openapi({ description: "As docs/reliability.md numbers it.", example: "I-6" }),
        promise: z.string(),
        offenders: z.array(z.string()).openapi({ description: "What breaks it, the first few." }),
      }),
    ),
  })
  .openapi("AdminAudit");
