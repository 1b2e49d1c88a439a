import { blur as soften, sharpen as crisp } from "../../raster/ops/blur";
import { adjust as change, greyscale, luma, tone, type Rgb } from "../../raster/ops/colour";
import { crop } from "../../raster/ops/crop";
import { cutout } from "../../raster/ops/cutout";
import { rgbOf, ToolRefused, type Tool } from "./tool";

/** Tools that change what colours an image has, and what of it is there. */

export const adjust: Tool<"adjust"> = async ({ image, ...changes }, { open }) => {
  const { item, raster } = await open(image);
  const named = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined || value === 0 ? [] : [`${name} ${value > 0 ? "+" : ""}${value}`],
  );
  if (named.length === 0) throw new ToolRefused("Name what to change.");
  return {
    raster: change(raster, changes),
    sources: [item],
    shows: item.shows,
    note: `Adjusted ${image}: ${named.join(", ")}.`,
  };
};

export const recolor: Tool<"recolor"> = async ({ image, mode, colors }, { open }) => {
  const { item, raster } = await open(image);
  if (mode === "greyscale")
    return { raster: greyscale(raster), sources: [item], shows: item.shows, note: `Made ${image} black and white.` };
  if (colors === undefined) throw new ToolRefused("Name the colours.");
  const scale = colors.map(rgbOf).sort((a, b) => luma(...a) - luma(...b));
  const used = mode === "duotone" ? ends(scale) : scale;
  return {
    raster: tone(raster, used),
    sources: [item],
    shows: item.shows,
    note: `Coloured ${image} anew in ${colors.join(", ")}.`,
  };
};

const ends = (scale: readonly Rgb[]): Rgb[] => [scale[0] ?? [0, 0, 0], scale.at(-1) ?? [255, 255, 255]];

/** A blur of 100 is this share of the shorter side. */
const STRONGEST_BLUR = 0.05;

export const blur: Tool<"blur"> = async ({ image, amount }, { open }) => {
  const { item, raster } = await open(image);
  const sigma = (amount / 100) * STRONGEST_BLUR * Math.min(raster.width, raster.height);
  return { raster: soften(raster, sigma), sources: [item], shows: item.shows, note: `Blurred ${image}.` };
};

export const sharpen: Tool<"sharpen"> = async ({ image, amount }, { open }) => {
  const { item, raster } = await open(image);
  return { raster: crisp(raster, amount / 50), sources: [item], shows: item.shows, note: `Sharpened ${image}.` };
};

export const removeBackground: Tool<"remove_background"> = async ({ image, trim = false }, { open }) => {
  const { item, raster } = await open(image);
  const found = await cutout(raster);
  if ("reason" in found) throw new ToolRefused(found.reason);
  return {
    raster: trim ? crop(found.raster, found.box) : found.raster,
    sources: [item],
    shows: item.shows,
    note: `Took the plain background of ${image} away.`,
  };
};
