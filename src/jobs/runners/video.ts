import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from "ai";
import { z } from "zod";
import {
  JobFailure,
  Json,
  Warning,
  type Drawing,
  type Job,
  type Progress,
  type Step,
  type VideoRequest,
} from "../../core/job";
import { VIDEO_SIZES } from "../../core/size";
import type { VideoEntry } from "../../models/index";
import { optionsOf } from "./options";
import { toWarning } from "../../models/warnings";

/** What a clip in the making sleeps with. */
const State = z.strictObject({ operation: Json, warnings: z.array(Warning) });

/** Facts some models tell on their way: how many frames there are, and a picture that stands for the clip. */
const Metadata = z.object({
  edgel: z
    .object({
      frames: z.object({ done: z.int(), of: z.int() }).optional(),
      poster: z.base64().optional(),
    })
    .optional(),
});

/** All frames are there, and are not yet one file. */
const RENDERED_PERCENT = 95;

/** A clip takes many steps: it is started, then asked after until it is there. */
export const createVideoRunner = (models: readonly VideoEntry[]) =>
  async function makeVideo(job: Job, request: VideoRequest, signal: AbortSignal): Promise<Step> {
    const [entry] = models;
    if (entry === undefined) throw new JobFailure("generation_failed", new Error("no video model"));
    return job.state === null
      ? await start(entry, job, request, signal)
      : await look(entry, request, State.parse(job.state), signal);
  };

async function start({ model }: VideoEntry, job: Job, request: VideoRequest, signal: AbortSignal): Promise<Step> {
  const { width, height } = VIDEO_SIZES[request.aspectRatio];
  const { operation, warnings } = await startVideo({
    model,
    prompt: request.prompt,
    resolution: `${width}x${height}`,
    duration: request.seconds,
    seed: request.seed,
    providerOptions: { edgel: { ...optionsOf(request), workspace: job.id } },
    // Retrying is the job's own business: it outlives this invocation.
    maxRetries: 0,
    abortSignal: signal,
  });
  const state = { operation: Json.parse(operation), warnings: warnings.map(toWarning) };
  return { done: false, state, waitSeconds: 0, progress: { percent: 1, note: "The scene is set." } };
}

async function look(
  { model, origin, pollSeconds }: VideoEntry,
  request: VideoRequest,
  state: z.infer<typeof State>,
  signal: AbortSignal,
): Promise<Step> {
  const { operation, warnings } = state;
  const status = await getVideoStatus(model, { operation, maxRetries: 0, abortSignal: signal });
  if (status.status === "error") throw new JobFailure("generation_failed", new Error(status.error));
  const { frames, poster } = Metadata.parse(status.providerMetadata ?? {}).edgel ?? {};
  if (status.status === "pending")
    return { done: false, state, waitSeconds: pollSeconds, progress: progressOf(frames) };
  const [video] = status.videos;
  if (video?.type !== "binary") throw new JobFailure("generation_failed", new Error("the video came in no known way"));
  const made = (bytes: Uint8Array): Drawing => ({
    bytes: new Uint8Array(bytes),
    model: model.modelId,
    seed: request.seed,
    origin,
  });
  return {
    done: true,
    drawings: [made(video.data), ...(poster === undefined ? [] : [made(Uint8Array.fromBase64(poster))])],
    warnings: [...warnings, ...status.warnings.map(toWarning)],
  };
}

/** Counted in frames, where the model says how many there are; otherwise nothing is known. */
function progressOf(frames: { done: number; of: number } | undefined): Progress | null {
  if (frames === undefined) return null;
  const note =
    frames.done < frames.of
      ? `${frames.done} of ${frames.of} frames are rendered.`
      : "All frames are rendered; the file is written.";
  return { percent: Math.max(1, Math.floor((frames.done / frames.of) * RENDERED_PERCENT)), note };
}
