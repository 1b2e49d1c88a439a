import { z } from "zod";
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
});

export const ImageRequest = Depiction.extend({ kind: z.literal("image"), outputFormat: OutputFormat });
export type ImageRequest = z.infer<typeof ImageRequest>;

export const VideoRequest = Depiction.extend({
  kind: z.literal("video"),
  seconds: z.int().min(1).max(MAX_VIDEO_SECONDS),
  outputFormat: VideoFormat,
});
export type VideoRequest = z.infer<typeof VideoRequest>;

export const JobRequest = z.discriminatedUnion("kind", [ImageRequest, VideoRequest]);
export type JobRequest = z.infer<typeof JobRequest>;
export type JobKind = JobRequest["kind"];
/** Every kind there is. */
export const JOB_KINDS = ["image", "video"] as const satisfies readonly JobKind[];

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

/** A parameter that was not simply applied, and what became of it. */
export const Warning = z.strictObject({
  parameter: z.string(),
  treatment: z.enum(["emulated", "ignored"]),
  message: z.string(),
});
export type Warning = z.infer<typeof Warning>;

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
  readonly warnings: readonly Warning[];
  readonly error: FailureCode | null;
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
  /** `algorithmic` for the embedded renderer, `trained` for a learned model: what the picture's mark must say. */
  readonly origin: "algorithmic" | "trained";
}

/** How far a job of many steps has come. */
export interface Progress {
  readonly percent: number;
  /** What is done and what is being done, for people. */
  readonly note: string;
}

/** One turn of work: finished, or "call me again in N seconds with this state". */
export type Step =
  | { readonly done: true; readonly drawings: readonly Drawing[]; readonly warnings: readonly Warning[] }
  | {
      readonly done: false;
      readonly state: JsonValue;
      readonly waitSeconds: number;
      readonly progress: Progress | null;
    };

/** The step cannot succeed however often it is tried; the job ends with this code. */
export class JobFailure extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, cause?: unknown) {
    super(code, { cause });
    this.name = "JobFailure";
    this.code = code;
  }
}

/** The longest a caller may have an answer held for its job. */
export const MAX_WAIT_SECONDS = 60;
