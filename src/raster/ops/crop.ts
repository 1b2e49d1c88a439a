import type { Size } from "../../core/size";
import { fromRows, rowsOf, type Raster } from "../raster";

/** A rectangle of a picture, in pixels. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** The rectangle of a picture; it has to lie inside. */
export const crop = (raster: Raster, { left, top, width, height }: Box): Raster =>
  left === 0 && top === 0 && width === raster.width && height === raster.height
    ? raster
    : fromRows({ width, height }, raster.opaque, async function* () {
        for await (const { y, data } of rowsOf(raster)) {
          if (y >= top) yield data.subarray(left * 4, (left + width) * 4);
          if (y === top + height - 1) return;
        }
      });

/**
 * The largest rectangle of that ratio. `focus` says which part is kept where there is a choice: 0 is the left or upper
 * end, 1 the right or lower, each as a share.
 */
export function boxOfRatio(
  { width, height }: Size,
  ratio: number,
  focus: readonly [across: number, down: number] = [0.5, 0.5],
): Box {
  const wide = width / height > ratio;
  const kept = wide
    ? { width: Math.max(1, Math.round(height * ratio)), height }
    : { width, height: Math.max(1, Math.round(width / ratio)) };
  return {
    ...kept,
    left: Math.round((width - kept.width) * focus[0]),
    top: Math.round((height - kept.height) * focus[1]),
  };
}
