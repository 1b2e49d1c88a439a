import type { z } from "@hono/zod-openapi";
import type { FailureCode, Job, JobStatus } from "../../core/job";
import type { RequestDraft } from "../../jobs/submit";
import type { UrlOf } from "../urls";
import type { Generate, JobState } from "./schemas";

/** AgentName's words for our jobs, and ours for its requests. */

const STATUS = {
  queued: "queued",
  running: "processing",
  succeeded: "completed",
  failed: "failed",
  canceled: "failed",
} as const satisfies Record<JobStatus, JobState["status"]>;

/** How far a job of one step has come: an image is waited for, made, or there. */
const PROGRESS = { queued: 0, running: 50, succeeded: 100, failed: 100, canceled: 100 } as const satisfies Record<
  JobStatus,
  number
>;

const FAILURES = {
  generation_failed: "The image could not be made.",
  content_rejected: "The prompt was refused.",
  deadline_exceeded: "It took too long and was given up.",
  worker_lost: "The work was interrupted too often and was given up.",
  internal_error: "Something went wrong on our side.",
} as const satisfies Record<FailureCode, string>;

export const toRequest = (body: z.infer<typeof Generate>): RequestDraft => ({
  kind: "image",
  prompt: body.prompt,
  aspectRatio: body.aspect_ratio ?? "1:1",
  outputFormat: body.output_format,
  seed: body.seed,
});

export function toJobState(job: Job, urlOf: UrlOf): JobState {
  const url = job.status === "succeeded" ? urlOf(job) : null;
  return {
    jobId: job.id,
    status: STATUS[job.status],
    type: job.request.kind,
    progress: PROGRESS[job.status],
    url,
    result: url === null ? null : { url },
    error: job.status === "canceled" ? "It was canceled." : job.error === null ? null : FAILURES[job.error],
    createdAt: job.createdAt.toISOString(),
    updatedAt: job.updatedAt.toISOString(),
  };
}
