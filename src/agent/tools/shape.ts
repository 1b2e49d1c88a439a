import { blur } from "../../raster/ops/blur";
import { compose } from "../../raster/ops/compose";
import { boxOfRatio, crop as cut } from "../../raster/ops/crop";
import { pad, roundCorners } from "../../raster/ops/frame";
import { resize as scale, sizeWithin } from "../../raster/ops/resize";
import { flip as upsideDown, mirror, rotate as turn } from "../../raster/ops/turn";
import type { Raster } from "../../raster/raster";
import { ratioOf } from "../../core/size";
import { rgbaOf, ToolRefused, type Tool } from "./tool";

/** Tools that change what an image is cut to, how large it is, and how it lies. */

const FOCUS = {
  center: [0.5, 0.5],
  top: [0.5, 0],
  bottom: [0.5, 1],
  left: [0, 0.5],
  right: [1, 0.5],
} as const;

export const crop: Tool<"crop"> = async ({ image, aspect_ratio, box, focus = "center" }, { open }) => {
  const { item, raster } = await open(image);
  const { width, height } = raster;
  if (box === undefined && aspect_ratio === undefined) throw new ToolRefused("Name an aspect_ratio or a box.");
  const within =
    box === undefined
      ? { left: 0, top: 0, width, height }
      : {
          left: Math.min(width - 1, Math.round(box.left * width)),
          top: Math.min(height - 1, Math.round(box.top * height)),
          width: Math.max(1, Math.round(Math.min(box.width, 1 - box.left) * width)),
          height: Math.max(1, Math.round(Math.min(box.height, 1 - box.top) * height)),
        };
  const inner =
    aspect_ratio === undefined
      ? { ...within, left: 0, top: 0 }
      : boxOfRatio(within, ratioOf(aspect_ratio), FOCUS[focus]);
  const rectangle = { ...inner, left: within.left + inner.left, top: within.top + inner.top };
  return {
    raster: cut(raster, rectangle),
    sources: [item],
    shows: item.shows,
    note: `Cropped ${image} to ${aspect_ratio ?? "a part"} (${rectangle.width} × ${rectangle.height}).`,
  };
};

export const resize: Tool<"resize"> = async ({ image, width, height }, { open }) => {
  const { item, raster } = await open(image);
  if (width === undefined && height === undefined) throw new ToolRefused("Name a width or a height.");
  const size = sizeWithin(raster, { width: width ?? Infinity, height: height ?? Infinity });
  return {
    raster: scale(raster, size),
    sources: [item],
    shows: item.shows,
    note: `Scaled ${image} to ${size.width} × ${size.height}.`,
  };
};

export const fit: Tool<"fit"> = async ({ image, aspect_ratio, fill, color = "white" }, { open }) => {
  const { item, raster } = await open(image);
  const how = fill === "blur" ? "with itself, blurred," : `with ${color}`;
  return {
    raster: extended(raster, ratioOf(aspect_ratio), fill === "blur" && raster.opaque ? "blur" : rgbaOf(color)),
    sources: [item],
    shows: item.shows,
    note: `Brought ${image} to ${aspect_ratio}, filling up ${how} what it lacked.`,
  };
};

/** How strong the blur of an image behind itself is, as a share of the shorter side. */
const BEHIND = 0.03;

/** All of an image in another ratio, with a colour or its own blur beside it. */
export function extended(
  raster: Raster,
  ratio: number,
  fill: "blur" | readonly [number, number, number, number],
): Raster {
  const wide = raster.width / raster.height < ratio;
  const size = wide
    ? { width: Math.round(raster.height * ratio), height: raster.height }
    : { width: raster.width, height: Math.round(raster.width / ratio) };
  const middle = {
    raster,
    left: Math.round((size.width - raster.width) / 2),
    top: Math.round((size.height - raster.height) / 2),
  };
  if (fill !== "blur") return compose(size, fill, [middle]);
  const behind = scale(cut(raster, boxOfRatio(raster, ratio)), size);
  const soft = blur(behind, Math.min(size.width, size.height) * BEHIND);
  return compose(size, [0, 0, 0, 255], [{ raster: soft, left: 0, top: 0 }, middle]);
}

export const rotate: Tool<"rotate"> = async ({ image, degrees }, { open }) => {
  const { item, raster } = await open(image);
  return {
    raster: await turn(raster, degrees),
    sources: [item],
    shows: item.shows,
    note: `Turned ${image} by ${degrees}°.`,
  };
};

export const flip: Tool<"flip"> = async ({ image, direction }, { open }) => {
  const { item, raster } = await open(image);
  return {
    raster: direction === "horizontal" ? mirror(raster) : upsideDown(raster),
    sources: [item],
    shows: item.shows,
    note: `Mirrored ${image} ${direction === "horizontal" ? "left to right" : "top to bottom"}.`,
  };
};

export const frame: Tool<"frame"> = async ({ image, border = 0, color = "white", corner_radius = 0 }, { open }) => {
  const { item, raster } = await open(image);
  const { width, height } = raster;
  const unit = Math.min(width, height);
  const edge = Math.round(border * unit);
  // The size stays: what is inside the border is that much smaller.
  const inner = { width: width - 2 * edge, height: height - 2 * edge };
  const within = scale(cut(raster, boxOfRatio(raster, inner.width / inner.height)), inner);
  const rounded = corner_radius === 0 ? within : roundCorners(within, corner_radius * unit);
  const parts = [...(border > 0 ? [`a border in ${color}`] : []), ...(corner_radius > 0 ? ["rounded corners"] : [])];
  if (parts.length === 0) throw new ToolRefused("Name a border or a corner_radius.");
  return {
    raster: pad(rounded, edge, rgbaOf(color)),
    sources: [item],
    shows: item.shows,
    note: `Gave ${image} ${parts.join(" and ")}.`,
  };
};
