import type { z } from "@hono/zod-openapi";
import type { Job, JobStatus, Picture } from "../../core/job";
import type { UrlOf } from "../urls";
import type { RequestDraft } from "../../jobs/submit";
import type { Generate, ImageJob, ListedImage } from "./schemas";

/** MyImageAPI's words for our jobs, and ours for its requests. */

const STATUS = {
  queued: "pending",
  running: "processing",
  succeeded: "completed",
  failed: "failed",
  canceled: "failed",
} as const satisfies Record<JobStatus, ImageJob["status"]>;

export const toRequest = (body: z.infer<typeof Generate>): RequestDraft => ({
  kind: "image",
  prompt: body.prompt,
  aspectRatio: body.aspect_ratio,
  outputFormat: body.output_format,
  seed: body.seed,
  hasText: body.has_text,
  ...(body.style === undefined ? {} : { style: body.style }),
  ...(body.colors === undefined ? {} : { colors: body.colors }),
  ...(body.model === undefined ? {} : { model: body.model }),
});

export const toAccepted = (job: Job) => ({ job_id: job.id, status: STATUS[job.status] });

export function toImageJob(job: Job, urlOf: UrlOf): ImageJob {
  const [picture] = job.pictures;
  return {
    job_id: job.id,
    status: STATUS[job.status],
    ...(job.status === "succeeded" ? { url: urlOf(job) } : {}),
    prompt: job.request.prompt,
    aspect_ratio: job.request.aspectRatio,
    ...errorOf(job),
    ...(picture === undefined ? {} : madeOf(picture)),
    ...(job.warnings.length > 0 ? { warnings: [...job.warnings] } : {}),
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
  };
}

export const toListed = (job: Job, urlOf: UrlOf): ListedImage => ({
  job_id: job.id,
  status: STATUS[job.status],
  url: urlOf(job),
  prompt: job.request.prompt,
  aspect_ratio: job.request.aspectRatio,
  created_at: job.createdAt.toISOString(),
});

const madeOf = ({ seed, model, resolved, degraded }: Picture) => ({
  seed,
  seed_honoured: resolved?.seedHonoured ?? true,
  model,
  ...(degraded === true ? { degraded } : {}),
});

function errorOf({ status, error, rejection }: Job): Pick<ImageJob, "error" | "rejection"> {
  if (status === "canceled") return { error: "canceled" };
  return error === null ? {} : { error, ...(rejection === null ? {} : { rejection }) };
}
