import { z } from "zod";
import { Upload } from "./upload";
import type { Webhook } from "./webhook";

/** The one definition of a job. Dialects translate into it and out of it; models never hear of dialects. */

/** Width to height. A dialect may offer fewer. */
export const AspectRatio = z.enum(["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "5:4", "4:5"]);
export type AspectRatio = z.infer<typeof AspectRatio>;

export const OutputFormat = z.enum(["png", "jpeg", "webp"]);
export type OutputFormat = z.infer<typeof OutputFormat>;

export const VideoFormat = z.enum(["mp4", "webm"]);
export type VideoFormat = z.infer<typeof VideoFormat>;

/** The longest clip that can be asked for, in seconds. */
export const MAX_VIDEO_SECONDS = 60;

/** Seeds are unsigned 32-bit numbers: what the models of this field take. */
export const MAX_SEED = 0xffff_ffff;

/** What a picture and a clip are both asked for with. */
const Depiction = z.strictObject({
  prompt: z.string(),
  aspectRatio: AspectRatio,
  /** Always present: a caller who names none gets one at accept, so that every attempt draws the same picture. */
  seed: z.int().min(0).max(MAX_SEED),
  style: z.string().optional(),
  colors: z.string().optional(),
  /** Whether words may be set in the picture. Left out: those in quotation marks. */
  hasText: z.boolean().optional(),
  /** The id of the one model that is to make it; left out, the first of the server's list that can. */
  model: z.string().optional(),
  /** Parameters that a model has to honour to be asked at all. */
  strict: z.array(z.string()).optional(),
});

export const ImageRequest = Depiction.extend({
  kind: z.literal("image"),
  outputFormat: OutputFormat,
  /** Where the caller named pixels; otherwise the ratio's usual size. */
  size: z.strictObject({ width: z.int(), height: z.int() }).optional(),
});
export type ImageRequest = z.infer<typeof ImageRequest>;

export const VideoRequest = Depiction.extend({
  kind: z.literal("video"),
  seconds: z.int().min(1).max(MAX_VIDEO_SECONDS),
  outputFormat: VideoFormat,
});
export type VideoRequest = z.infer<typeof VideoRequest>;

/** Ratios an agent is asked for: `auto` is that of what it works on. */
export const AgentRatio = z.enum(["auto", ...AspectRatio.options]);
export type AgentRatio = z.infer<typeof AgentRatio>;

export const MAX_AGENT_STEPS = 30;
export const MAX_REFERENCES = 10;

/** What an agent is to come back with: a picture, a better prompt, or a character from several sides. */
export const AgentGoal = z.enum(["image", "prompt", "character_sheet"]);
export type AgentGoal = z.infer<typeof AgentGoal>;

export const AgentRequest = z.strictObject({
  kind: z.literal("agent"),
  goal: AgentGoal,
  /** The instructions. */
  prompt: z.string(),
  aspectRatio: AgentRatio,
  resolution: z.enum(["2K", "4K"]),
  seed: z.int().min(0).max(MAX_SEED),
  references: z.array(Upload).max(MAX_REFERENCES),
  /** The picture to go on from. */
  from: z.string().optional(),
  maxSteps: z.int().min(1).max(MAX_AGENT_STEPS),
  /** The most pictures that may be drawn, which is what it costs. */
  maxDrawings: z.int().min(0).max(MAX_AGENT_STEPS),
  /** The caller's own label. */
  agentId: z.string().optional(),
});
export type AgentRequest = z.infer<typeof AgentRequest>;

export const JobRequest = z.discriminatedUnion("kind", [ImageRequest, VideoRequest, AgentRequest]);
export type JobRequest = z.infer<typeof JobRequest>;
export type JobKind = JobRequest["kind"];
/** Every kind there is. */
export const JOB_KINDS = ["image", "video", "agent"] as const satisfies readonly JobKind[];

export const JobStatus = z.enum(["queued", "running", "succeeded", "failed", "canceled"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** Who pays: `credits` place a hold, `plan` uses the account's daily allowance. The dialect's contract says which. */
export type Funding = "credits" | "plan";

/** Why a job failed. `canceled` is a state of its own. */
export const FailureCode = z.enum([
  "generation_failed",
  "content_rejected",
  "deadline_exceeded",
  "worker_lost",
  "internal_error",
]);
export type FailureCode = z.infer<typeof FailureCode>;

/** Who refused a job's content, and as what: the look at the prompt, or the model itself. */
export const Rejection = z.strictObject({ stage: z.enum(["prompt", "model"]), category: z.string() });
export type Rejection = z.infer<typeof Rejection>;

/** A parameter that was not simply applied, and what became of it. */
export const Warning = z.strictObject({
  parameter: z.string(),
  treatment: z.enum(["emulated", "ignored"]),
  message: z.string(),
});
export type Warning = z.infer<typeof Warning>;

/**
 * How a picture came to be, which its mark has to say: by an embedded renderer, a learned model, tools on somebody's
 * photograph, or a mixture of what was taken and what was made.
 */
export const Origin = z.enum(["algorithmic", "trained", "enhanced", "composite", "composite_trained"]);
export type Origin = z.infer<typeof Origin>;

/** What a call of a model cost the operator, where the provider tells: dollars, or what it counts in. */
export const Cost = z.strictObject({ amount: z.number(), unit: z.string() });
export type Cost = z.infer<typeof Cost>;

/** What a model was really asked for: what was not simply applied is in the job's warnings. */
export const Resolved = z.strictObject({
  /** As `/models` lists it. */
  model: z.string(),
  /** Pixels, or a ratio for models that take only that. */
  size: z.string(),
  /** Whether the same request and seed give the same result. */
  seedHonoured: z.boolean(),
  cost: Cost.optional(),
});
export type Resolved = z.infer<typeof Resolved>;

/** A stored, published picture, or a clip. */
export const Picture = z.strictObject({
  id: z.string(),
  mediaType: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  model: z.string(),
  seed: z.int(),
  /** A clip's length. */
  seconds: z.number().optional(),
  origin: Origin.optional(),
  /** The turn of an agent that made it, and how. */
  step: z.int().optional(),
  tool: z.string().optional(),
  /** An image model drew it: what an agent's job is charged for. */
  drawn: z.boolean().optional(),
  /** A small WebP of it, by its id. */
  preview: z.string().optional(),
  /** A blur of it: a ThumbHash, base64. */
  placeholder: z.string().optional(),
  resolved: Resolved.optional(),
  /** An embedded model stood in for one that did not answer: it costs nothing. */
  degraded: z.boolean().optional(),
});
export type Picture = z.infer<typeof Picture>;

export const Json: z.ZodType<JsonValue> = z.json();
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export interface Job {
  readonly id: string;
  readonly accountId: string;
  readonly dialect: string;
  readonly status: JobStatus;
  readonly request: JobRequest;
  /** Who is told when it has ended. */
  readonly webhook: Webhook | null;
  readonly funding: Funding;
  /** Credits held at accept, and the most that can be captured. */
  readonly cost: number;
  readonly state: JsonValue;
  /** Percent of what there is to do, counted in what is done: 100 once it has succeeded. */
  readonly progress: number;
  readonly pictures: readonly Picture[];
  /** The result of a job that was asked for words. */
  readonly text: string | null;
  readonly warnings: readonly Warning[];
  readonly error: FailureCode | null;
  /** Of `content_rejected`. */
  readonly rejection: Rejection | null;
  readonly losses: number;
  readonly failures: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deadlineAt: Date;
  readonly endedAt: Date | null;
  readonly deletedAt: Date | null;
}

export const hasEnded = (job: { readonly status: JobStatus }): boolean =>
  job.status !== "queued" && job.status !== "running";

/** A value as JSON has it: what is absent is left out. */
export const toJson = (value: unknown): JsonValue => Json.parse(JSON.parse(JSON.stringify(value)));

/** One line of a job's log, in the order things happened. */
export interface JobEvent {
  readonly seq: number;
  readonly type: "status" | "progress";
  readonly data: JsonValue;
  readonly at: Date;
}

/** A picture or a clip as a model made it, not yet marked or stored. */
export interface Drawing {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly model: string;
  readonly seed: number;
  readonly origin: Origin;
  readonly resolved?: Resolved;
  readonly degraded?: boolean;
}

/** How far a job of many steps has come. */
export const Progress = z.object({
  percent: z.number(),
  /** What is done and what is being done, for people. */
  note: z.string(),
  /** The turn of an agent that this tells of. */
  turn: z
    .object({
      step: z.int(),
      tool: z.string(),
      milliseconds: z.int(),
      /** What it made, by its id, and a small WebP of that. */
      picture: z.string().optional(),
      preview: z.string().optional(),
    })
    .optional(),
});
export type Progress = z.infer<typeof Progress>;

/** One turn of work: finished, or "call me again in N seconds with this state". */
export type Step =
  | {
      readonly done: true;
      /** To be published. */
      readonly drawings: readonly Drawing[];
      /** Published on the way, the result first. */
      readonly pictures?: readonly Picture[];
      /** What was asked for in words. */
      readonly text?: string;
      readonly warnings: readonly Warning[];
      /** The last line of the log before the end. */
      readonly progress?: Progress;
    }
  | {
      readonly done: false;
      readonly state: JsonValue;
      readonly waitSeconds: number;
      readonly progress: Progress | null;
      /** All that is published so far. */
      readonly pictures?: readonly Picture[];
    };

/** The step cannot succeed however often it is tried; the job ends with this code. */
export class JobFailure extends Error {
  readonly code: FailureCode;
  readonly rejection: Rejection | null;
  constructor(code: FailureCode, cause?: unknown, rejection: Rejection | null = null) {
    super(code, { cause });
    this.name = "JobFailure";
    this.code = code;
    this.rejection = rejection;
  }
}

/** The longest a caller may have an answer held for its job. */
export const MAX_WAIT_SECONDS = 60;
