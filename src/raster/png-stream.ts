import { crc32 } from "node:zlib";
import { joinBytes } from "../core/media";
import type { Size } from "../core/size";
import type { Pixels } from "./rasterise";

/**
 * Writes a PNG from bands of rows. The encoder packages that run here take a picture whole: 4096 × 4096 would need
 * 268 MB in them, twice what a Worker has. Compression is the platform's; what is here is the container of
 * PNG (ISO/IEC 15948) and its row filters. Eight bits a channel, no transparency.
 */
export async function streamPng(
  bands: AsyncIterable<Pixels>,
  { width, height }: Size,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, COLOUR);
  const parts: Uint8Array[] = [SIGNATURE, chunk("IHDR", new Uint8Array(header.buffer))];
  const deflate = new CompressionStream("deflate");
  const collected = collect(deflate.readable, parts);
  const writer = deflate.writable.getWriter();
  let previous: Uint8Array = new Uint8Array(width * 3);
  try {
    for await (const band of bands) {
      const filtered = filterRows(band, previous);
      previous = filtered.last;
      await writer.write(filtered.bytes);
    }
    await writer.close();
  } catch (error) {
    // The reader must not wait for what will not come.
    await writer.abort(error);
    await collected.catch(() => undefined);
    throw error;
  }
  await collected;
  parts.push(chunk("IEND", new Uint8Array()));
  return joinBytes(parts);
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Colour type "truecolour". */
const COLOUR = 2;

async function collect(compressed: ReadableStream<Uint8Array>, into: Uint8Array[]): Promise<void> {
  for await (const bytes of compressed) into.push(chunk("IDAT", bytes));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.byteLength);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.byteLength, crc32(bytes.subarray(4, 8 + data.byteLength)));
  return bytes;
}

const [SUB, UP] = [1, 2];

/** Each row as its difference from its left or its upper neighbour, whichever is smaller. */
function filterRows(
  { data, width, height }: Pixels,
  above: Uint8Array,
): { bytes: Uint8Array<ArrayBuffer>; last: Uint8Array } {
  const length = width * 3;
  const bytes = new Uint8Array((length + 1) * height);
  const rows = [above, new Uint8Array(length), new Uint8Array(length)];
  for (let y = 0; y < height; y++) {
    const before = rows[y === 0 ? 0 : 1 + ((y - 1) % 2)] ?? above;
    const row = rows[1 + (y % 2)] ?? above;
    for (let from = y * width * 4, into = 0; into < length; from += 4, into += 3) {
      row[into] = data[from] ?? 0;
      row[into + 1] = data[from + 1] ?? 0;
      row[into + 2] = data[from + 2] ?? 0;
    }
    let [left, up] = [0, 0];
    for (let i = 0; i < length; i++) {
      const value = row[i] ?? 0;
      const byLeft = (value - (i < 3 ? 0 : (row[i - 3] ?? 0))) & 255;
      const byUp = (value - (before[i] ?? 0)) & 255;
      left += byLeft < 128 ? byLeft : 256 - byLeft;
      up += byUp < 128 ? byUp : 256 - byUp;
    }
    const into = y * (length + 1);
    bytes[into] = up <= left ? UP : SUB;
    if (up <= left) for (let i = 0; i < length; i++) bytes[into + 1 + i] = (row[i] ?? 0) - (before[i] ?? 0);
    else for (let i = 0; i < length; i++) bytes[into + 1 + i] = (row[i] ?? 0) - (i < 3 ? 0 : (row[i - 3] ?? 0));
  }
  return { bytes, last: (rows[1 + ((height - 1) % 2)] ?? above).slice() };
}
