import "./location";
import jpegEncode, { init as initJpeg } from "@jsquash/jpeg/encode.js";
import jpegWasm from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import pngEncode, { init as initPng } from "@jsquash/png/encode.js";
import pngWasm from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
import webpEncode, { init as initWebp } from "@jsquash/webp/encode.js";
import webpWasm from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import type { OutputFormat } from "../core/job";
import type { Pixels } from "./rasterise";

const JPEG_QUALITY = 88;
const WEBP_QUALITY = 86;
/** Fast and, for drawings, within a few percent of the slowest setting's size. */
const WEBP_METHOD = 2;

interface Encoder {
  readonly start: () => Promise<unknown>;
  readonly run: (image: ImageData, quality: number | undefined) => Promise<ArrayBuffer>;
}

const ENCODERS = {
  png: { start: () => initPng(pngWasm), run: (image) => pngEncode(image) },
  jpeg: { start: () => initJpeg(jpegWasm), run: (image, quality = JPEG_QUALITY) => jpegEncode(image, { quality }) },
  webp: {
    start: () => initWebp(webpWasm),
    run: (image, quality = WEBP_QUALITY) => webpEncode(image, { quality, method: WEBP_METHOD }),
  },
} as const satisfies Record<OutputFormat, Encoder>;

const started = new Map<OutputFormat, Promise<unknown>>();

/** A WebAssembly memory never shrinks: after a picture larger than this its encoder is dropped, and made anew. */
const KEEP_PIXELS = 1_500_000;

/** Pixels as a file. `quality` is of 100, of the formats that lose something. */
export async function encode(
  { data, width, height }: Pixels,
  format: OutputFormat,
  quality?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = ENCODERS[format];
  if (!started.has(format)) started.set(format, encoder.start());
  await started.get(format);
  const bytes = new Uint8Array(await encoder.run({ data, width, height, colorSpace: "srgb" }, quality));
  if (width * height > KEEP_PIXELS) started.delete(format);
  return bytes;
}
