import type { ByteReader } from "../../core/reader";
import type { ImageFacts } from "../../core/upload";
import {
  ascii,
  ImageRefused,
  MOST_LOOKED_AT,
  orientationIn,
  requireSize,
  sourceTypeIn,
  type Gathered,
  type Shape,
  type SizeLimits,
} from "./facts";

/** Chunks that are the picture or change its colours. Others are blanked: the file says how long it is before they come. */
const KEPT: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"]);
const FILE_HEAD_BYTES = 12;
/** Flags of the extended header. */
const [ANIMATED, XMP, EXIF] = [0x02, 0x04, 0x08];
const HEADER_BYTES = { VP8X: 10, "VP8 ": 10, VP8L: 5 } as const;
const isHeader = (type: string): type is keyof typeof HEADER_BYTES => Object.hasOwn(HEADER_BYTES, type);

/** The image in a WebP, with zeros in place of what is said about it. */
export async function* siftWebp(
  bytes: ByteReader,
  gathered: Gathered,
  limits: SizeLimits,
): AsyncGenerator<Uint8Array, ImageFacts, void> {
  const head = await bytes.take(FILE_HEAD_BYTES);
  yield head;
  let left = new DataView(head.buffer).getUint32(4, true) - 4;
  let facts: Shape | undefined;
  let hasPixels = false;
  while (left > 0) {
    if (left < 8) throw new ImageRefused("The WebP is damaged.");
    const chunk = await bytes.take(8);
    const type = ascii(chunk.subarray(0, 4));
    const length = new DataView(chunk.buffer).getUint32(4, true);
    const padded = length + (length % 2);
    left -= 8 + padded;
    if (left < 0) throw new ImageRefused("The WebP is damaged.");
    if (!KEPT.has(type)) {
      yield chunkNamed("JUNK", chunk);
      yield* blank(bytes, type, padded, gathered);
      continue;
    }
    yield chunk;
    let rest = padded;
    if (isHeader(type)) {
      if (length < HEADER_BYTES[type]) throw new ImageRefused("The WebP is damaged.");
      const header = await bytes.take(HEADER_BYTES[type]);
      rest -= header.byteLength;
      if (type === "VP8X") header[0] = (header[0] ?? 0) & ~(XMP | EXIF);
      else hasPixels = true;
      const found = readHeader(type, header);
      facts = { ...found, ...(facts === undefined ? {} : { width: facts.width, height: facts.height }) };
      facts = { ...facts, room: facts.width * facts.height * (type === "VP8L" ? 8 : 4) };
      requireSize(facts, limits);
      yield header;
    }
    yield* bytes.pieces(rest);
  }
  if (facts === undefined || !hasPixels) throw new ImageRefused("The WebP has no image.");
  return { ...facts, ...gathered };
}

function readHeader(type: keyof typeof HEADER_BYTES, header: Uint8Array) {
  const view = new DataView(header.buffer);
  const of = (width: number, height: number) => ({ mediaType: "image/webp", width, height, room: 0 }) as const;
  switch (type) {
    case "VP8X":
      if (((header[0] ?? 0) & ANIMATED) !== 0) throw new ImageRefused("Animated WebPs are not taken.");
      return of((view.getUint32(4, true) & 0xffffff) + 1, (view.getUint32(6, true) >>> 8) + 1);
    case "VP8L": {
      const bits = view.getUint32(1, true);
      return of((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8 ":
      return of(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
  }
}

function chunkNamed(name: string, chunk: Uint8Array): Uint8Array {
  const renamed = chunk.slice();
  for (let i = 0; i < 4; i++) renamed[i] = name.charCodeAt(i);
  return renamed;
}

/** Zeros for a chunk, once it has been looked into. */
async function* blank(bytes: ByteReader, type: string, length: number, gathered: Gathered) {
  if (length <= MOST_LOOKED_AT) {
    const body = await bytes.take(length);
    if (type === "EXIF") gathered.orientation = orientationIn(body);
    else gathered.sourceType ??= sourceTypeIn(body);
    yield new Uint8Array(length);
    return;
  }
  for await (const part of bytes.pieces(length)) yield new Uint8Array(part.byteLength);
}
