import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasm from "@resvg/resvg-wasm/index_bg.wasm";

/** Rows of RGBA, four bytes a pixel, opaque or not. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

let ready: Promise<void> | undefined;
const start = async (): Promise<void> => {
  ready ??= initWasm(wasm);
  await ready;
};

/**
 * Renders an SVG at its own size. Elements with an `opacity` or a clip of their own are drawn in a layer, and this
 * renderer fails on a layer that lies far outside the picture: pictures in bands do without them.
 */
export async function rasterise(svg: string): Promise<Pixels> {
  await start();
  const resvg = new Resvg(svg, { font: { loadSystemFonts: false } });
  // Not in a `finally`: what failed cannot be freed, and trying would hide why.
  const image = resvg.render();
  // What `pixels` answers is a copy already, with a buffer of its own: encoders read whole buffers.
  const { buffer } = image.pixels;
  const pixels = { data: new Uint8ClampedArray(buffer as ArrayBuffer), width: image.width, height: image.height };
  image.free();
  resvg.free();
  return pixels;
}

/** A text of an SVG as outlines, with the box they fill; nothing where no letter leaves ink. */
export async function flatten(
  svg: string,
  fonts: readonly Uint8Array[],
): Promise<{ d: string; box: [left: number, top: number, right: number, bottom: number] } | undefined> {
  await start();
  const resvg = new Resvg(svg, { font: { fontBuffers: [...fonts], loadSystemFonts: false } });
  try {
    const box = resvg.getBBox();
    const d = [...resvg.toString().matchAll(/ d="([^"]*)"/g)].map(([, path]) => path).join(" ");
    if (box === undefined || d === "") return undefined;
    try {
      return { d, box: [box.x, box.y, box.x + box.width, box.y + box.height] };
    } finally {
      box.free();
    }
  } finally {
    resvg.free();
  }
}
