import { z } from "zod";
import {
  FailureCode,
  Json,
  JobRequest,
  JobStatus,
  Picture,
  Rejection,
  Warning,
  type Funding,
  type Job,
  type JobEvent,
} from "../core/job";
import { Webhook } from "../core/webhook";
import { toDate, toDateOrNull } from "./sql";

/** A job as the database keeps it; rows never leave this folder. */
export interface JobRow {
  readonly account_id: string;
  readonly id: string;
  readonly dialect: string;
  readonly status: string;
  readonly request: string;
  readonly webhook: string | null;
  readonly funding: Funding;
  readonly cost: number;
  readonly state: string | null;
  readonly progress: number;
  readonly outputs: string | null;
  readonly answer: string | null;
  readonly warnings: string | null;
  readonly error: string | null;
  readonly rejection: string | null;
  readonly losses: number;
  readonly failures: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly deadline_at: number;
  readonly ended_at: number | null;
  readonly deleted_at: number | null;
}

const Pictures = z.array(Picture);
const Warnings = z.array(Warning);

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    accountId: row.account_id,
    dialect: row.dialect,
    status: JobStatus.parse(row.status),
    request: JobRequest.parse(JSON.parse(row.request)),
    webhook: row.webhook === null ? null : Webhook.parse(JSON.parse(row.webhook)),
    funding: row.funding,
    cost: row.cost,
    state: row.state === null ? null : Json.parse(JSON.parse(row.state)),
    progress: row.progress,
    pictures: row.outputs === null ? [] : Pictures.parse(JSON.parse(row.outputs)),
    text: row.answer,
    warnings: row.warnings === null ? [] : Warnings.parse(JSON.parse(row.warnings)),
    error: row.error === null ? null : FailureCode.parse(row.error),
    rejection: row.rejection === null ? null : Rejection.parse(JSON.parse(row.rejection)),
    losses: row.losses,
    failures: row.failures,
    createdAt: toDate(row.created_at),
    updatedAt: toDate(row.updated_at),
    deadlineAt: toDate(row.deadline_at),
    endedAt: toDateOrNull(row.ended_at),
    deletedAt: toDateOrNull(row.deleted_at),
  };
}

export interface EventRow {
  readonly seq: number;
  readonly type: JobEvent["type"];
  readonly data: string;
  readonly at: number;
}

export const toEvent = (row: EventRow): JobEvent => ({
  seq: row.seq,
  type: row.type,
  data: Json.parse(JSON.parse(row.data)),
  at: toDate(row.at),
});
