import { z } from "zod";
import { AspectRatio } from "./job";

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** About one megapixel each, and each ratio to the pixel. */
export const SIZES = {
  "1:1": { width: 1024, height: 1024 },
  "16:9": { width: 1344, height: 756 },
  "9:16": { width: 756, height: 1344 },
  "4:3": { width: 1152, height: 864 },
  "3:4": { width: 864, height: 1152 },
  "3:2": { width: 1248, height: 832 },
  "2:3": { width: 832, height: 1248 },
  "5:4": { width: 1120, height: 896 },
  "4:5": { width: 896, height: 1120 },
} as const satisfies Record<AspectRatio, Size>;

/** Clips: as many pixels as 854 × 480, every side even. */
export const VIDEO_SIZES = {
  "1:1": { width: 640, height: 640 },
  "16:9": { width: 854, height: 480 },
  "9:16": { width: 480, height: 854 },
  "4:3": { width: 736, height: 552 },
  "3:4": { width: 552, height: 736 },
  "3:2": { width: 780, height: 520 },
  "2:3": { width: 520, height: 780 },
  "5:4": { width: 710, height: 568 },
  "4:5": { width: 568, height: 710 },
} as const satisfies Record<AspectRatio, Size>;

export const Resolution = z.enum(["1K", "2K", "4K"]);
export type Resolution = z.infer<typeof Resolution>;

/** The longer side of each. */
export const LONG_EDGE = { "1K": 1024, "2K": 2048, "4K": 4096 } as const satisfies Record<Resolution, number>;

/** Width for each unit of height. */
export function ratioOf(ratio: AspectRatio): number {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  return across / down;
}

/** The size of a ratio whose longer side is that long. */
export function sizeWithEdge(ratio: AspectRatio, edge: number): Size {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  return across >= down
    ? { width: edge, height: Math.round((edge * down) / across) }
    : { width: Math.round((edge * across) / down), height: edge };
}

/** The size of a ratio whose longer side is as long as the resolution says. */
export const sizeOf = (ratio: AspectRatio, resolution: Resolution): Size => sizeWithEdge(ratio, LONG_EDGE[resolution]);

/** How different two shapes are, whatever their sizes; 0 for the same. */
export const shapeApart = (a: Size, b: Size): number => Math.abs(Math.log(a.width / a.height / (b.width / b.height)));

/** Of these ratios, the one that a size comes nearest to. */
export const nearestRatio = (size: Size, ratios: readonly AspectRatio[] = AspectRatio.options): AspectRatio =>
  ratios.toSorted((a, b) => shapeApart(SIZES[a], size) - shapeApart(SIZES[b], size))[0] ?? "1:1";
