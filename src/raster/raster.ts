import type { Size } from "../core/size";
import type { Pixels } from "./rasterise";

/**
 * A picture as rows that come when they are wanted, from top to bottom, in bands of a few dozen. Operations take one
 * and answer one, so that a chain of them holds a handful of rows at a time, whatever the picture's size.
 */
export interface Raster extends Size {
  /** Every pixel covers what is behind it. */
  readonly opaque: boolean;
  /** The rows, anew with every call. A band is valid until the next one is asked for. */
  readonly bands: () => AsyncGenerator<Pixels, void, void>;
}

/** A band is some rows of about this many pixels together. */
const BAND_PIXELS = 65_536;

export const rowsOfBand = (width: number): number => Math.max(1, Math.floor(BAND_PIXELS / width));

/** A row of RGBA and its number; valid until the next one is asked for. */
export interface Row {
  readonly y: number;
  readonly data: Uint8ClampedArray;
}

export async function* rowsOf({ width, bands }: Raster): AsyncGenerator<Row, void, void> {
  let y = 0;
  for await (const { data, height } of bands())
    for (let row = 0; row < height; row++, y++)
      yield { y, data: data.subarray(row * width * 4, (row + 1) * width * 4) };
}

/** Every pixel changed by itself: `change` works on a band in place, which begins at row `top`. */
export const mapBands = (
  raster: Raster,
  change: (data: Uint8ClampedArray, top: number, height: number) => void,
  opaque = raster.opaque,
): Raster => ({
  width: raster.width,
  height: raster.height,
  opaque,
  async *bands() {
    let top = 0;
    for await (const band of raster.bands()) {
      change(band.data, top, band.height);
      yield band;
      top += band.height;
    }
  },
});

/** Writes the rows of a new picture: `write` fills each in turn, asynchronously where it has to wait for its source. */
export const fromRows = (
  { width, height }: Size,
  opaque: boolean,
  open: () => AsyncGenerator<Uint8ClampedArray, void, void>,
): Raster => ({
  width,
  height,
  opaque,
  async *bands() {
    const most = rowsOfBand(width);
    const data = new Uint8ClampedArray(Math.min(most, height) * width * 4);
    let filled = 0;
    for await (const row of open()) {
      data.set(row, filled * width * 4);
      filled += 1;
      if (filled === most) {
        yield { data, width, height: filled };
        filled = 0;
      }
    }
    if (filled > 0) yield { data: data.subarray(0, filled * width * 4), width, height: filled };
  },
});

/** A picture that is in memory. Its bands are copies, all in one place: who gets one may write into it. */
export const fromPixels = ({ data, width, height }: Pixels, opaque: boolean): Raster => ({
  width,
  height,
  opaque,
  async *bands() {
    const rows = Math.min(height, rowsOfBand(width));
    const room = new Uint8ClampedArray(rows * width * 4);
    for (let top = 0; top < height; top += rows) {
      const bottom = Math.min(height, top + rows);
      room.set(data.subarray(top * width * 4, bottom * width * 4));
      yield { data: room.subarray(0, (bottom - top) * width * 4), width, height: bottom - top };
    }
  },
});

/** The same picture, which is known to cover what is behind it if it does: files often say less than is true of them. */
export async function withKnownCover(raster: Raster): Promise<Raster> {
  if (raster.opaque) return raster;
  for await (const { data } of raster.bands())
    for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 255) return raster;
  return { ...raster, opaque: true };
}

/** All of a picture at once, for what cannot be done row by row: small pictures only. */
export async function toPixels(raster: Raster): Promise<Pixels> {
  const data = new Uint8ClampedArray(raster.width * raster.height * 4);
  let offset = 0;
  for await (const band of raster.bands()) {
    data.set(band.data, offset);
    offset += band.data.length;
  }
  return { data, width: raster.width, height: raster.height };
}

/** One colour all over; no colour is transparency. */
export const plain = ({ width, height }: Size, colour: readonly [number, number, number, number]): Raster => ({
  width,
  height,
  opaque: colour[3] === 255,
  async *bands() {
    const rows = Math.min(height, rowsOfBand(width));
    const room = new Uint8ClampedArray(rows * width * 4);
    for (let top = 0; top < height; top += rows) {
      const count = Math.min(rows, height - top);
      for (let i = 0; i < count * width * 4; i += 4) room.set(colour, i);
      yield { data: room.subarray(0, count * width * 4), width, height: count };
    }
  },
});
