import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasm from "@resvg/resvg-wasm/index_bg.wasm";

/** Rows of RGBA, four bytes a pixel, opaque or not. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

let ready: Promise<void> | undefined;

/** Renders an SVG at its own size. */
export async function rasterise(svg: string): Promise<Pixels> {
  ready ??= initWasm(wasm);
  await ready;
  const resvg = new Resvg(svg, { font: { loadSystemFonts: false } });
  try {
    const image = resvg.render();
    try {
      // A copy of its own: the renderer's memory is given back below, and encoders read whole buffers.
      return { data: new Uint8ClampedArray(image.pixels), width: image.width, height: image.height };
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}
