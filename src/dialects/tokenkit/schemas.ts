import { z } from "@hono/zod-openapi";
import { Warning, Rejection } from "../../core/job";

/** TokenKit's wire: the retrieve shape, and beside it the names that its other page uses for the same facts. */

const Result = z.object({
  url: z.url(),
  image_id: z.string().openapi({ description: "What `from` of an agent goes on from." }),
  width: z.int(),
  height: z.int(),
  media_type: z.string(),
  duration: z.number().optional().openapi({ description: "Seconds of a video." }),
  model: z.string().openapi({ description: "What made it." }),
  seed: z.int().openapi({ description: "The seed it was made with." }),
  placeholder: z
    .string()
    .optional()
    .openapi({ description: "A blur of it in 25 bytes (ThumbHash, base64), to show until it is loaded." }),
});

const Cost = z.object({
  paid_by: z.enum(["credits", "plan"]).openapi({ description: "`plan`: it counts against the day's allowance." }),
  held: z.int().openapi({ description: "Credits that it can cost at most." }),
  charged: z.int().nullable().openapi({ description: "Credits that it cost; null until it has ended." }),
});

const Results = z.object({
  results: z.array(Result),
  steps: z
    .array(Result.extend({ step: z.int(), tool: z.string(), preview_url: z.url().nullable() }))
    .optional()
    .openapi({ description: "Every picture that an agent made on its way, by the turn that made it." }),
  summary: z.string().optional().openapi({ description: "What an agent says that it did, and what not." }),
  prompt: z.string().optional().openapi({ description: "The result of the prompt enhancer." }),
});

const Warnings = z.array(Warning).openapi({ description: "What was not simply applied, and why." });

export const Failure = z.object({
  code: z.string(),
  message: z.string(),
  details: Rejection.optional().openapi({ description: "Of CONTENT_REJECTED: who refused it, and as what." }),
});

export const JobData = z
  .object({
    id: z.string(),
    type: z
      .enum(["image", "video", "image_agent", "prompt_enhancer", "character_image_sheet"])
      .openapi({ description: "What kind of job it is." }),
    status: z.enum(["queued", "processing", "succeeded", "failed"]),
    progress: z.number().min(0).max(1).openapi({ description: "Counted in what is done." }),
    input: z.record(z.string(), z.unknown()).openapi({ description: "What was asked for." }),
    output: Results.nullable().openapi({ description: "null until it has succeeded." }),
    outputs: Results.nullable().openapi({ description: "The same as `output`." }),
    errors: z.array(Failure).nullable(),
    error: z.string().nullable().openapi({ description: "The text of the first of `errors`." }),
    warnings: Warnings,
    cost: Cost,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    links: z.object({ self: z.string(), stream: z.string() }),
  })
  .openapi("TokenKitJob");
export type JobData = z.infer<typeof JobData>;

export const Accepted = z
  .object({
    data: z.object({ job_id: z.string(), links: z.object({ self: z.string(), stream: z.string() }) }),
    errors: z.null(),
  })
  .openapi("TokenKitAccepted");

export const JobAnswer = z.object({ data: JobData, errors: z.null() }).openapi("TokenKitJobAnswer");

export const JobPage = z
  .object({
    data: z.object({
      jobs: z.array(JobData),
      next_cursor: z.string().nullable().openapi({ description: "`cursor` of the next page; null on the last." }),
    }),
    errors: z.null(),
  })
  .openapi("TokenKitJobs");

const Event = z.object({
  id: z.int().openapi({ description: "As the stream numbers it." }),
  event: z.enum(["status", "log"]),
  status: z
    .enum(["queued", "processing", "succeeded", "failed"])
    .optional()
    .openapi({ description: "Of `status`: the state that began." }),
  note: z.string().optional().openapi({ description: "Of `log`: what was done." }),
  progress: z.number().min(0).max(1).optional().openapi({ description: "Of `log`: how far the job had come." }),
  preview_url: z.url().optional().openapi({ description: "Of an agent's turn: a small picture of what it made." }),
  at: z.iso.datetime(),
});
export type Event = z.infer<typeof Event>;

export const Events = z.object({ data: z.array(Event), errors: z.null() }).openapi("TokenKitEvents");

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().openapi({ description: "`next_cursor` of the page before." }),
});
