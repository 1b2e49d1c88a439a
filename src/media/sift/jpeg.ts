import type { ByteReader } from "../../core/reader";
import type { ImageFacts } from "../../core/upload";
import {
  ascii,
  ImageRefused,
  orientationIn,
  requireSize,
  sourceTypeIn,
  type Gathered,
  type Shape,
  type SizeLimits,
} from "./facts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
/** Bytes of coded pixels passed on at once. */
const PIECE = 65_536;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: number;
  /** Values for each pixel, with halved colour counted as it is stored. */
  readonly samples: number;
}

/**
 * The image in a JPEG, without what is said about it: of application segments only those stay that change its colours
 * (JFIF, ICC profile, Adobe's transform). What follows the end of the image is the caller's to judge.
 */
export async function* siftJpeg(
  bytes: ByteReader,
  gathered: Gathered,
  limits: SizeLimits,
): AsyncGenerator<Uint8Array, ImageFacts, void> {
  const start = await bytes.take(2);
  if (start[1] !== SOI) throw new ImageRefused("The JPEG does not begin like one.");
  yield start;
  let frame: Frame | undefined;
  let facts: Shape | undefined;
  let marker = await nextMarker(bytes);
  for (; marker !== EOI;) {
    const length = sizeOf(await bytes.take(2));
    const body = await bytes.take(length);
    if (isFrame(marker)) frame = readFrame(marker, body);
    if (marker === SOS) {
      if (frame === undefined) throw new ImageRefused("The JPEG has no frame.");
      if (facts === undefined) {
        facts = factsOf(frame, body[0] ?? 0);
        requireSize(facts, limits);
      }
      yield segment(marker, body);
      marker = yield* coded(bytes);
      continue;
    }
    if (marker >= 0xe0 && marker <= 0xef) gather(marker, body, gathered);
    if (isKept(marker, body)) yield segment(marker, body);
    marker = await nextMarker(bytes);
  }
  if (facts === undefined) throw new ImageRefused("The JPEG has no image.");
  yield Uint8Array.of(0xff, EOI);
  return { ...facts, ...gathered };
}

async function nextMarker(bytes: ByteReader): Promise<number> {
  let [value = 0] = await bytes.take(1);
  if (value !== 0xff) throw new ImageRefused("The JPEG is damaged.");
  // Any number of 0xff may stand before a marker; a file has no more of them than bytes.
  while (value === 0xff) [value = 0] = await bytes.take(1);
  return value;
}

function sizeOf([high = 0, low = 0]: Uint8Array): number {
  const length = (high << 8) | low;
  if (length < 2) throw new ImageRefused("The JPEG is damaged.");
  return length - 2;
}

function segment(marker: number, body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.byteLength + 4);
  const length = body.byteLength + 2;
  whole.set([0xff, marker, length >> 8, length & 255]);
  whole.set(body, 4);
  return whole;
}

/** C0 to CF, but for the tables among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readFrame(marker: number, body: Uint8Array): Frame {
  const [, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = body;
  let samples = 0;
  let most = 1;
  for (let i = 0; i < components; i++) {
    const sampling = body[7 + i * 3] ?? 0x11;
    const area = (sampling >> 4) * (sampling & 15);
    samples += area;
    most = Math.max(most, area);
  }
  return {
    width: (w1 << 8) | w0,
    height: (h1 << 8) | h0,
    progressive: marker !== 0xc0 && marker !== 0xc1,
    components,
    samples: samples / most,
  };
}

function factsOf({ width, height, progressive, components, samples }: Frame, inScan: number) {
  const pixels = width * height;
  // Scans that each hold a part of the picture are kept until the last: two bytes a value.
  const kept = progressive || inScan < components ? pixels * samples * 2 : 0;
  return { mediaType: "image/jpeg", width, height, room: pixels * 4 + kept } as const;
}

/** What a segment tells of the picture, before it is dropped. */
function gather(marker: number, body: Uint8Array, gathered: Gathered): void {
  if (marker === 0xe1 && ascii(body.subarray(0, 6)) === "Exif\0\0")
    gathered.orientation = orientationIn(body.subarray(6));
  else if (marker === 0xe1 || marker === 0xeb) gathered.sourceType ??= sourceTypeIn(body);
}

const JFIF_BYTES = 14;

function isKept(marker: number, body: Uint8Array): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return ascii(body.subarray(0, 5)) === "JFIF\0" && body.byteLength === JFIF_BYTES;
  if (marker === 0xe2) return ascii(body.subarray(0, 12)) === "ICC_PROFILE\0";
  return marker === 0xee && ascii(body.subarray(0, 5)) === "Adobe";
}

/** Coded pixels, up to the marker that ends them, which is answered. */
async function* coded(bytes: ByteReader): AsyncGenerator<Uint8Array, number, void> {
  for (;;) {
    const part = await bytes.some(PIECE);
    if (part.byteLength === 0) throw new ImageRefused("The JPEG ends too early.");
    const end = markerIn(part);
    if (end < 0) {
      yield part;
      continue;
    }
    bytes.back(part.byteLength - end);
    if (end > 0) yield part.subarray(0, end);
    let [, value = 0] = await bytes.take(2);
    while (value === 0xff) [value = 0] = await bytes.take(1);
    if (!isCoded(value)) return value;
    yield Uint8Array.of(0xff, value);
  }
}

/** A stuffed zero, or a restart: still pixels. */
const isCoded = (value: number): boolean => value === 0 || (value >= 0xd0 && value <= 0xd7);

/** Where a marker stands, or may stand: at the last byte, the next one says. */
function markerIn(part: Uint8Array): number {
  for (let at = part.indexOf(0xff); at >= 0; at = part.indexOf(0xff, at + 2)) {
    const value = part[at + 1];
    if (value === undefined || !isCoded(value)) return at;
  }
  return -1;
}
