import type { FailureCode, Job, JobRequest, JobStatus } from "../../core/job";
import type { OutputsOf } from "../urls";
import type { JobData } from "./schemas";

/** TokenKit's words for our jobs. */

export const STATUS = {
  queued: "queued",
  running: "processing",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
} as const satisfies Record<JobStatus, JobData["status"]>;

const FAILURES = {
  generation_failed: ["GENERATION_FAILED", "The result could not be made."],
  content_rejected: ["CONTENT_REJECTED", "The request was refused."],
  deadline_exceeded: ["DEADLINE_EXCEEDED", "It took too long and was given up."],
  worker_lost: ["WORKER_LOST", "The work was interrupted too often and was given up."],
  internal_error: ["INTERNAL_ERROR", "Something went wrong on our side."],
} as const satisfies Record<FailureCode, readonly [string, string]>;

export function toJobData(job: Job, outputsOf: OutputsOf): JobData {
  const failure = failureOf(job);
  const output = toOutput(job, outputsOf);
  return {
    id: job.id,
    type: job.request.kind,
    status: STATUS[job.status],
    progress: job.progress / 100,
    input: toInput(job.request),
    output,
    outputs: output,
    errors: failure === null ? null : [failure],
    error: failure?.message ?? null,
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
    links: linksOf(job.id),
  };
}

/** A job's end as its webhook tells it. */
export const toMessage = (job: Job, outputsOf: OutputsOf) => ({
  job_id: job.id,
  status: STATUS[job.status],
  data: toOutput(job, outputsOf) ?? { error: failureOf(job)?.message ?? null },
});

export const linksOf = (id: string) => ({ self: `/v1/jobs/${id}`, stream: `/v1/jobs/${id}/stream` });

/** What a job delivered: the result, and after it what belongs to it, such as a clip's poster. */
export function toOutput(job: Job, outputsOf: OutputsOf): JobData["output"] {
  if (job.status !== "succeeded") return null;
  const results = outputsOf(job).map(({ url, width, height, mediaType, seconds }) => ({
    url,
    width,
    height,
    media_type: mediaType,
    ...(seconds === undefined ? {} : { duration: seconds }),
  }));
  return { results };
}

export function failureOf(job: Job): { code: string; message: string } | null {
  if (job.status === "canceled") return { code: "JOB_CANCELED", message: "It was canceled." };
  if (job.error === null) return null;
  const [code, message] = FAILURES[job.error];
  return { code, message };
}

const toInput = (request: JobRequest): Record<string, unknown> => ({
  prompt: request.prompt,
  aspect_ratio: request.aspectRatio,
  output_format: request.outputFormat,
  seed: request.seed,
  ...(request.style === undefined ? {} : { style: request.style }),
  ...(request.colors === undefined ? {} : { colors: request.colors }),
  ...(request.kind === "video" ? { duration: request.seconds } : {}),
});
