import type { z } from "@hono/zod-openapi";
import { AppError } from "../../core/errors";
import type { Job } from "../../core/job";
import { nearestRatio, SIZES, type Size } from "../../core/size";
import type { RequestDraft } from "../../jobs/submit";
import type { Generated, Generation } from "./schemas";

/** Styles of OpenAI's own that say nothing about how a picture looks. */
const NO_STYLES: ReadonlySet<string> = new Set(["vivid", "natural"]);

export function toRequest(body: z.infer<typeof Generation>): RequestDraft {
  const { prompt, model, seed, style, colors, output_format: outputFormat } = body;
  const size = sizeIn(body.size);
  return {
    kind: "image",
    prompt,
    aspectRatio: nearestRatio(size),
    size,
    outputFormat,
    seed,
    ...(model === undefined ? {} : { model }),
    ...(style === undefined || NO_STYLES.has(style) ? {} : { style }),
    ...(colors === undefined ? {} : { colors }),
  };
}

function sizeIn(text: string): Size {
  const [width, height] = text.split("x").map(Number);
  return width === undefined || height === undefined ? SIZES["1:1"] : { width, height };
}

/** Why there is no picture; `null` where there is one. */
export function whyNone(job: Job): AppError | null {
  if (job.status === "succeeded")
    return job.deletedAt === null ? null : new AppError("deleted", "This picture was deleted.");
  if (job.status === "canceled") return new AppError("already_ended", "The job was canceled.");
  if (job.error === "content_rejected")
    return new AppError("content_rejected", `The content was refused: ${job.rejection?.category ?? "policy"}.`);
  if (job.status === "failed") return new AppError("generation_failed", "The picture could not be made.");
  return new AppError("still_running", `The picture is still being made; its job is ${job.id}.`, { retryAfter: 5 });
}

export function toGenerated(job: Job, data: z.infer<typeof Generated>["data"]): z.infer<typeof Generated> {
  const [picture] = job.pictures;
  const { request } = job;
  if (picture === undefined || request.kind !== "image") throw new Error("a picture's job without a picture");
  return {
    created: Math.floor(job.createdAt.getTime() / 1_000),
    data,
    output_format: request.outputFormat,
    size: `${picture.width}x${picture.height}`,
    seed: picture.seed,
    model: picture.model,
    job_id: job.id,
  };
}
