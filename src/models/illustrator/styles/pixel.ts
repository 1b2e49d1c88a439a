import { applyPalette, quantize } from "gifenc";
import { toHex } from "../paint/colour";
import { n } from "../paint/shapes";
import type { Pixels } from "../../../raster/rasterise";
import type { Style, View } from "./style";

/** Big square pixels in few colours, as old consoles had them. */
export const pixel: Style = {
  name: "pixel art",
  words: ["pixel art", "pixelart", "8-bit", "8 bit", "16-bit", "16 bit", "pixelated", "pixel", "retro game", "sprite"],
  face: "sans",
  redraw,
};

const SHORTER_SIDE = 112;
const COLOURS = 28;

function redraw(picture: Pixels, { canvas }: View): string {
  const cells = shrink(picture);
  const palette = quantize(cells.data, COLOURS, { format: "rgb565" });
  const indices = applyPalette(cells.data, palette, "rgb565");
  const size = canvas.width / cells.width;
  const runs = palette.map(() => "");
  for (let y = 0; y < cells.height; y++)
    for (let x = 0; x < cells.width;) {
      const colour = indices[y * cells.width + x] ?? 0;
      let end = x + 1;
      while (end < cells.width && indices[y * cells.width + end] === colour) end++;
      runs[colour] += `M${n(x * size)} ${n(y * size)}H${n(end * size)}V${n((y + 1) * size)}H${n(x * size)}Z`;
      x = end;
    }
  return `<g shape-rendering="crispEdges">${runs.map((d, index) => (d === "" ? "" : `<path d="${d}" fill="${toHex(asRgb(palette[index]))}"/>`)).join("")}</g>`;
}

const asRgb = ([r = 0, g = 0, b = 0]: readonly number[] = []): [number, number, number] => [r, g, b];

/** One cell for many pixels: the one in the middle of each, which keeps edges hard and outlines whole. */
function shrink({ data, width, height }: Pixels): Pixels {
  const scale = SHORTER_SIDE / Math.min(width, height);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const small = new Uint8ClampedArray(w * h * 4);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const from = (Math.floor(((y + 0.5) * height) / h) * width + Math.floor(((x + 0.5) * width) / w)) * 4;
      small.set(data.subarray(from, from + 4), (y * w + x) * 4);
    }
  return { data: small, width: w, height: h };
}
