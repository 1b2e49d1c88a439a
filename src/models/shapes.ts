import type { AspectRatio } from "../core/job";
import { nearestRatio, shapeApart, type Size } from "../core/size";

/** How a model can be told what shape its picture is to have: one of some sizes, sides within bounds, or a ratio. */
export type Shapes =
  | { readonly sizes: readonly [Size, ...Size[]] }
  | { readonly least: number; readonly most: number; readonly step: number }
  | { readonly ratios: readonly AspectRatio[] };

/** It draws whatever size it is told. */
export const ANY_SIZE: Shapes = { least: 1, most: 8_192, step: 1 };

/** The wish in the model's own terms: the nearest of what it takes. */
export type Asked = { readonly size: Size } | { readonly aspectRatio: AspectRatio };

export function askedFor(wish: Size, shapes: Shapes): Asked {
  if ("ratios" in shapes) return { aspectRatio: nearestRatio(wish, shapes.ratios) };
  if ("sizes" in shapes) {
    const [first, ...others] = shapes.sizes;
    return {
      size: others.reduce((best, size) => (shapeApart(size, wish) < shapeApart(best, wish) ? size : best), first),
    };
  }
  return { size: within(wish, shapes) };
}

/** Nothing smaller than the wish where that can be had, so that what is cut off is not made up by enlarging. */
function within({ width, height }: Size, { least, most, step }: Extract<Shapes, { step: number }>): Size {
  const scale = Math.max(Math.min(1, most / Math.max(width, height)), least / Math.min(width, height));
  const side = (wished: number): number => {
    const steps = Math.ceil((wished * scale) / step - 1e-9) * step;
    return Math.min(most - (most % step), Math.max(least + ((step - (least % step)) % step), steps));
  };
  return { width: side(width), height: side(height) };
}

export const inPixels = ({ width, height }: Size): `${number}x${number}` => `${width}x${height}`;
