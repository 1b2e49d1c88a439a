import { setText, type Face, type FontSource, type Lettering } from "../../raster/letters";
import { compose, type Layer } from "../../raster/ops/compose";
import { crop, type Box } from "../../raster/ops/crop";
import type { Raster } from "../../raster/raster";
import { rasterise } from "../../raster/rasterise";
import { shrunk } from "../../raster/shrink";
import { toHex } from "../../models/illustrator/paint/colour";
import { luma } from "../../raster/ops/colour";
import { brightnessOf } from "./look";
import { rgbOf, ToolRefused, type Tool } from "./tool";

/** Of the shorter side: how high a line may be, and how much room a text has from the edge. */
const LINE = { small: 0.065, medium: 0.1, large: 0.17 } as const;
const MARGIN = 0.06;
/** Letters of a text, at most. */
const MOST_LETTERS = 200;
/** A line is so many units of its font's 100 high, and its letters stand this far down in it. */
const LEADING = 126;
const BASELINE = 0.8;
const DARK = "#17171f";
const LIGHT = "#ffffff";
/** The outline that parts letters from what is behind them, in units of the font, and how much it covers. */
const OUTLINE = { width: 9, opacity: 0.55 };

export const typeset: Tool<"typeset"> = async (input, { open, font }) => {
  const { image, text, position, size = "large", color, font: face = "sans" } = input;
  const { item, raster } = await open(image);
  const unit = Math.min(raster.width, raster.height);
  const margin = Math.round(unit * MARGIN);
  const letters = await setText(text, face, font, { most: MOST_LETTERS });
  if (letters.lines.length === 0) throw new ToolRefused("No letter of this text can be set.");
  const width = raster.width - 2 * margin;
  const scale = scaleOf(letters, width, LINE[size] * unit);
  const height = Math.min(raster.height - 2 * margin, Math.ceil(scale * LEADING * letters.lines.length));
  const [vertical = "center", side] = position.split("-");
  const top =
    vertical === "top"
      ? margin
      : vertical === "bottom"
        ? raster.height - margin - height
        : (raster.height - height) / 2;
  const area = { left: margin, top: Math.round(top), width, height };
  const behind = brightnessOf(await shrunk(crop(raster, area), 64));
  const ink = color === undefined ? (behind < 140 ? LIGHT : DARK) : toHex(rgbOf(color));
  const outline = luma(...rgbOf(ink)) > 140 ? DARK : LIGHT;
  const layer = layerOf(letters, area, { ink, outline, align: side ?? "middle", scale });
  const lacking = letters.missing.length > 0 ? ` There are no letters here for ${letters.missing.join(" ")}.` : "";
  return {
    raster: compose(raster, [0, 0, 0, 0], [{ raster, left: 0, top: 0 }, layer]),
    sources: [item],
    shows: item.shows,
    note: `Set “${text}” in ${face === "serif" ? "serif" : "sans-serif"} letters at the ${position.replace("-", " ")}.${lacking}`,
  };
};

export interface TextOrder {
  readonly ink: string;
  readonly face: Face;
  readonly lines?: number;
}

/** A text in the middle of an area, without an outline. */
export async function textLayers(text: string, area: Box, { ink, face, lines }: TextOrder, font: FontSource) {
  const letters = await setText(text, face, font, { most: MOST_LETTERS, ...(lines === undefined ? {} : { lines }) });
  if (letters.lines.length === 0) return [];
  const scale = scaleOf(letters, area.width * 0.92, (area.height / letters.lines.length) * 0.72);
  return [layerOf(letters, area, { ink, outline: null, align: "middle", scale })];
}

/** Pixels for each unit of the font, so that the widest line fits and no line is higher than that. */
const scaleOf = ({ lines }: Lettering, width: number, line: number): number =>
  Math.min(
    width / Math.max(...lines.map(({ box: [left, , right] }) => right - left + 2 * OUTLINE.width)),
    line / LEADING,
  );

interface Setting {
  readonly ink: string;
  readonly outline: string | null;
  readonly align: string;
  readonly scale: number;
}

/** Rows that are rendered at once. */
const BAND_PIXELS = 400_000;

function layerOf({ lines }: Lettering, area: Box, { ink, outline, align, scale }: Setting): Layer {
  const { width, height } = area;
  const first = (height - lines.length * LEADING * scale) / 2;
  const paths = lines
    .map(({ d, box: [left, , right] }, index) => {
      const x =
        align === "left"
          ? (OUTLINE.width - left) * scale
          : align === "right"
            ? width - (right + OUTLINE.width) * scale
            : width / 2 - ((left + right) / 2) * scale;
      const y = first + (index + BASELINE) * LEADING * scale - 100 * scale;
      return `<path transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})" d="${d}"/>`;
    })
    .join("");
  const edge =
    outline === null
      ? ""
      : `<g fill="none" stroke="${outline}" stroke-opacity="${OUTLINE.opacity}" stroke-width="${OUTLINE.width}" stroke-linejoin="round">${paths}</g>`;
  const rows = Math.max(16, Math.floor(BAND_PIXELS / width));
  const raster: Raster = {
    width,
    height,
    opaque: false,
    async *bands() {
      for (let top = 0; top < height; top += rows) {
        const count = Math.min(rows, height - top);
        yield await rasterise(
          `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${count}" viewBox="0 ${top} ${width} ${count}">${edge}<g fill="${ink}">${paths}</g></svg>`,
        );
      }
    },
  };
  return { raster, left: area.left, top: area.top };
}
