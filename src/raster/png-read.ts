import { z } from "zod";
import { createReader, type ByteReader } from "../core/reader";
import { fromRows, type Raster } from "./raster";

/**
 * Reads a PNG row by row, as `png-stream.ts` writes one: a picture of 16 megapixels passes through a few rows' room.
 * Decompression is the platform's; what is here is the container of PNG (ISO/IEC 15948), its row filters and its ways
 * to say a colour. Interlaced pictures have no rows in order and are refused.
 */

/** The bytes of a file from its beginning, anew with every call. */
export type Source = () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;

/** It is no such file, it is damaged, or it is of a kind that is not read here. */
export class UnreadableImage extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnreadableImage";
  }
}

const Kind = z.enum(["0", "2", "3", "4", "6"]).transform(Number);
/** Channels of each colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const SIGNATURE_BYTES = 8;
/** Far above any palette: everything but pixels is small. */
const MOST_CHUNK_BYTES = 1_048_576;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly kind: number;
  /** RGB triples and the opacity of each. */
  palette: Uint8Array;
  opacity: Uint8Array;
}

/** The picture in a PNG. Damage is found when its rows are read. */
export async function readPng(source: Source): Promise<Raster> {
  const { header } = await open(source);
  const transparent = header.kind === 4 || header.kind === 6 || header.opacity.length > 0;
  return fromRows(header, !transparent, async function* () {
    const { header: facts, pixels } = await open(source);
    yield* rows(facts, pixels);
  });
}

const endsEarly = () => new UnreadableImage("The PNG ends too early.");

/** Reads up to the pixels. */
async function open(source: Source): Promise<{ header: Header; pixels: AsyncGenerator<Uint8Array, void, void> }> {
  const bytes = createReader(await source(), endsEarly);
  await bytes.take(SIGNATURE_BYTES);
  let header: Header | undefined;
  for (;;) {
    const { type, length } = await chunkHead(bytes);
    if (type === "IDAT") {
      if (header === undefined) throw new UnreadableImage("The PNG has no header.");
      return { header, pixels: imageData(bytes, length) };
    }
    if (length > MOST_CHUNK_BYTES) throw new UnreadableImage("A part of the PNG is too large.");
    const data = await bytes.take(length);
    await bytes.take(4);
    if (type === "IHDR") header = readHeader(data);
    if (type === "PLTE" && header !== undefined) header.palette = data;
    if (type === "tRNS" && header !== undefined) header.opacity = data;
    if (type === "IEND") throw new UnreadableImage("The PNG has no pixels.");
  }
}

function readHeader(data: Uint8Array): Header {
  if (data.byteLength < 13) throw new UnreadableImage("The PNG's header is cut.");
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kind = Kind.safeParse(String(view.getUint8(9)));
  const depth = view.getUint8(8);
  if (!kind.success || ![1, 2, 4, 8, 16].includes(depth))
    throw new UnreadableImage("The PNG's colours are of no kind there is.");
  if (view.getUint8(12) !== 0) throw new UnreadableImage("Interlaced PNGs are not taken.");
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width === 0 || height === 0) throw new UnreadableImage("The PNG has no size.");
  return { width, height, depth, kind: kind.data, palette: new Uint8Array(), opacity: new Uint8Array() };
}

async function chunkHead(bytes: ByteReader): Promise<{ type: string; length: number }> {
  const head = await bytes.take(8);
  return {
    length: new DataView(head.buffer, head.byteOffset, 8).getUint32(0),
    type: String.fromCharCode(...head.subarray(4, 8)),
  };
}

/** The compressed pixels, from the first IDAT on. */
async function* imageData(bytes: ByteReader, first: number): AsyncGenerator<Uint8Array, void, void> {
  try {
    for (let length = first, type = "IDAT"; type === "IDAT";) {
      yield* bytes.pieces(length);
      await bytes.take(4);
      ({ type, length } = await chunkHead(bytes));
    }
  } finally {
    await bytes.close();
  }
}

async function* rows(header: Header, pixels: AsyncGenerator<Uint8Array, void, void>) {
  const { width, height, depth, kind } = header;
  const bits = (CHANNELS[kind] ?? 1) * depth;
  const length = Math.ceil((width * bits) / 8);
  const step = Math.max(1, bits >> 3);
  const inflated = createReader(inflate(pixels), endsEarly);
  let [row, above] = [new Uint8Array(length), new Uint8Array(length)];
  const out = new Uint8ClampedArray(width * 4);
  try {
    for (let y = 0; y < height; y++) {
      const line = await inflated.take(length + 1);
      unfilter(line, row, above, step);
      toRgba(row, out, header);
      yield out;
      [row, above] = [above, row];
    }
  } finally {
    await inflated.close();
  }
}

