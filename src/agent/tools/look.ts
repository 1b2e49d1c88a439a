import { backgroundOf } from "../../raster/ops/cutout";
import { luma } from "../../raster/ops/colour";
import type { Pixels } from "../../raster/rasterise";
import { shrunk } from "../../raster/shrink";
import { toHex } from "../../models/illustrator/paint/colour";
import type { Tool } from "./tool";

const LOOKED_AT = 256;
const MOST_COLOURS = 6;
/** Colours nearer than this, in each channel, are counted as one. */
const STEP = 32;
/** Colours of less than this share are not named. */
const LEAST_SHARE = 0.03;

export const look: Tool<"look"> = async ({ image }, { open }) => {
  const { item, raster } = await open(image);
  const small = await shrunk(raster, LOOKED_AT);
  const plain = backgroundOf(small);
  const colors = coloursOf(small);
  const background = plain === null ? null : toHex(plain);
  const size = `${item.width} × ${item.height} pixels`;
  const manner = background === null ? "no plain background" : `a plain background (${background})`;
  return {
    told: {
      note: `Looked at ${image}: ${size}, ${manner}, mostly ${colors.map(({ hex }) => hex).join(", ")}.`,
      width: item.width,
      height: item.height,
      facts: { transparent: !raster.opaque, plain_background: background, colors, shows: item.shows },
    },
  };
};

/** The colours that most of a picture has. */
export function coloursOf({ data }: Pixels): { hex: string; share: number }[] {
  const bins = new Map<number, { count: number; sums: [number, number, number] }>();
  let seen = 0;
  for (let i = 0; i < data.length; i += 4) {
    if ((data[i + 3] ?? 0) < 128) continue;
    seen += 1;
    const [r = 0, g = 0, b = 0] = data.subarray(i, i + 3);
    const key = (Math.floor(r / STEP) << 16) | (Math.floor(g / STEP) << 8) | Math.floor(b / STEP);
    const bin = bins.get(key) ?? { count: 0, sums: [0, 0, 0] };
    bin.count += 1;
    bin.sums = [bin.sums[0] + r, bin.sums[1] + g, bin.sums[2] + b];
    bins.set(key, bin);
  }
  return [...bins.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_COLOURS)
    .map(({ count, sums: [r, g, b] }) => ({
      hex: toHex([r / count, g / count, b / count]),
      share: round(count / seen),
    }))
    .filter(({ share }, index) => index === 0 || share >= LEAST_SHARE);
}

const round = (share: number): number => Math.round(share * 100) / 100;

/** How bright a part of a picture is on the whole, 0 to 255. */
export function brightnessOf({ data }: Pixels): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += luma(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
  return sum / (data.length / 4);
}
