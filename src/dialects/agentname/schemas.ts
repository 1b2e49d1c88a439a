import { z } from "@hono/zod-openapi";
import { modelName, promptText, strict, text, webhookUrl } from "../shapes";
import { AspectRatio, MAX_SEED, MAX_VIDEO_SECONDS, OutputFormat, VideoFormat, Warning } from "../../core/job";

/** AgentName's wire, field by field as its page has it; the rest is ours. */

export const Generate = z
  .object({
    type: z.enum(["image", "video"]),
    prompt: promptText("What is to be seen.", "a lighthouse in a storm"),
    aspect_ratio: AspectRatio.extract(["16:9", "1:1", "9:16"])
      .optional()
      .openapi({ description: "1:1 for an image, 16:9 for a video, where left out." }),
    duration: z
      .int()
      .min(1)
      .max(MAX_VIDEO_SECONDS)
      .default(5)
      .openapi({ description: "Seconds of a video; an image takes no notice of it." }),
    webhook_url: webhookUrl,
    model: modelName,
    strict,
    seed: z
      .int()
      .min(0)
      .max(MAX_SEED)
      .optional()
      .openapi({ description: "The same request and seed give the same result." }),
    output_format: z
      .enum([...OutputFormat.options, ...VideoFormat.options])
      .optional()
      .openapi({
        description: `Of an image ${OutputFormat.options.join(", ")}, and png where left out; of a video ${VideoFormat.options.join(", ")}, and mp4.`,
      }),
  })
  .superRefine(({ type, output_format: format }, c) => {
    const formats = type === "image" ? OutputFormat : VideoFormat;
    if (format !== undefined && !formats.safeParse(format).success)
      c.addIssue({
        code: "custom",
        path: ["output_format"],
        message: `A${type === "image" ? "n" : ""} ${type} is written as ${formats.options.join(", ")}.`,
      });
  })
  .openapi("AgentNameGenerate", { example: { type: "video", prompt: "a lighthouse in a storm", duration: 5 } });

export const Queued = z.object({ jobId: z.string(), status: z.literal("queued") }).openapi("AgentNameQueued");

export const JobState = z
  .object({
    jobId: z.string(),
    status: z.enum(["queued", "processing", "completed", "failed"]),
    type: z.enum(["image", "video"]),
    progress: z.int().min(0).max(100).openapi({
      description: "Counted in what is done: of a video, the frames that are rendered. 100 once the result is stored.",
    }),
    url: z.url().nullable().openapi({ description: "The public result, once completed." }),
    result: z
      .object({
        url: z.url(),
        width: z.int(),
        height: z.int(),
        duration: z.number().optional().openapi({ description: "Seconds of a video." }),
        poster: z.url().optional().openapi({ description: "A picture that stands for a video." }),
      })
      .nullable(),
    error: z.string().nullable().openapi({ description: "Why it failed." }),
    model: z.string().optional().openapi({ description: "There when completed: what made it." }),
    degraded: z
      .literal(true)
      .optional()
      .openapi({ description: "An embedded model stood in for one that did not answer." }),
    warnings: z.array(Warning).optional().openapi({ description: "What was not simply applied, when there is any." }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi("AgentNameJob");
export type JobState = z.infer<typeof JobState>;

const MAX_MESSAGE_CHARACTERS = 4_000;
const MAX_TURNS = 50;

const said = text(MAX_MESSAGE_CHARACTERS).trim().min(1, "A message is needed.");

export const ChatMessage = z
  .object({
    message: said.openapi({
      description: "What the user says.",
      example: "make me a picture of a lighthouse in a storm, 16:9",
    }),
    history: z
      .array(z.object({ role: z.enum(["user", "assistant"]), content: text(MAX_MESSAGE_CHARACTERS).min(1) }))
      .max(MAX_TURNS)
      .default([])
      .openapi({ description: "The turns before it, oldest first; nothing is kept between two calls." }),
    stream: z
      .boolean()
      .default(false)
      .openapi({ description: "Answer as server-sent events, as `Accept: text/event-stream` does." }),
  })
  .openapi("AgentNameChat");

export const ChatReply = z
  .object({
    reply: z.string(),
    timestamp: z.iso.datetime(),
    jobs: z
      .array(Queued)
      .optional()
      .openapi({ description: "What the message started; poll each at /api/status/{jobId}." }),
  })
  .openapi("AgentNameReply");
export type ChatReply = z.infer<typeof ChatReply>;

const Meter = z.object({
  limit: z.int().nullable().openapi({ description: "A day; null is without limit." }),
  used: z.int(),
  remaining: z.int().nullable(),
});

export const PlanLimits = z
  .object({
    plan: z.enum(["free", "pro", "enterprise"]),
    images: Meter,
    videos: Meter,
    chat: Meter,
    resetsAt: z.iso.datetime().openapi({ description: "When the allowances return: the next 00:00 UTC." }),
  })
  .openapi("AgentNameLimits");

export const JobPath = z.object({
  jobId: z
    .string()
    .max(200)
    .openapi({ param: { name: "jobId", in: "path" }, description: "The job's id." }),
});