const damaged = (): never => {
  throw new UnreadableImage("The PNG's pixels are damaged.");
};

async function* inflate(compressed: AsyncGenerator<Uint8Array, void, void>): AsyncGenerator<Uint8Array, void, void> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const written = (async () => {
    try {
      for await (const part of compressed) await writer.write(part as Uint8Array<ArrayBuffer>).catch(damaged);
      await writer.close().catch(damaged);
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  })();
  written.catch(() => undefined);
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) break;
      yield next.value;
    }
    await written;
  } catch {
    // What broke off the writing says more than that it broke off.
    await written;
    damaged();
  } finally {
    await reader.cancel().catch(() => undefined);
    await written.catch(() => undefined);
  }
}

/** Undoes the filter that the line's first byte names. */
function unfilter(line: Uint8Array, row: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = row;
  switch (line[0]) {
    case 0:
      row.set(line.subarray(1));
      return;
    case 1:
      for (let i = 0; i < length; i++) row[i] = (line[i + 1] ?? 0) + (i < step ? 0 : (row[i - step] ?? 0));
      return;
    case 2:
      for (let i = 0; i < length; i++) row[i] = (line[i + 1] ?? 0) + (above[i] ?? 0);
      return;
    case 3:
      for (let i = 0; i < length; i++)
        row[i] = (line[i + 1] ?? 0) + (((i < step ? 0 : (row[i - step] ?? 0)) + (above[i] ?? 0)) >> 1);
      return;
    case 4:
      for (let i = 0; i < length; i++) {
        const left = i < step ? 0 : (row[i - step] ?? 0);
        row[i] = (line[i + 1] ?? 0) + paeth(left, above[i] ?? 0, i < step ? 0 : (above[i - step] ?? 0));
      }
      return;
    default:
      throw new UnreadableImage("The PNG's rows are damaged.");
  }
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function toRgba(row: Uint8Array, out: Uint8ClampedArray, { width, depth, kind, palette, opacity }: Header): void {
  if (depth === 8 && opacity.length === 0 && (kind === 2 || kind === 6)) return copy(row, out, kind === 6);
  const most = depth < 8 ? (1 << depth) - 1 : 255;
  const value = (index: number): number =>
    depth === 8
      ? (row[index] ?? 0)
      : depth === 16
        ? (row[index * 2] ?? 0)
        : ((row[(index * depth) >> 3] ?? 0) >> (8 - depth - ((index * depth) & 7))) & most;
  const channels = CHANNELS[kind] ?? 1;
  for (let x = 0, at = 0; x < width; x++, at += 4) {
    const first = x * channels;
    if (kind === 3) {
      const entry = value(first);
      for (let c = 0; c < 3; c++) out[at + c] = palette[entry * 3 + c] ?? 0;
      out[at + 3] = opacity[entry] ?? 255;
      continue;
    }
    const grey = kind === 0 || kind === 4;
    const scale = depth < 8 ? 255 / most : 1;
    for (let c = 0; c < 3; c++) out[at + c] = value(grey ? first : first + c) * scale;
    out[at + 3] =
      kind === 4 || kind === 6 ? value(first + channels - 1) : isKey(row, x, channels, depth, opacity, value) ? 0 : 255;
  }
}

/** What nearly all files hold: eight bits of red, green and blue. */
function copy(row: Uint8Array, out: Uint8ClampedArray, hasAlpha: boolean): void {
  if (hasAlpha) return out.set(row);
  for (let from = 0, at = 0; at < out.length; from += 3, at += 4) {
    out[at] = row[from] ?? 0;
    out[at + 1] = row[from + 1] ?? 0;
    out[at + 2] = row[from + 2] ?? 0;
    out[at + 3] = 255;
  }
}

/** Whether a pixel has the one colour that the file calls transparent. */
function isKey(
  row: Uint8Array,
  x: number,
  channels: number,
  depth: number,
  opacity: Uint8Array,
  value: (index: number) => number,
): boolean {
  if (opacity.length < channels * 2) return false;
  for (let c = 0; c < channels; c++) {
    const index = x * channels + c;
    const wanted = ((opacity[c * 2] ?? 0) << 8) | (opacity[c * 2 + 1] ?? 0);
    const found = depth === 16 ? ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0) : value(index);
    if (found !== wanted) return false;
  }
  return true;
}
