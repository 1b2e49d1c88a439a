import { rgbaToThumbHash } from "thumbhash";
import type { Picture } from "../core/job";
import { UnreadableImage } from "../raster/png-read";
import { fromBytes, readPicture } from "../raster/read";
import { shrunk } from "../raster/shrink";

/** The longest side that a ThumbHash looks at; it keeps less than a dozen waves of it. */
const EDGE = 32;
/** More takes longer to read than a blur is worth. */
const MOST_PIXELS = 3_000_000;

/**
 * A blur of a picture in some 25 bytes (ThumbHash), base64: what a page shows in its place until it is loaded.
 * `null` of a clip, and of a picture that is too large or cannot be read: nothing else depends on it.
 */
export async function placeholderOf(
  bytes: Uint8Array<ArrayBuffer>,
  { mediaType, width, height }: Pick<Picture, "mediaType" | "width" | "height">,
): Promise<string | null> {
  if (width * height > MOST_PIXELS) return null;
  try {
    const { data, ...small } = await shrunk(await readPicture(fromBytes(bytes), mediaType), EDGE);
    return rgbaToThumbHash(small.width, small.height, data).toBase64();
  } catch (error) {
    if (error instanceof UnreadableImage) return null;
    throw error;
  }
}
