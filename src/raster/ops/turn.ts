import type { Orientation } from "../../core/upload";
import type { Size } from "../../core/size";
import { fromRows, mapBands, rowsOf, toPixels, type Raster } from "../raster";
import { noLongerThan } from "./resize";

/** Pixels that are held while the rows of a turned picture are gathered; a larger one is read several times. */
const HELD_PIXELS = 4_200_000;

export const mirror = (raster: Raster): Raster =>
  mapBands(raster, (data) => {
    const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
    for (let i = 0; i < pixels.length; i += raster.width) pixels.subarray(i, i + raster.width).reverse();
  });

/** Upside down, left and right as they were. */
export const flip = (raster: Raster): Raster =>
  fromRows(raster, raster.opaque, async function* () {
    const { width, height } = raster;
    const most = Math.max(1, Math.floor(HELD_PIXELS / width));
    const held = new Uint8ClampedArray(Math.min(most, height) * width * 4);
    for (let bottom = height; bottom > 0; bottom -= most) {
      const top = Math.max(0, bottom - most);
      for await (const { y, data } of rowsOf(raster)) {
        if (y >= top) held.set(data, (y - top) * width * 4);
        if (y === bottom - 1) break;
      }
      for (let y = bottom - 1; y >= top; y--) yield held.subarray((y - top) * width * 4, (y - top + 1) * width * 4);
    }
  });

/** Columns become rows: mirrored over the diagonal from the upper left. */
const transpose = (raster: Raster): Raster => {
  const size: Size = { width: raster.height, height: raster.width };
  return fromRows(size, raster.opaque, async function* () {
    const most = Math.max(1, Math.floor(HELD_PIXELS / size.width));
    const held = new Uint32Array(Math.min(most, size.height) * size.width);
    for (let top = 0; top < size.height; top += most) {
      const count = Math.min(most, size.height - top);
      for await (const { y, data } of rowsOf(raster)) {
        const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
        for (let row = 0; row < count; row++) held[row * size.width + y] = pixels[top + row] ?? 0;
      }
      for (let row = 0; row < count; row++)
        yield new Uint8ClampedArray(held.buffer, row * size.width * 4, size.width * 4);
    }
  });
};

/** Turned clockwise by quarter turns. */
export function quarterTurns(raster: Raster, turns: number): Raster {
  switch (((turns % 4) + 4) % 4) {
    case 1:
      return mirror(transpose(raster));
    case 2:
      return flip(mirror(raster));
    case 3:
      return flip(transpose(raster));
    default:
      return raster;
  }
}

/** The picture as it is meant to be seen. */
export function upright(raster: Raster, orientation: Orientation): Raster {
  switch (orientation) {
    case 1:
      return raster;
    case 2:
      return mirror(raster);
    case 3:
      return quarterTurns(raster, 2);
    case 4:
      return flip(raster);
    case 5:
      return transpose(raster);
    case 6:
      return quarterTurns(raster, 1);
    case 7:
      return quarterTurns(transpose(raster), 2);
    case 8:
      return quarterTurns(raster, 3);
  }
}

/** The longest side of a picture that is turned by any angle: its pixels are looked up everywhere, so it is held whole. */
const MOST_TILTED_EDGE = 2_048;

/** Turned clockwise by any angle, with room for its corners, which leaves transparency around it. */
export async function tilt(raster: Raster, degrees: number): Promise<Raster> {
  const source = await toPixels(noLongerThan(raster, MOST_TILTED_EDGE));
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const width = Math.ceil(Math.abs(source.width * cos) + Math.abs(source.height * sin));
  const height = Math.ceil(Math.abs(source.width * sin) + Math.abs(source.height * cos));
  const row = new Uint8ClampedArray(width * 4);
  return fromRows({ width, height }, false, async function* () {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [dx, dy] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
        sample(
          source,
          dx * cos + dy * sin + source.width / 2 - 0.5,
          dy * cos - dx * sin + source.height / 2 - 0.5,
          row,
          x * 4,
        );
      }
      yield row;
    }
  });
}

/** The colour between four pixels; what lies outside is transparent. */
function sample(
  { data, width, height }: { data: Uint8ClampedArray; width: number; height: number },
  x: number,
  y: number,
  into: Uint8ClampedArray,
  at: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  let [r, g, b, a] = [0, 0, 0, 0];
  for (let j = 0; j < 2; j++)
    for (let i = 0; i < 2; i++) {
      const [px, py] = [left + i, top + j];
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      const from = (py * width + px) * 4;
      const weight = (1 - Math.abs(x - px)) * (1 - Math.abs(y - py)) * (data[from + 3] ?? 0);
      r += weight * (data[from] ?? 0);
      g += weight * (data[from + 1] ?? 0);
      b += weight * (data[from + 2] ?? 0);
      a += weight;
    }
  into[at] = a === 0 ? 0 : r / a;
  into[at + 1] = a === 0 ? 0 : g / a;
  into[at + 2] = a === 0 ? 0 : b / a;
  into[at + 3] = a;
}

/** Turned by any angle: exactly where it is a quarter of a turn. */
export const rotate = async (raster: Raster, degrees: number): Promise<Raster> =>
  degrees % 90 === 0 ? quarterTurns(raster, degrees / 90) : await tilt(raster, degrees);
