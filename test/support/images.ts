import { joinBytes } from "../../src/core/media";
import { encode } from "../../src/raster/encode";
import { streamPng } from "../../src/raster/png-stream";
import type { Pixels } from "../../src/raster/rasterise";
import { fromPixels, type Raster } from "../../src/raster/raster";

/** Pixels by a rule, for tests that know what they should find. */
export function pixels(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number, number?],
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [r, g, b, a = 255] = colour(x, y);
      data.set([r, g, b, a], (y * width + x) * 4);
    }
  return { data, width, height };
}

export const raster = (...given: Parameters<typeof pixels>): Raster => {
  const whole = pixels(...given);
  return fromPixels(
    whole,
    whole.data.every((value, index) => index % 4 !== 3 || value === 255),
  );
};

/** A photograph of a sort: shades from corner to corner, so that up, down, left and right differ. */
export const shades = (width: number, height: number): Pixels =>
  pixels(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, 90]);

/** A product on a plain ground: a disc of one colour. */
export const product = (size: number, colour: readonly [number, number, number] = [200, 30, 60]): Pixels =>
  pixels(size, size, (x, y) => (Math.hypot(x - size / 2, y - size / 2) < size * 0.3 ? colour : [244, 244, 246]));

export const jpeg = async (of: Pixels): Promise<Uint8Array<ArrayBuffer>> => await encode(of, "jpeg", 95);
export const webp = async (of: Pixels): Promise<Uint8Array<ArrayBuffer>> => await encode(of, "webp", 95);
export const png = async (of: Pixels, opaque = true): Promise<Uint8Array<ArrayBuffer>> =>
  await streamPng(fromPixels(of, opaque).bands(), of, opaque);

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** EXIF as a phone writes it: an orientation, and where the photograph was taken. */
export function exif(orientation: number): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 2 * 12 + 4));
  tiff.setUint16(0, 0x4d4d);
  tiff.setUint16(2, 42);
  tiff.setUint32(4, 8);
  tiff.setUint16(8, 2);
  tiff.setUint16(10, 0x0112);
  tiff.setUint16(12, 3);
  tiff.setUint32(14, 1);
  tiff.setUint16(18, orientation);
  tiff.setUint16(22, 0x8825);
  tiff.setUint16(24, 4);
  tiff.setUint32(26, 1);
  tiff.setUint32(30, 34);
  return joinBytes([new Uint8Array(tiff.buffer), ascii("GPS 52.5200N 13.4050E SecretPhone 15")]);
}

/** XMP that says that a learned model made it, and where it was. */
export const TRAINED = ascii(
  '<x:xmpmeta><rdf:Description Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" exif:GPSLatitude="52,31.2N"/></x:xmpmeta>',
);

/** A JPEG with segments after its start. */
export const withSegments = (
  file: Uint8Array,
  ...segments: readonly (readonly [marker: number, body: Uint8Array])[]
): Uint8Array<ArrayBuffer> =>
  joinBytes([
    file.subarray(0, 2),
    ...segments.flatMap(([marker, body]) => {
      const length = body.byteLength + 2;
      return [Uint8Array.of(0xff, marker, length >> 8, length & 255), body];
    }),
    file.subarray(2),
  ]);

export const exifSegment = (orientation: number) => [0xe1, joinBytes([ascii("Exif\0\0"), exif(orientation)])] as const;
export const xmpSegment = [0xe1, joinBytes([ascii("http://ns.adobe.com/xap/1.0/\0"), TRAINED])] as const;

/** A PNG with a chunk before its end. */
export function withChunk(file: Uint8Array, type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, body.byteLength);
  head.set(ascii(type), 4);
  const end = file.byteLength - 12;
  return joinBytes([file.subarray(0, end), head, body, new Uint8Array(4), file.subarray(end)]);
}

/** Bytes as they come from a network: in pieces of any length. */
export async function* inPieces(bytes: Uint8Array, length = 1_000): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.byteLength; at += length) yield bytes.slice(at, at + length);
}

/** The colour of one pixel. */
export const at = ({ data, width }: Pixels, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];
