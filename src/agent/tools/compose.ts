import type { AgentInput } from "../../core/agent";
import { blur } from "../../raster/ops/blur";
import { luma } from "../../raster/ops/colour";
import { compose as lay, silhouette, through, type Layer } from "../../raster/ops/compose";
import { boxOfRatio, crop, type Box } from "../../raster/ops/crop";
import { pad } from "../../raster/ops/frame";
import { resize, sizeWithin } from "../../raster/ops/resize";
import { rotate } from "../../raster/ops/turn";
import type { Size } from "../../core/size";
import { rgbaOf, type Bench, type Opened, type Outcome, type Tool } from "./tool";
import { textLayers } from "./typeset";

/** Tools that make one picture of several. */

const SHADOW = { colour: [12, 14, 30], opacity: 0.42, soft: 0.028, down: 0.018 } as const;

export const compose: Tool<"compose"> = async ({ background, layers }, bench) => {
  const ground = await groundOf(background, bench);
  const laid: Layer[] = [];
  const sources = ground.opened === null ? [] : [ground.opened.item];
  for (const layer of layers) {
    const opened = await bench.open(layer.image);
    sources.push(opened.item);
    laid.push(...(await layersOf(layer, opened, ground.size, bench)));
  }
  const behind: Layer[] = ground.opened === null ? [] : [{ raster: ground.opened.raster, left: 0, top: 0 }];
  return {
    raster: lay(ground.size, ground.colour, [...behind, ...laid]),
    sources,
    shows: sources.flatMap(({ shows }) => shows ?? []).join("; ") || null,
    note: `Laid ${layers.map(({ image }) => image).join(", ")} on ${background}.`,
  };
};

/** The background: an image, or a colour as large as what is to come out. */
async function groundOf(background: string, bench: Bench) {
  if (!/^(?:reference|picture)_\d+$/.test(background))
    return { opened: null, size: bench.canvas, colour: rgbaOf(background) };
  const opened = await bench.open(background);
  const { width, height } = opened.raster;
  return { opened, size: { width, height }, colour: [0, 0, 0, 0] as const };
}

type LayerOrder = AgentInput<"compose">["layers"][number];

/** An image at its place, and below it its shadow. */
async function layersOf(order: LayerOrder, { raster }: Opened, canvas: Size, bench: Bench): Promise<Layer[]> {
  const { x, y, width, opacity = 1, rotation = 0, shadow = false, mask } = order;
  const across = Math.max(1, Math.round(width * canvas.width));
  const size = { width: across, height: Math.max(1, Math.round((across * raster.height) / raster.width)) };
  const scaled = resize(raster, size);
  const seen = mask === undefined ? scaled : through(scaled, resize((await bench.open(mask)).raster, size));
  const turned = await rotate(seen, rotation);
  const left = Math.round(x * canvas.width - turned.width / 2);
  const top = Math.round(y * canvas.height - turned.height / 2);
  const own: Layer = { raster: turned, left, top, opacity };
  if (!shadow) return [own];
  const unit = Math.min(canvas.width, canvas.height);
  const room = Math.ceil(unit * SHADOW.soft * 3);
  const cast = blur(pad(silhouette(turned, SHADOW.colour), room, [...SHADOW.colour, 0]), unit * SHADOW.soft);
  const down = Math.round(unit * SHADOW.down);
  return [{ raster: cast, left: left - room, top: top - room + down, opacity: SHADOW.opacity * opacity }, own];
}

/** Where repeated images of a collage are cut closer, so that no two cells are the same: a share of the image, and where. */
const CLOSER = [
  { share: 1, focus: [0.5, 0.5] },
  { share: 0.62, focus: [0.5, 0.45] },
  { share: 0.62, focus: [0.1, 0.2] },
  { share: 0.62, focus: [0.9, 0.8] },
  { share: 0.45, focus: [0.5, 0.5] },
] as const;
/** Of a cell, what an image without a background takes. */
const INSIDE = 0.9;
/** Of a cell's height, what its caption takes. */
const CAPTION = 0.14;

export const collage: Tool<"collage"> = async (input, bench): Promise<Outcome> => {
  const { images, columns, rows, gap, color = "white", captions = [] } = input;
  const { width, height } = bench.canvas;
  const space = Math.round(gap * Math.min(width, height));
  const opened = new Map<string, Opened>();
  for (const name of images) if (!opened.has(name)) opened.set(name, await bench.open(name));
  const layers: Layer[] = [];
  for (let cell = 0; cell < columns * rows; cell++) {
    const found = opened.get(images[cell % images.length] ?? "");
    if (found === undefined) continue;
    const caption = captions[cell];
    const box = cellOf(cell, { columns, rows, space, width, height });
    const kept = caption === undefined ? box : { ...box, height: Math.round(box.height * (1 - CAPTION)) };
    const { share, focus } = CLOSER[Math.floor(cell / images.length) % CLOSER.length] ?? CLOSER[0];
    layers.push(found.raster.opaque ? filling(found, kept, share, focus) : within(found, kept));
    if (caption !== undefined) {
      const area = { ...box, top: box.top + kept.height, height: box.height - kept.height };
      layers.push(
        ...(await textLayers(caption, area, { ink: contrasting(color), face: "sans", lines: 1 }, bench.font)),
      );
    }
  }
  const used = [...opened.values()].map(({ item }) => item);
  const times = images.length < columns * rows ? ", repeated closer up to fill it" : "";
  return {
    raster: lay(bench.canvas, rgbaOf(color), layers),
    sources: used,
    shows: used.flatMap(({ shows }) => shows ?? []).join("; ") || null,
    note: `Laid ${opened.size} image${opened.size === 1 ? "" : "s"} in a grid of ${columns} × ${rows}${times}.`,
  };
};

const contrasting = (color: string): string => {
  const [r, g, b] = rgbaOf(color);
  return luma(r, g, b) > 140 ? "#1b1b22" : "#ffffff";
};

interface Grid extends Size {
  readonly columns: number;
  readonly rows: number;
  readonly space: number;
}

/** A cell's rectangle, to the pixel: what does not divide evenly goes to the first ones. */
function cellOf(cell: number, { columns, rows, space, width, height }: Grid) {
  const edge = (index: number, count: number, length: number): number =>
    space + Math.round((index * (length - space)) / count);
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  const [left, top] = [edge(column, columns, width), edge(row, rows, height)];
  return {
    left,
    top,
    width: edge(column + 1, columns, width) - space - left,
    height: edge(row + 1, rows, height) - space - top,
  };
}

/** What has no background is kept whole, in the middle of its cell. */
function within({ raster }: Opened, box: Box): Layer {
  const size = sizeWithin(raster, { width: box.width * INSIDE, height: box.height * INSIDE });
  const left = box.left + Math.round((box.width - size.width) / 2);
  const top = box.top + Math.round((box.height - size.height) / 2);
  return { raster: resize(raster, size), left, top };
}

function filling({ raster }: Opened, cell: Box, share: number, focus: readonly [number, number]): Layer {
  const part = { width: Math.max(1, raster.width * share), height: Math.max(1, raster.height * share) };
  const kept = boxOfRatio(part, cell.width / cell.height);
  const width = Math.min(raster.width, Math.round(kept.width));
  const height = Math.min(raster.height, Math.round(kept.height));
  const left = Math.round((raster.width - width) * focus[0]);
  const top = Math.round((raster.height - height) * focus[1]);
  const seen = resize(crop(raster, { left, top, width, height }), { width: cell.width, height: cell.height });
  return { raster: seen, left: cell.left, top: cell.top };
}
