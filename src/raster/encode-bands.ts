import type { OutputFormat } from "../core/job";
import type { Size } from "../core/size";
import { encode } from "./encode";
import { streamPng } from "./png-stream";
import type { Pixels } from "./rasterise";

/** The JPEG and WebP encoders hold a picture whole; larger ones than 2048 × 2048 would not leave them room. */
const MOST_WHOLE_PIXELS = 2_048 * 2_048;

/** The format that a picture of the size is written in where that one is wished for. */
export const writtenAs = ({ width, height }: Size, format: OutputFormat): OutputFormat =>
  width * height > MOST_WHOLE_PIXELS ? "png" : format;

/**
 * A picture that comes in bands of whole rows, from top to bottom, as a file. One band is encoded as it is; a PNG of
 * several is written row by row, so that the picture is never held whole. JPEG and WebP encoders want all pixels.
 */
export async function encodeBands(
  bands: AsyncIterable<Pixels>,
  size: Size,
  format: OutputFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const iterator = bands[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) throw new Error("a picture without rows");
  if (first.value.height === size.height) return encode(first.value, format);
  const all = rejoin(first.value, iterator);
  return format === "png" ? streamPng(all, size) : encode(await gather(all, size), format);
}

async function* rejoin(first: Pixels, rest: AsyncIterator<Pixels>): AsyncGenerator<Pixels> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function gather(bands: AsyncIterable<Pixels>, { width, height }: Size): Promise<Pixels> {
  const data = new Uint8ClampedArray(width * height * 4);
  let offset = 0;
  for await (const band of bands) {
    data.set(band.data, offset);
    offset += band.data.byteLength;
  }
  return { data, width, height };
}
