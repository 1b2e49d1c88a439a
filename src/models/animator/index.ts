import type {
  Experimental_VideoModelV4 as VideoModelV4,
  Experimental_VideoModelV4CallOptions as VideoModelV4CallOptions,
  SharedV4Warning,
} from "@ai-sdk/provider";
import { z } from "zod";
import { MAX_SEED, MAX_VIDEO_SECONDS, VideoFormat } from "../../core/job";
import { encode } from "../../raster/encode";
import { encoders } from "../../video/encoders";
import { join } from "../../video/join";
import type { Artwork } from "../illustrator/artwork";
import { imagine } from "../illustrator/imagine";
import { emulated, ignored, warningsFor } from "../illustrator/warnings";
import { ANIMATOR_ID } from "./describe";
import { shoot } from "./shoot";

/** Where a clip's parts are kept until it is complete. A part that is there already is not made again. */
export interface ClipStore {
  /** How many parts there are, from the first on without a gap. */
  readonly count: (workspace: string) => Promise<number>;
  readonly put: (workspace: string, index: number, part: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly get: (workspace: string, index: number) => Promise<Uint8Array>;
}

const FRAMES_PER_SECOND = 24;
/** A part is so short that the slowest style renders it within the CPU time of one invocation. */
const PART_SECONDS = 1;
/** The frame that stands for the clip, as a share of its length. */
const POSTER_AT = 0.4;

const Wishes = z.object({
  style: z.string().optional(),
  colors: z.string().optional(),
  hasText: z.boolean().optional(),
});
const Options = Wishes.extend({
  outputFormat: VideoFormat.default("mp4"),
  /** Names the place of the clip's parts; two clips must not share it. */
  workspace: z.string(),
});

/** All there is to know of a clip in the making: what is done of it, the store knows. */
const Operation = z.object({
  prompt: z.string(),
  wishes: Wishes,
  seed: z.int(),
  size: z.object({ width: z.int(), height: z.int() }),
  seconds: z.int(),
  format: VideoFormat,
  workspace: z.string(),
});
type Operation = z.infer<typeof Operation>;

/**
 * The embedded animator: the illustrator's scene with parts that move, as MP4 (H.264) or WebM (VP8). Each status call
 * renders one second of it and says how far it has come, in `providerMetadata.edgel.frames`; the last one answers the
 * whole, with a JPEG poster in `providerMetadata.edgel.poster` (base64).
 */
export function createAnimator(artwork: Artwork, clips: ClipStore): VideoModelV4 {
  const response = () => ({ timestamp: new Date(), modelId: ANIMATOR_ID, headers: undefined });

  return {
    specificationVersion: "v4",
    provider: "edgel",
    modelId: ANIMATOR_ID,
    maxVideosPerCall: 1,

    async doStart(call) {
      const { outputFormat, workspace, ...wishes } = Options.parse(call.providerOptions["edgel"] ?? {});
      const operation: Operation = {
        prompt: call.prompt ?? "",
        wishes,
        seed: call.seed ?? Math.floor(Math.random() * MAX_SEED),
        size: sizeOf(call.resolution),
        seconds: Math.min(MAX_VIDEO_SECONDS, Math.max(1, Math.round(call.duration ?? 5))),
        format: outputFormat,
        workspace,
      };
      const { width, height } = operation.size;
      const imagined = await imagine(artwork, operation.prompt, wishes, operation.seed, () => width / height);
      const painted = imagined.idea.style.redraw !== undefined;
      return {
        operation: Operation.encode(operation),
        warnings: [
          ...warningsOfCall(call),
          ...(painted ? [emulated("style", "Painted anew in this style, the scene moves as one picture.")] : []),
          ...warningsFor(wishes, imagined),
        ],
        response: response(),
      };
    },

    async doStatus({ operation: given, abortSignal }) {
      const operation = Operation.parse(given);
      const parts = Math.ceil(operation.seconds / PART_SECONDS);
      const done = await clips.count(operation.workspace);
      if (done < parts) {
        const part = await render(artwork, operation, done, abortSignal);
        await clips.put(operation.workspace, done, part);
        const perPart = PART_SECONDS * FRAMES_PER_SECOND;
        const frames = { done: (done + 1) * perPart, of: parts * perPart };
        return { status: "pending", providerMetadata: { edgel: { frames } }, response: response() };
      }
      const data = await join(partsOf(clips, operation.workspace, parts), operation.format, FRAMES_PER_SECOND);
      const poster = (await posterOf(artwork, operation)).toBase64();
      return {
        status: "completed",
        videos: [{ type: "binary", data, mediaType: `video/${operation.format}` }],
        warnings: [],
        providerMetadata: { edgel: { poster } },
        response: response(),
      };
    },
  };
}

/** One part, as a clip of its own. */
async function render(
  artwork: Artwork,
  operation: Operation,
  index: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const frameAt = await shoot(artwork, operation);
  const encoder = await encoders[operation.format](operation.size, FRAMES_PER_SECOND);
  for (let frame = 0; frame < PART_SECONDS * FRAMES_PER_SECOND; frame++) {
    // Rendering holds the thread: between two frames whoever waits for a timer gets its turn.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    await encoder.add(await frameAt(index * PART_SECONDS + frame / FRAMES_PER_SECOND));
  }
  return await encoder.finish();
}

async function* partsOf(clips: ClipStore, workspace: string, count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield await clips.get(workspace, index);
}

const posterOf = async (artwork: Artwork, operation: Operation): Promise<Uint8Array> =>
  await encode(await (await shoot(artwork, operation))(operation.seconds * POSTER_AT), "jpeg");

function sizeOf(resolution: VideoModelV4CallOptions["resolution"]): Operation["size"] {
  const [width = 854, height = 480] = (resolution ?? "").split("x").filter(Boolean).map(Number);
  return { width, height };
}

function warningsOfCall({ fps, frameImages, image, inputReferences, generateAudio }: VideoModelV4CallOptions) {
  const warnings: SharedV4Warning[] = [];
  const pictures = [image, ...(frameImages ?? []), ...(inputReferences ?? [])].filter((given) => given !== undefined);
  if (fps !== undefined && fps !== FRAMES_PER_SECOND)
    warnings.push(ignored("fps", `The animator draws ${FRAMES_PER_SECOND} frames a second.`));
  if (pictures.length > 0) warnings.push(ignored("image", "The animator takes no reference images."));
  if (generateAudio === true) warnings.push(ignored("generateAudio", "The animator's clips are silent."));
  return warnings;
}
