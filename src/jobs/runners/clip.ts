import type { experimental_getVideoStatus as getVideoStatus } from "ai";
import { z } from "zod";
import type { Drawing, VideoRequest, Warning } from "../../core/job";
import { VIDEO_SIZES } from "../../core/size";
import type { VideoEntry } from "../../models/entry";
import { BadAnswer } from "../../models/faults";
import { askedFor } from "../../models/shapes";
import { resolvedAs } from "../../painting/resolved";
import { clipTypeOf, readClip, type ClipFacts } from "../../video/read";

type Status = Awaited<ReturnType<typeof getVideoStatus>>;
type Completed = Extract<Status, { status: "completed" }>;

/** A picture that stands for the clip, from models that make one. */
const Metadata = z.object({ edgel: z.object({ poster: z.base64().optional() }).optional() });

export function posterOf({ providerMetadata }: Completed): Uint8Array<ArrayBuffer> | null {
  const { poster } = Metadata.parse(providerMetadata ?? {}).edgel ?? {};
  return poster === undefined ? null : Uint8Array.fromBase64(poster);
}

/** The clip itself, held against what was promised: a file that plays, and whatever is different about it. */
export async function clipOf(
  entry: VideoEntry,
  request: VideoRequest,
  { videos, providerMetadata }: Completed,
  degraded: boolean,
  signal: AbortSignal,
): Promise<{ readonly drawing: Drawing; readonly warnings: readonly Warning[] }> {
  const { name, origin, shapes, told: tellOf } = entry;
  const bytes = await bytesOf(entry, videos[0], signal);
  const facts = await factsOf(bytes);
  const told = tellOf?.(providerMetadata ?? {}, undefined) ?? {};
  const asked = askedFor(VIDEO_SIZES[request.aspectRatio], shapes);
  const made = resolvedAs(entry, asked, request.seed, told, "clip");
  return {
    drawing: {
      bytes,
      model: name,
      seed: made.seed,
      origin,
      resolved: made.resolved,
      ...(degraded ? { degraded } : {}),
    },
    warnings: [...differences(request, facts), ...made.warnings],
  };
}

async function bytesOf(
  { download }: VideoEntry,
  video: Completed["videos"][number] | undefined,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (video?.type) {
    case "binary":
      return new Uint8Array(video.data);
    case "base64":
      return Uint8Array.fromBase64(video.data);
    case "url":
      return await download(video.url, signal);
    default:
      throw new BadAnswer("the model answered no clip");
  }
}

async function factsOf(bytes: Uint8Array<ArrayBuffer>): Promise<ClipFacts> {
  const type = clipTypeOf(bytes);
  if (type === null) throw new BadAnswer("the model answered something that is no clip");
  try {
    return await readClip(bytes, type);
  } catch (error) {
    throw new BadAnswer("the model answered a broken clip", error);
  }
}

function differences(request: VideoRequest, { type, width, height, seconds }: ClipFacts): Warning[] {
  const size = VIDEO_SIZES[request.aspectRatio];
  const written = type.slice("video/".length);
  const found: readonly (readonly [boolean, string, string])[] = [
    [width !== size.width || height !== size.height, "aspect_ratio", `Made at ${width} × ${height}.`],
    [Math.abs(seconds - request.seconds) > 0.5, "duration", `Made ${seconds.toFixed(1)} seconds long.`],
    [written !== request.outputFormat, "output_format", `Written as ${written}.`],
  ];
  return found.flatMap(([differs, parameter, message]) =>
    differs ? [{ parameter, treatment: "emulated" as const, message }] : [],
  );
}
