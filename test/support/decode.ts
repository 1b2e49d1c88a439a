import jpegDecode, { init as initJpeg } from "@jsquash/jpeg/decode.js";
import jpegWasm from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import pngDecode, { init as initPng } from "@jsquash/png/decode.js";
import pngWasm from "@jsquash/png/codec/pkg/squoosh_png_bg.wasm";
import webpDecode, { init as initWebp } from "@jsquash/webp/decode.js";
import webpWasm from "@jsquash/webp/codec/dec/webp_dec.wasm";

/** All that the decoders want of a browser type workerd lacks. */
class Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Decodes a whole file of the named type; throws for anything else. */
export async function decode(bytes: Uint8Array, type: string): Promise<Pixels> {
  Object.assign(globalThis, { ImageData: Pixels });
  const file = new Uint8Array(bytes).buffer;
  switch (type) {
    case "image/png":
      await initPng(pngWasm);
      return await pngDecode(file);
    case "image/jpeg":
      await initJpeg(jpegWasm);
      return await jpegDecode(file);
    case "image/webp":
      await initWebp(webpWasm);
      return await webpDecode(file);
    default:
      throw new Error(`no decoder for ${type}`);
  }
}

/** How many different colours a picture has, looked at every so many pixels. */
export function coloursIn({ data }: Pixels, step = 97): number {
  const seen = new Set<number>();
  for (let at = 0; at + 2 < data.length; at += 4 * step) {
    seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  }
  return seen.size;
}
