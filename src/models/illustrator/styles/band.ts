import { createNoise2D, type NoiseFunction2D } from "simplex-noise";
import { createChance } from "../paint/chance";
import { toRgb, type Rgb } from "../paint/colour";

/** Some rows of a picture to be worked over: what was rendered, with rows around it, and where the result goes. */
export interface Band {
  /** RGBA rows from `from` on: those of the band, and as many above and below as the style looks at. */
  readonly source: Uint8ClampedArray;
  /** RGBA rows `top` to `bottom`. */
  readonly target: Uint8ClampedArray;
  readonly width: number;
  /** Rows of the whole picture. */
  readonly height: number;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  /** The picture's shorter side in pixels. */
  readonly unit: number;
  /** Repeatable noise in [-1, 1], the same for every band of a picture. */
  readonly noise: NoiseFunction2D;
  /** Ink and paper, where the caller's palette or the style gives them. */
  readonly ink: Rgb;
  readonly paper: Rgb;
  readonly palette: readonly string[];
  /** Whether the picture has an edge: a pattern goes on beyond it. */
  readonly framed: boolean;
  /** What the scene's darkness looks like. */
  readonly shade: Rgb;
}

export const noiseFor = (seed: number): NoiseFunction2D => createNoise2D(createChance(seed, "noise").next);

/** The darkest and the lightest of a palette; the style's own where there is none. */
export function inkAndPaper(palette: readonly string[], ink = "#1d1a26", paper = "#fbf7ec"): { ink: Rgb; paper: Rgb } {
  const sorted = palette.map(toRgb).toSorted((a, b) => brightness(a) - brightness(b));
  const [dark, light] = [sorted[0], sorted.at(-1)];
  if (dark === undefined || light === undefined) return { ink: toRgb(ink), paper: toRgb(paper) };
  return { ink: blend(dark, [0, 0, 0], 0.45), paper: blend(light, [255, 255, 255], sorted.length > 1 ? 0.25 : 0.62) };
}

const brightness = ([r, g, b]: Rgb): number => r * 0.299 + g * 0.587 + b * 0.114;
const blend = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

// What follows runs for every pixel: plain numbers, no arrays and no objects made on the way.

/** Where the pixel (x, y) begins in the source; beyond the edge the last pixel repeats. */
export function at(band: Band, x: number, y: number): number {
  const column = x < 0 ? 0 : x >= band.width ? band.width - 1 : x;
  const row = y < band.from ? band.from : y >= band.to ? band.to - 1 : y;
  return ((row - band.from) * band.width + column) * 4;
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function step(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

/** How strongly the colour changes at (x, y) within `radius` pixels: 0 on a surface, 255 between black and white. */
export function edge(band: Band, x: number, y: number, radius: number): number {
  const { source } = band;
  const left = at(band, x - radius, y);
  const right = at(band, x + radius, y);
  const up = at(band, x, y - radius);
  const down = at(band, x, y + radius);
  let strongest = 0;
  for (let part = 0; part < 3; part++) {
    const across = Math.abs((source[left + part] ?? 0) - (source[right + part] ?? 0));
    const along = Math.abs((source[up + part] ?? 0) - (source[down + part] ?? 0));
    if (across + along > strongest) strongest = across + along;
  }
  return strongest;
}

export const lightness = (pixels: Uint8ClampedArray, index: number): number =>
  (pixels[index] ?? 0) * 0.299 + (pixels[index + 1] ?? 0) * 0.587 + (pixels[index + 2] ?? 0) * 0.114;

/** Calls `paint` for each pixel of the band, with where it lies in the target. */
export function each(band: Band, paint: (x: number, y: number, into: number) => void): void {
  const { width, top, bottom } = band;
  let into = 0;
  for (let y = top; y < bottom; y++)
    for (let x = 0; x < width; x++) {
      paint(x, y, into);
      into += 4;
    }
}

export function put(band: Band, into: number, red: number, green: number, blue: number): void {
  const { target } = band;
  target[into] = red;
  target[into + 1] = green;
  target[into + 2] = blue;
  target[into + 3] = 255;
}

/** Puts a colour between two others: `share` 0 is the first. */
export function putBlend(band: Band, into: number, from: Rgb, to: Rgb, share: number, lift = 0): void {
  const red = from[0] + lift;
  const green = from[1] + lift;
  const blue = from[2] + lift;
  put(band, into, red + (to[0] - red) * share, green + (to[1] - green) * share, blue + (to[2] - blue) * share);
}
