import jpegFactory from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import jpegWasm from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import { initEmscriptenModule } from "@jsquash/jpeg/utils.js";
import webpFactory from "@jsquash/webp/codec/dec/webp_dec.js";
import webpWasm from "@jsquash/webp/codec/dec/webp_dec.wasm";
import { UnreadableImage } from "./png-read";
import { fromPixels, type Raster } from "./raster";

/**
 * Reads a JPEG or a WebP. Their decoders write a picture whole into their own memory, 48 MB for twelve megapixels, and
 * then copy it out, which would be as much again. So each picture gets a decoder of its own, which is stopped at the
 * moment it hands its pixels over: they stay where they are, are read from there, and go with it.
 */
export async function decode(bytes: Uint8Array<ArrayBuffer>, mediaType: "image/jpeg" | "image/webp"): Promise<Raster> {
  if (mediaType === "image/webp") {
    const webp = await initEmscriptenModule(webpFactory, webpWasm);
    return rasterOf(handedOver(() => webp.decode(bytes)));
  }
  const jpeg = await initEmscriptenModule(jpegFactory, jpegWasm);
  return rasterOf(handedOver(() => jpeg.decode(bytes, false)));
}

/** What a decoder makes of its pixels when it has them: here, an end to its work. */
class Handover {
  readonly view: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  constructor(view: Uint8Array<ArrayBuffer>, width: number, height: number) {
    this.view = view;
    this.width = width;
    this.height = height;
    throw this;
  }
}

/** Runs a decoder, which looks two browser types up by their names; nothing else runs while it does. */
function handedOver(run: () => unknown): Handover {
  const types = globalThis as { ImageData?: unknown; Uint8ClampedArray: unknown };
  const { ImageData: image, Uint8ClampedArray: clamped } = types;
  types.ImageData = Handover;
  types.Uint8ClampedArray = function keep(view: unknown) {
    return view;
  };
  try {
    run();
  } catch (error) {
    if (error instanceof Handover) return error;
    throw new UnreadableImage(`The picture is damaged: ${error instanceof Error ? error.name : "no pixels"}.`);
  } finally {
    types.Uint8ClampedArray = clamped;
    if (image === undefined) delete types.ImageData;
    else types.ImageData = image;
  }
  throw new UnreadableImage("The picture is damaged: no pixels.");
}

function rasterOf({ view, width, height }: Handover): Raster {
  const data = new Uint8ClampedArray(view.buffer, view.byteOffset, view.byteLength);
  return fromPixels({ data, width, height }, isOpaque(data));
}

function isOpaque(data: Uint8ClampedArray): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}
