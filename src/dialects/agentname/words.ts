import type { z } from "@hono/zod-openapi";
import type { JobProgress } from "../../core/chat";
import { OutputFormat, VideoFormat, type FailureCode, type Job, type JobStatus, type Rejection } from "../../core/job";
import type { RequestDraft } from "../../jobs/submit";
import type { OutputsOf, PublicPicture } from "../urls";
import type { Generate, JobState } from "./schemas";

/** AgentName's words for our jobs, and ours for its requests. */

const STATUS = {
  queued: "queued",
  running: "processing",
  succeeded: "completed",
  failed: "failed",
  canceled: "failed",
} as const satisfies Record<JobStatus, JobState["status"]>;

const FAILURES = {
  generation_failed: null,
  content_rejected: "The prompt was refused.",
  deadline_exceeded: "It took too long and was given up.",
  worker_lost: "The work was interrupted too often and was given up.",
  internal_error: "Something went wrong on our side.",
} as const satisfies Record<FailureCode, string | null>;

const WHO = { prompt: "look at it", model: "model" } as const satisfies Record<Rejection["stage"], string>;

export function toRequest(body: z.infer<typeof Generate>): RequestDraft {
  const { prompt, seed } = body;
  const model = body.model === undefined ? {} : { model: body.model };
  return body.type === "video"
    ? {
        kind: "video",
        prompt,
        aspectRatio: body.aspect_ratio ?? "16:9",
        seconds: body.duration,
        outputFormat: VideoFormat.parse(body.output_format ?? "mp4"),
        seed,
        ...model,
      }
    : {
        kind: "image",
        prompt,
        aspectRatio: body.aspect_ratio ?? "1:1",
        outputFormat: OutputFormat.parse(body.output_format ?? "png"),
        seed,
        ...model,
      };
}

export function toJobState(job: Job, outputsOf: OutputsOf): JobState {
  const [main, beside] = outputsOf(job);
  // What stands beside a clip is its poster; beside an agent's picture, what it made on the way.
  const poster = job.request.kind === "video" ? beside : undefined;
  return {
    jobId: job.id,
    status: STATUS[job.status],
    type: job.request.kind === "video" ? "video" : "image",
    progress: progressOf(job),
    url: main?.url ?? null,
    result: main === undefined ? null : toResult(main, poster),
    error: errorOf(job),
    ...(main === undefined ? {} : { model: main.model }),
    ...(main?.degraded === true ? { degraded: main.degraded } : {}),
    ...(job.warnings.length > 0 ? { warnings: [...job.warnings] } : {}),
    createdAt: job.createdAt.toISOString(),
    updatedAt: job.updatedAt.toISOString(),
  };
}

/** The same, as the chat's tools tell it. */
export function toProgress(job: Job, outputsOf: OutputsOf): JobProgress {
  const { jobId, type, status, progress, url, error } = toJobState(job, outputsOf);
  return { job_id: jobId, kind: type, status, progress, url, error };
}

const toResult = ({ url, width, height, seconds }: PublicPicture, poster: PublicPicture | undefined) => ({
  url,
  width,
  height,
  ...(seconds === undefined ? {} : { duration: seconds }),
  ...(poster === undefined ? {} : { poster: poster.url }),
});

function errorOf({ status, error, request, rejection }: Job): string | null {
  if (status === "canceled") return "It was canceled.";
  if (rejection !== null) return `The prompt was refused by the ${WHO[rejection.stage]}: ${rejection.category}.`;
  return error === null ? null : (FAILURES[error] ?? `The ${request.kind} could not be made.`);
}

/** An image is one step: it is being made, or it is there. */
const progressOf = ({ status, request, progress }: Job): number =>
  status === "running" && request.kind === "image" ? 50 : progress;
