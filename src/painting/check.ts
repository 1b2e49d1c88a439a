import { imageSize } from "image-size";
import type { OutputFormat } from "../core/job";
import { MEDIA_TYPES } from "../core/media";
import type { Size } from "../core/size";
import { whyTooLarge } from "../media/sift/index";
import { decode } from "../raster/decode";
import { encodeBands, writtenAs } from "../raster/encode-bands";
import { boxOfRatio, crop } from "../raster/ops/crop";
import { resize } from "../raster/ops/resize";
import { readPng } from "../raster/png-read";
import type { Raster } from "../raster/raster";

/** What a model may answer: far above any picture, far below what would hurt. */
const MOST_BYTES = 64 * 1_024 * 1_024;
const LIMITS = { edge: 8_192, room: 80_000_000, pngPixels: 40_000_000 };

/** A model answered something that is no picture, or none that can be used. */
export class BadAnswer extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "BadAnswer";
  }
}

/**
 * A model's answer as a picture of exactly the size that was promised: its type is told by its bytes, all of it is
 * decoded, and what has another size is cut to the ratio and scaled. What is right already stays as it is.
 */
export async function fitted(bytes: Uint8Array<ArrayBuffer>, size: Size, format: OutputFormat) {
  if (bytes.byteLength > MOST_BYTES) throw new BadAnswer(`the model answered ${bytes.byteLength} bytes`);
  const { mediaType, raster } = await opened(bytes);
  for await (const band of raster.bands()) void band;
  const written = writtenAs(size, format);
  const exact = raster.width === size.width && raster.height === size.height;
  if (exact && mediaType === MEDIA_TYPES[written]) return { bytes, native: size };
  const whole = resize(crop(raster, boxOfRatio(raster, size.width / size.height)), size);
  return {
    bytes: await encodeBands(whole.bands(), size, written),
    native: { width: raster.width, height: raster.height },
  };
}

async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<{ mediaType: string; raster: Raster }> {
  try {
    const { type, width, height } = imageSize(bytes);
    const mediaType = type === "jpg" ? MEDIA_TYPES.jpeg : type === "png" ? MEDIA_TYPES.png : MEDIA_TYPES.webp;
    if (type !== "jpg" && type !== "png" && type !== "webp")
      throw new BadAnswer(`the model answered ${type ?? "nothing"}`);
    const tooLarge = whyTooLarge({ mediaType, width, height, room: width * height * 4 }, LIMITS);
    if (tooLarge !== null) throw new BadAnswer(tooLarge);
    return {
      mediaType,
      raster: mediaType === MEDIA_TYPES.png ? await readPng(() => each(bytes)) : await decode(bytes, mediaType),
    };
  } catch (error) {
    throw error instanceof BadAnswer ? error : new BadAnswer("the model answered no picture", error);
  }
}

async function* each(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}
