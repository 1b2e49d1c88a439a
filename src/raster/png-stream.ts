import { crc32 } from "node:zlib";
import { joinBytes } from "../core/media";
import type { Size } from "../core/size";
import type { Pixels } from "./rasterise";

/**
 * Writes a PNG from bands of rows. The encoder packages that run here take a picture whole: 4096 × 4096 would need
 * 268 MB in them, twice what a Worker has. Compression is the platform's; what is here is the container of
 * PNG (ISO/IEC 15948) and its row filters. Eight bits a channel; transparency only where it is asked for.
 */
export async function streamPng(
  bands: AsyncIterable<Pixels>,
  size: Size,
  opaque = true,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of pngParts(bands, size, opaque)) parts.push(part);
  return joinBytes(parts);
}

/** The same, piece by piece as it is written. */
export async function* pngParts(
  bands: AsyncIterable<Pixels>,
  { width, height }: Size,
  opaque: boolean,
): AsyncGenerator<Uint8Array, void, void> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, opaque ? COLOUR : COLOUR_AND_ALPHA);
  yield SIGNATURE;
  yield* chunk("IHDR", new Uint8Array(header.buffer));
  const deflate = new CompressionStream("deflate");
  const writer = deflate.writable.getWriter();
  const filter = createFilter(width, opaque ? 3 : 4);
  const written = (async () => {
    try {
      // A write ends when its bytes are compressed: the filter may use its room again.
      for await (const band of bands) await writer.write(filter(band));
      await writer.close();
    } catch (error) {
      // The reader must not wait for what will not come.
      await writer.abort(error);
      throw error;
    }
  })();
  written.catch(() => undefined);
  try {
    for await (const bytes of deflate.readable) yield* chunk("IDAT", bytes);
  } catch (error) {
    // What broke off the writing says more than that it broke off.
    await written;
    throw error;
  }
  await written;
  yield* chunk("IEND", new Uint8Array());
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Colour types "truecolour" and "truecolour with alpha". */
const COLOUR = 2;
const COLOUR_AND_ALPHA = 6;

/** A chunk in three pieces, so that its content is not copied once more. */
function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, data.byteLength);
  for (let i = 0; i < 4; i++) head.setUint8(4 + i, type.charCodeAt(i));
  const named = new Uint8Array(head.buffer);
  const sum = new DataView(new ArrayBuffer(4));
  sum.setUint32(0, crc32(data, crc32(named.subarray(4))));
  return [named, data, new Uint8Array(sum.buffer)];
}

const [SUB, UP] = [1, 2];

/**
 * Each row as its difference from its left or its upper neighbour, whichever is smaller. What it answers is valid until
 * its next call: a large picture's bands all pass through the same bytes.
 */
function createFilter(width: number, channels: 3 | 4): (band: Pixels) => Uint8Array<ArrayBuffer> {
  const length = width * channels;
  let above = new Uint8Array(length);
  let row = new Uint8Array(length);
  let bytes = new Uint8Array();
  return ({ data, height }) => {
    const size = (length + 1) * height;
    if (bytes.length < size) bytes = new Uint8Array(size);
    for (let y = 0; y < height; y++) {
      const start = y * width * 4;
      if (channels === 4) row.set(data.subarray(start, start + length));
      else
        for (let from = start, into = 0; into < length; from += 4, into += 3) {
          row[into] = data[from] ?? 0;
          row[into + 1] = data[from + 1] ?? 0;
          row[into + 2] = data[from + 2] ?? 0;
        }
      writeRow(bytes, y * (length + 1), row, above, channels);
      [above, row] = [row, above];
    }
    return bytes.subarray(0, size);
  };
}

function writeRow(bytes: Uint8Array, into: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  let left = 0;
  let up = 0;
  for (let i = 0; i < row.length; i++) {
    const value = row[i] ?? 0;
    const byLeft = (value - (i < channels ? 0 : (row[i - channels] ?? 0))) & 255;
    const byUp = (value - (above[i] ?? 0)) & 255;
    left += byLeft < 128 ? byLeft : 256 - byLeft;
    up += byUp < 128 ? byUp : 256 - byUp;
  }
  bytes[into] = up <= left ? UP : SUB;
  if (up <= left) for (let i = 0; i < row.length; i++) bytes[into + 1 + i] = (row[i] ?? 0) - (above[i] ?? 0);
  else
    for (let i = 0; i < row.length; i++)
      bytes[into + 1 + i] = (row[i] ?? 0) - (i < channels ? 0 : (row[i - channels] ?? 0));
}
