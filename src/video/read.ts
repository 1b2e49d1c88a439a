import { BufferSource, Input, MP4, WEBM } from "mediabunny";
import { VIDEO_TYPES, type VideoType } from "../core/media";

export interface ClipFacts {
  readonly type: VideoType;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/** "ftyp" at the fifth byte is MP4; EBML's magic number is Matroska or WebM. */
export function clipTypeOf(bytes: Uint8Array): VideoType | null {
  const [a, b, c, d, ...name] = bytes.subarray(0, 8);
  if (String.fromCharCode(...name) === "ftyp") return VIDEO_TYPES.mp4;
  return a === 0x1a && b === 0x45 && c === 0xdf && d === 0xa3 ? VIDEO_TYPES.webm : null;
}

/** What a clip is, from its own index. Throws for a file that is broken or shows nothing. */
export async function readClip(bytes: Uint8Array, type: VideoType): Promise<ClipFacts> {
  using input = new Input({ source: new BufferSource(bytes), formats: [MP4, WEBM] });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error("a clip without pictures");
  const seconds = await track.computeDuration();
  return { type, width: track.displayWidth, height: track.displayHeight, seconds };
}
