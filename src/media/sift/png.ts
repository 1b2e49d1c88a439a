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

/** Chunks that are the picture or change its colours; all others are dropped. */
const KEPT: ReadonlySet<string> = new Set([
  "IHDR",
  "PLTE",
  "tRNS",
  "IDAT",
  "IEND",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "sBIT",
  "bKGD",
  "pHYs",
  "cICP",
]);
const MOST_KEPT_WHOLE = 1_048_576;
const SIGNATURE_BYTES = 8;

/** The image in a PNG, without what is said about it. */
export async function* siftPng(
  bytes: ByteReader,
  gathered: Gathered,
  limits: SizeLimits,
): AsyncGenerator<Uint8Array, ImageFacts, void> {
  yield await bytes.take(SIGNATURE_BYTES);
  let facts: Shape | undefined;
  let hasPixels = false;
  for (;;) {
    const head = await bytes.take(8);
    const length = new DataView(head.buffer).getUint32(0);
    const type = ascii(head.subarray(4));
    if (!/^[A-Za-z]{4}$/.test(type)) throw new ImageRefused("The PNG is damaged.");
    if (facts === undefined && type !== "IHDR") throw new ImageRefused("The PNG does not begin with its header.");
    if (type === "IDAT") {
      hasPixels = true;
      yield head;
      yield* bytes.pieces(length + 4);
      continue;
    }
    if (!KEPT.has(type)) {
      await drop(bytes, type, length, gathered);
      continue;
    }
    if (length > MOST_KEPT_WHOLE) throw new ImageRefused("A part of the PNG is too large.");
    const body = await bytes.take(length + 4);
    if (type === "IHDR") facts = readHeader(body, limits);
    if (type === "IEND" && !hasPixels) throw new ImageRefused("The PNG has no pixels.");
    yield head;
    yield body;
    if (type === "IEND" && facts !== undefined) return { ...facts, ...gathered };
  }
}

function readHeader(body: Uint8Array, limits: SizeLimits): Shape {
  if (body.byteLength !== 17) throw new ImageRefused("The PNG's header is damaged.");
  const view = new DataView(body.buffer);
  const facts = { mediaType: "image/png", width: view.getUint32(0), height: view.getUint32(4), room: 0 } as const;
  requireSize(facts, limits);
  if (body[12] !== 0) throw new ImageRefused("Interlaced PNGs are not taken; save it without interlacing.");
  return facts;
}

/** What a chunk tells of the picture, before it is dropped. */
async function drop(bytes: ByteReader, type: string, length: number, gathered: Gathered): Promise<void> {
  if (length <= MOST_LOOKED_AT) {
    const body = (await bytes.take(length + 4)).subarray(0, length);
    if (type === "eXIf") gathered.orientation = orientationIn(body);
    else gathered.sourceType ??= sourceTypeIn(body);
    return;
  }
  for await (const part of bytes.pieces(length + 4)) void part;
}
