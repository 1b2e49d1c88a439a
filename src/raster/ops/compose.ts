import type { Size } from "../../core/size";
import { fromRows, mapBands, plain, rowsOf, type Raster, type Row } from "../raster";

/** A picture laid on others. Its upper left corner may lie outside. */
export interface Layer {
  readonly raster: Raster;
  readonly left: number;
  readonly top: number;
  /** 0 to 1. */
  readonly opacity?: number;
}

/** Pictures on top of each other, the last one in front, read side by side. */
export const compose = (
  size: Size,
  ground: readonly [number, number, number, number],
  layers: readonly Layer[],
): Raster => {
  const opaque = ground[3] === 255 || layers.some((layer) => covers(layer, size));
  return fromRows(size, opaque, async function* () {
    const open: OpenLayer[] = layers.map((layer) => ({ ...layer, rows: rowsOf(layer.raster) }));
    try {
      for await (const { y, data } of rowsOf(plain(size, ground))) {
        for (const layer of open) {
          const row = await rowAt(layer, y);
          if (row !== null) lay(row, data, layer.left, layer.opacity ?? 1);
        }
        yield data;
      }
    } finally {
      for (const { rows } of open) await rows.return();
    }
  });
};

const covers = ({ raster, left, top, opacity = 1 }: Layer, { width, height }: Size): boolean =>
  raster.opaque &&
  opacity === 1 &&
  left <= 0 &&
  top <= 0 &&
  left + raster.width >= width &&
  top + raster.height >= height;

interface OpenLayer extends Layer {
  readonly rows: AsyncGenerator<Row, void, void>;
}

/** The layer's row that lies on the picture's; those above the picture are passed over. */
async function rowAt({ rows, top, raster }: OpenLayer, y: number): Promise<Uint8ClampedArray | null> {
  if (y < top || y >= top + raster.height) return null;
  for (;;) {
    const next = await rows.next();
    if (next.done === true) return null;
    if (next.value.y === y - top) return next.value.data;
  }
}

/** One row over another, which is changed in place. */
function lay(over: Uint8ClampedArray, under: Uint8ClampedArray, left: number, opacity: number): void {
  const from = Math.max(0, -left) * 4;
  const to = Math.min(over.length, under.length - left * 4);
  for (let i = from, at = i + left * 4; i < to; i += 4, at += 4) {
    const cover = ((over[i + 3] ?? 0) / 255) * opacity;
    if (cover === 0) continue;
    const behind = (under[at + 3] ?? 0) / 255;
    const whole = cover + behind * (1 - cover);
    for (let channel = 0; channel < 3; channel++) {
      const back = under[at + channel] ?? 0;
      under[at + channel] = ((over[i + channel] ?? 0) * cover + back * behind * (1 - cover)) / whole;
    }
    under[at + 3] = whole * 255;
  }
}

/** A picture seen through another of any size: where that is bright and there, the picture is. */
export const through = (raster: Raster, mask: Raster): Raster =>
  fromRows(raster, false, async function* () {
    const beside = rowsOf(mask);
    try {
      for await (const { data } of rowsOf(raster)) {
        const next = await beside.next();
        if (next.done !== true)
          for (let i = 0; i < data.length; i += 4) {
            const light =
              ((next.value.data[i] ?? 0) + (next.value.data[i + 1] ?? 0) + (next.value.data[i + 2] ?? 0)) / 765;
            data[i + 3] = (data[i + 3] ?? 0) * light * ((next.value.data[i + 3] ?? 0) / 255);
          }
        yield data;
      }
    } finally {
      await beside.return();
    }
  });

/** The picture's silhouette in one colour: its shadow, before that is blurred. */
export const silhouette = (raster: Raster, colour: readonly [number, number, number]): Raster =>
  mapBands(raster, (data) => {
    for (let i = 0; i < data.length; i += 4) data.set(colour, i);
  });
