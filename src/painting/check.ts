import type { OutputFormat } from "../core/job";
import { joinBytes, MEDIA_TYPES } from "../core/media";
import type { Size } from "../core/size";
import type { ImageFacts } from "../core/upload";
import { sift } from "../media/sift/index";
import { MOST_BYTES } from "../models/bounded-fetch";
import { BadAnswer } from "../models/faults";
import { encodeBands, writtenAs } from "../raster/encode-bands";
import { boxOfRatio, crop } from "../raster/ops/crop";
import { noLongerThan, resize } from "../raster/ops/resize";
import { upright } from "../raster/ops/turn";
import { fromBytes, readPicture } from "../raster/read";

/** What a model may answer: far above any picture, far below what would hurt. */
const LIMITS = { edge: 8_192, room: 80_000_000, pngPixels: 40_000_000 };

/**
 * A model's answer as a picture of exactly the size that was promised: its type is told by its bytes, nothing passes but
 * the picture itself (models write prompts beside it), all of it is decoded, and what has another size is cut to the
 * ratio and scaled.
 */
export async function fitted(answer: Uint8Array<ArrayBuffer>, size: Size, format: OutputFormat) {
  if (answer.byteLength > MOST_BYTES) throw new BadAnswer(`the model answered ${answer.byteLength} bytes`);
  const { bytes, facts, raster } = await opened(answer);
  for await (const band of raster.bands()) void band;
  const native = { width: raster.width, height: raster.height };
  const written = writtenAs(size, format);
  const exact = native.width === size.width && native.height === size.height && facts.orientation === 1;
  if (exact && facts.mediaType === MEDIA_TYPES[written]) return { bytes, native };
  const whole = resize(crop(raster, boxOfRatio(raster, size.width / size.height)), size);
  return { bytes: await encodeBands(whole.bands(), size, written), native };
}

/** An image whose longer side is at most that long. */
export async function noLarger(image: Uint8Array<ArrayBuffer>, edge: number): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, raster } = await opened(image);
  const small = noLongerThan(raster, edge);
  return small === raster ? bytes : await encodeBands(small.bands(), small, "png");
}

async function opened(answer: Uint8Array<ArrayBuffer>) {
  try {
    const { bytes, facts } = await sifted(answer);
    const { mediaType, orientation } = facts;
    const decoded = await readPicture(fromBytes(bytes), mediaType);
    return { bytes, facts, raster: upright(decoded, orientation) };
  } catch (error) {
    throw new BadAnswer("the model answered no picture", error);
  }
}

async function sifted(
  answer: Uint8Array<ArrayBuffer>,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly facts: ImageFacts }> {
  const parts: Uint8Array[] = [];
  const passing = sift(fromBytes(answer)(), LIMITS);
  for (;;) {
    const { done, value } = await passing.next();
    if (done === true) return { bytes: joinBytes(parts), facts: value };
    parts.push(value);
  }
}
