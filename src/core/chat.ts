import { z } from "zod";
import { AspectRatio, JOB_KINDS, MAX_VIDEO_SECONDS, OutputFormat, VideoFormat } from "./job";

/**
 * What a chat can do, as tools: their inputs and what they answer. Any language model may call them; the embedded one
 * is one of those.
 */

const Failed = z.object({ error: z.string().describe("Why it could not be done, for the user.") });

const Ratio = AspectRatio.extract(["16:9", "1:1", "9:16"]);
const prompt = z.string().min(1).max(4_000).describe("What is to be seen, in the user's words.");

const Started = z.object({
  job_id: z.string(),
  kind: z.enum(JOB_KINDS),
  prompt: z.string(),
  aspect_ratio: Ratio,
  seconds: z.int().optional(),
});

const Progress = z.object({
  job_id: z.string(),
  kind: z.enum(JOB_KINDS),
  status: z.enum(["queued", "processing", "completed", "failed"]),
  progress: z.int(),
  url: z.string().nullable(),
  error: z.string().nullable(),
});
export type JobProgress = z.infer<typeof Progress>;

const Meter = z.object({ limit: z.int().nullable(), used: z.int(), remaining: z.int().nullable() });

const Sizes = z.object({
  sizes: z.array(z.object({ aspect_ratio: Ratio, width: z.int(), height: z.int() })),
  formats: z.array(z.enum([...OutputFormat.options, ...VideoFormat.options])),
});

export const TOOLS = {
  make_picture: {
    description: "Starts a picture and answers its job id at once. It counts against today's images.",
    input: z.object({ prompt, aspect_ratio: Ratio.optional() }),
    output: z.union([Started, Failed]),
  },
  make_video: {
    description: "Starts a silent video and answers its job id at once. It counts against today's videos.",
    input: z.object({
      prompt,
      aspect_ratio: Ratio.optional(),
      seconds: z.int().min(1).max(MAX_VIDEO_SECONDS).optional(),
    }),
    output: z.union([Started, Failed]),
  },
  get_job: {
    description: "The state of a job of the user's, with the URL of the result once it is there.",
    input: z.object({ job_id: z.string().max(200) }),
    output: z.union([Progress, Failed]),
  },
  list_jobs: {
    description: "The user's latest jobs, newest first.",
    input: z.object({ limit: z.int().min(1).max(20) }),
    output: z.object({ jobs: z.array(Progress) }),
  },
  cancel_job: {
    description: "Cancels a job that has not ended. Only when the user asks for it.",
    input: z.object({ job_id: z.string().max(200) }),
    output: z.union([Progress, Failed]),
  },
  get_limits: {
    description: "The user's plan, what is used and left of it today, and when it returns.",
    input: z.object({}),
    output: z.object({
      plan: z.string(),
      images: Meter,
      videos: Meter,
      chat: Meter,
      resets_at: z.iso.datetime(),
    }),
  },
  get_prices: {
    description: "What things cost, in credits (cents).",
    input: z.object({}),
    output: z.object({
      image_credits: z.int(),
      video_credits_per_second: z.int(),
      chat_credits: z.int(),
      here: z.string().describe("How this API is paid for."),
    }),
  },
  get_sizes: {
    description: "The sizes and file formats of pictures and videos, and how long a video may be.",
    input: z.object({}),
    output: z.object({ image: Sizes, video: Sizes, most_seconds: z.int() }),
  },
} as const satisfies Record<string, { description: string; input: z.ZodType; output: z.ZodType }>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];
export type ToolInput<N extends ToolName> = z.infer<(typeof TOOLS)[N]["input"]>;
export type ToolOutput<N extends ToolName> = z.infer<(typeof TOOLS)[N]["output"]>;
