import type { AgentRequest } from "../../core/job";
import { LONG_EDGE, sizeOf, type Size } from "../../core/size";
import { boxOfRatio, crop } from "../../raster/ops/crop";
import { resize, sizeWithin } from "../../raster/ops/resize";
import type { Raster } from "../../raster/raster";
import { extended } from "./shape";

/** A picture that is cut by less than this is cut; by more, it is kept whole and its surroundings are filled up. */
const MOST_CUT = 0.12;

/** The size that is promised for what is to come out. */
export const finishedSize = (
  { aspectRatio, resolution }: Pick<AgentRequest, "aspectRatio" | "resolution">,
  own: Size,
): Size => {
  const edge = LONG_EDGE[resolution];
  return aspectRatio === "auto" ? sizeWithin(own, { width: edge, height: edge }) : sizeOf(aspectRatio, resolution);
};

/** The picture in the size that was promised, without losing more than a little at the edges. */
export function finished(raster: Raster, size: Size): Raster {
  const ratio = size.width / size.height;
  const kept = boxOfRatio(raster, ratio);
  const cut = 1 - (kept.width * kept.height) / (raster.width * raster.height);
  if (cut <= MOST_CUT) return resize(crop(raster, kept), size);
  return resize(extended(raster, ratio, raster.opaque ? "blur" : [0, 0, 0, 0]), size);
}
