import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from "ai";
import { z } from "zod";
import {
  JobFailure,
  Json,
  toJson,
  Warning,
  type Drawing,
  type Job,
  type Progress,
  type Step,
  type VideoRequest,
} from "../../core/job";
import { backoffSeconds } from "../../core/retry";
import { VIDEO_SIZES } from "../../core/size";
import { REFUSED, withinAttempt, type CallHeaders, type Failover } from "../../failover/failover";
import { eligible } from "../../models/choice";
import type { VideoEntry } from "../../models/entry";
import { faultOf, isRefusal, ModelFailed } from "../../models/faults";
import { askedFor, inPixels } from "../../models/shapes";
import { toWarning } from "../../models/warnings";
import { worded } from "../../painting/wording";
import { clipOf, posterOf } from "./clip";
import { wishesOf } from "./wishes";

/** What a clip in the making sleeps with. */
const State = z.strictObject({
  /** Models that were given up, by their ids. */
  spent: z.array(z.string()),
  making: z
    .strictObject({
      model: z.string(),
      operation: Json,
      warnings: z.array(Warning),
      /** Looks in a row that nobody answered. */
      misses: z.int(),
    })
    .nullable(),
});
type State = z.infer<typeof State>;
type Making = NonNullable<State["making"]>;

/** Facts some models tell on their way: how many frames there are. */
const Metadata = z.object({
  edgel: z.object({ frames: z.object({ done: z.int(), of: z.int() }).optional() }).optional(),
});

/** All frames are there, and are not yet one file. */
const RENDERED_PERCENT = 95;
/** A clip that is paid for is looked for longer than anything else: some ten minutes. */
const MOST_MISSES = 12;
const [FIRST_MISS_SECONDS, LAST_MISS_SECONDS] = [2, 60];

export interface VideoDependencies {
  readonly models: readonly VideoEntry[];
  readonly firstToAnswer: Failover;
  readonly now: () => Date;
  readonly chance: () => number;
}

/** A clip takes many steps: it is started, then asked after until it is there. No connection is held meanwhile. */
export const createVideoRunner = ({ models, firstToAnswer, now, chance }: VideoDependencies) => {
  async function begin(job: Job, request: VideoRequest, state: State, signal: AbortSignal): Promise<Step> {
    const left = eligible(models, request).filter(({ card }) => !state.spent.includes(card.id));
    if (left.length === 0) throw new JobFailure("generation_failed", new Error("no video model is left"));
    const errand = { jobId: job.id, part: `clip-${state.spent.length}` };
    const making = await firstToAnswer(
      left,
      errand,
      async (entry, headers) => await start(entry, job, request, headers, signal),
      signal,
    );
    const progress = { percent: 1, note: "The scene is set." };
    return { done: false, state: toJson({ ...state, making }), waitSeconds: 0, progress };
  }

  /** The model will not bring it to an end: the next one, where there is one. */
  function giveUp(request: VideoRequest, { model }: Making, state: State, cause: unknown): Step {
    const spent = [...state.spent, model];
    if (eligible(models, request).every(({ card }) => spent.includes(card.id)))
      throw new JobFailure("generation_failed", cause);
    const progress = { percent: 1, note: "The model gave up; the next one begins." };
    return { done: false, state: toJson({ spent, making: null }), waitSeconds: 0, progress };
  }

  async function look(request: VideoRequest, making: Making, state: State, signal: AbortSignal): Promise<Step> {
    const entry = models.find(({ card }) => card.id === making.model);
    if (entry === undefined) return giveUp(request, making, state, new Error("the model is no longer offered"));
    const degraded = entry.embedded && eligible(models, request).some(({ embedded }) => !embedded);
    try {
      return await ask(entry, request, making, state, degraded, signal);
    } catch (error) {
      if (error instanceof JobFailure || entry.embedded) throw error;
      signal.throwIfAborted();
      const fault = faultOf(error, now());
      const failed = new ModelFailed(making.model, error);
      if (fault.kind === "rejected") throw new JobFailure("content_rejected", failed, REFUSED);
      const misses = making.misses + 1;
      if (fault.kind === "gone" || fault.kind === "unfit" || misses > MOST_MISSES)
        return giveUp(request, making, state, failed);
      const waitSeconds =
        fault.kind === "busy"
          ? fault.retryAfterSeconds
          : backoffSeconds(misses, FIRST_MISS_SECONDS, LAST_MISS_SECONDS, chance());
      return { done: false, state: toJson({ ...state, making: { ...making, misses } }), waitSeconds, progress: null };
    }
  }

  async function ask(
    entry: VideoEntry,
    request: VideoRequest,
    making: Making,
    state: State,
    degraded: boolean,
    signal: AbortSignal,
  ): Promise<Step> {
    const { model, pollSeconds } = entry;
    const abortSignal = withinAttempt(signal);
    const status = await getVideoStatus(model, { operation: making.operation, maxRetries: 0, abortSignal });
    if (status.status === "error") {
      const failed = new ModelFailed(making.model, new Error("it ended in an error"));
      if (isRefusal(status.error)) throw new JobFailure("content_rejected", failed, REFUSED);
      return giveUp(request, making, state, failed);
    }
    if (status.status === "pending") {
      const { frames } = Metadata.parse(status.providerMetadata ?? {}).edgel ?? {};
      const heard = toJson({ ...state, making: { ...making, misses: 0 } });
      return { done: false, state: heard, waitSeconds: pollSeconds, progress: progressOf(frames) };
    }
    const clip = await clipOf(entry, request, status, degraded, abortSignal);
    const poster = posterOf(status);
    const drawings: Drawing[] = [clip.drawing, ...(poster === null ? [] : [{ ...clip.drawing, bytes: poster }])];
    return {
      done: true,
      drawings,
      warnings: [...making.warnings, ...status.warnings.map(toWarning), ...clip.warnings],
    };
  }

  return async function makeVideo(job: Job, request: VideoRequest, signal: AbortSignal): Promise<Step> {
    const state: State = job.state === null ? { spent: [], making: null } : State.parse(job.state);
    return state.making === null
      ? await begin(job, request, state, signal)
      : await look(request, state.making, state, signal);
  };
};

/** Has a model begin, in the nearest shape and length it can make. */
async function start(
  { model, card, shapes, lengths = [], embedded }: VideoEntry,
  job: Job,
  request: VideoRequest,
  headers: CallHeaders,
  signal: AbortSignal,
): Promise<Making & { readonly cost?: undefined }> {
  const size = VIDEO_SIZES[request.aspectRatio];
  const asked = askedFor(size, shapes);
  const wishes = wishesOf(request);
  const said = embedded ? { prompt: request.prompt, warnings: [] } : worded(request.prompt, wishes, card);
  const longEnough = lengths.toSorted((a, b) => a - b).find((length) => length >= request.seconds);
  const { operation, warnings } = await startVideo({
    model,
    prompt: said.prompt,
    ...("size" in asked ? { resolution: inPixels(asked.size) } : asked),
    duration: longEnough ?? lengths.at(-1) ?? request.seconds,
    ...(card.honours.seed ? { seed: request.seed } : {}),
    ...(embedded
      ? { providerOptions: { edgel: { ...wishes, outputFormat: request.outputFormat, workspace: job.id } } }
      : { headers }),
    // Retrying is the job's own business: it outlives this invocation.
    maxRetries: 0,
    abortSignal: withinAttempt(signal),
  });
  return {
    model: card.id,
    operation: Json.parse(operation),
    warnings: [...said.warnings, ...warnings.map(toWarning)],
    misses: 0,
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
