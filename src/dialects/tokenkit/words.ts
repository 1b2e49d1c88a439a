import type { z } from "@hono/zod-openapi";
import { hasEnded, type FailureCode, type Job, type JobRequest, type JobStatus } from "../../core/job";
import { priceOf } from "../../jobs/prices";
import type { OutputsOf, PublicPicture } from "../urls";
import type { Failure, JobData } from "./schemas";

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
    type: typeOf(job.request),
    status: STATUS[job.status],
    progress: job.progress / 100,
    input: toInput(job.request),
    output,
    outputs: output,
    errors: failure === null ? null : [failure],
    error: failure?.message ?? null,
    warnings: [...job.warnings],
    cost: costOf(job),
    created_at: job.createdAt.toISOString(),
    updated_at: job.updatedAt.toISOString(),
    links: linksOf(job.id),
  };
}

const costOf = (job: Job): JobData["cost"] => {
  const { funding, cost: held } = job;
  if (funding === "plan") return { paid_by: funding, held: 0, charged: hasEnded(job) ? 0 : null };
  const charged = hasEnded(job) ? Math.min(held, priceOf(job.request, job.pictures)) : null;
  return { paid_by: funding, held, charged };
};

/** A job's end as its webhook tells it. */
export const toMessage = (job: Job, outputsOf: OutputsOf) => ({
  job_id: job.id,
  status: STATUS[job.status],
  data: toOutput(job, outputsOf) ?? { error: failureOf(job)?.message ?? null },
});

export const linksOf = (id: string) => ({ self: `/v1/jobs/${id}`, stream: `/v1/jobs/${id}/stream` });

/** What a job delivered: the result, and after it what belongs to it. */
export function toOutput(job: Job, outputsOf: OutputsOf): JobData["output"] {
  const outputs = outputsOf(job);
  const steps = outputs
    .flatMap((picture) => (picture.step === undefined ? [] : [toStep(picture)]))
    .filter(({ step }) => step > 0)
    .sort((a, b) => a.step - b.step);
  // What an agent had made when it was canceled is paid for, and its caller's.
  if (job.status === "canceled" && steps.length > 0) return { results: [], steps };
  if (job.status !== "succeeded") return null;
  if (job.request.kind !== "agent") return { results: outputs.map(toResult) };
  if (job.request.goal === "prompt") return { results: [], steps, prompt: job.text ?? "" };
  return { results: outputs.slice(0, 1).map(toResult), steps, summary: job.text ?? "" };
}

const toResult = ({ id, url, width, height, mediaType, seconds, model, seed, placeholder }: PublicPicture) => ({
  url,
  image_id: id,
  width,
  height,
  media_type: mediaType,
  ...(seconds === undefined ? {} : { duration: seconds }),
  model,
  seed,
  ...(placeholder === undefined ? {} : { placeholder }),
});

const toStep = (picture: PublicPicture) => ({
  step: picture.step ?? 0,
  tool: picture.tool ?? "",
  ...toResult(picture),
  preview_url: picture.previewUrl ?? null,
});

export function failureOf(job: Job): z.infer<typeof Failure> | null {
  if (job.status === "canceled") return { code: "JOB_CANCELED", message: "It was canceled." };
  if (job.error === null) return null;
  const [code, message] = FAILURES[job.error];
  return { code, message, ...(job.rejection === null ? {} : { details: job.rejection }) };
}

const AGENTS = {
  image: "image_agent",
  prompt: "prompt_enhancer",
  character_sheet: "character_image_sheet",
} as const;

const typeOf = (request: JobRequest): JobData["type"] =>
  request.kind === "agent" ? AGENTS[request.goal] : request.kind;

function toInput(request: JobRequest): Record<string, unknown> {
  if (request.kind === "agent") {
    return {
      instructions: request.prompt,
      model_id: AGENT_MODEL,
      aspect_ratio: request.aspectRatio,
      resolution: request.resolution,
      images: request.references.map(({ id, mediaType, width, height }) => ({
        upload_id: id,
        media_type: mediaType,
        width,
        height,
      })),
      max_steps: request.maxSteps,
      seed: request.seed,
      ...(request.agentId === undefined ? {} : { agent_id: request.agentId }),
      ...(request.from === undefined ? {} : { from: request.from }),
    };
  }
  return {
    prompt: request.prompt,
    aspect_ratio: request.aspectRatio,
    output_format: request.outputFormat,
    seed: request.seed,
    ...(request.style === undefined ? {} : { style: request.style }),
    ...(request.colors === undefined ? {} : { colors: request.colors }),
    ...(request.hasText === undefined ? {} : { has_text: request.hasText }),
    ...(request.model === undefined ? {} : { model: request.model }),
    ...(request.kind === "video" ? { duration: request.seconds } : {}),
  };
}

export const AGENT_MODEL = "image-agent-1-preview";
