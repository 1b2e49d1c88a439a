import { thumbHashToDataURL } from "thumbhash";
import type { Job, Result } from "./jobs";

/** How a job looks: its shape before there is anything, a blur while its picture is loaded. */

const isImage = ({ media_type: type }: Result): boolean => type.startsWith("image/");

/** The result: the clip of a video, the picture of all else. */
export const resultOf = ({ output }: Job): Result | null => output?.results[0] ?? null;

/** What to show of a job on a tile: a clip's poster. */
export const pictureOf = ({ output }: Job): string | null => output?.results.find(isImage)?.url ?? null;

export function ratioOf(job: Job): number {
  const result = resultOf(job);
  if (result !== null) return result.width / result.height;
  const [width = 1, height = 1] = String(job.input["aspect_ratio"] ?? "")
    .split(":")
    .map(Number);
  return width / height || firstReferenceRatio(job) || 1;
}

/** `auto` is the shape of what is worked on. */
function firstReferenceRatio({ input }: Job): number {
  const [first] = (input["images"] ?? []) as readonly { readonly width: number; readonly height: number }[];
  return first === undefined ? 0 : first.width / first.height;
}

const blurs = new Map<string, string>();

/** A blur of the picture as an image of a few bytes; of an agent's picture its small preview. */
export function blurOf({ output }: Job): string | null {
  const picture = output?.results.find(isImage);
  if (picture === undefined) return null;
  const { placeholder } = picture;
  if (placeholder === undefined)
    return output?.steps?.find(({ image_id: id }) => id === picture.image_id)?.preview_url ?? null;
  const known = blurs.get(placeholder) ?? thumbHashToDataURL(bytesOf(placeholder));
  blurs.set(placeholder, known);
  return known;
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

export const titleOf = ({ input }: Job): string => String(input["prompt"] ?? input["instructions"] ?? "Untitled");
