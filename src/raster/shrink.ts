import { sizeWithin } from "./ops/resize";
import type { Raster } from "./raster";
import type { Pixels } from "./rasterise";

/**
 * A small copy of a picture, made while its rows pass by on their way elsewhere. Each of its pixels is the mean of those
 * it covers.
 */
export function shrinkWhile(raster: Raster, edge: number): { raster: Raster; small: () => Pixels } {
  const size =
    Math.max(raster.width, raster.height) <= edge ? raster : sizeWithin(raster, { width: edge, height: edge });
  const { width, height } = size;
  const sums = new Float64Array(width * height * 4);
  const counts = new Uint32Array(width * height);
  async function* bands() {
    sums.fill(0);
    counts.fill(0);
    let y = 0;
    for await (const band of raster.bands()) {
      for (let row = 0; row < band.height; row++, y++) {
        const line = Math.floor((y * height) / raster.height) * width;
        for (let x = 0, from = row * raster.width * 4; x < raster.width; x++, from += 4) {
          const at = line + Math.floor((x * width) / raster.width);
          const cover = band.data[from + 3] ?? 0;
          for (let channel = 0; channel < 3; channel++)
            sums[at * 4 + channel] = (sums[at * 4 + channel] ?? 0) + (band.data[from + channel] ?? 0) * cover;
          sums[at * 4 + 3] = (sums[at * 4 + 3] ?? 0) + cover;
          counts[at] = (counts[at] ?? 0) + 1;
        }
      }
      yield band;
    }
  }
  return {
    raster: { ...raster, bands },
    small() {
      const data = new Uint8ClampedArray(width * height * 4);
      for (let at = 0; at < counts.length; at++) {
        const cover = sums[at * 4 + 3] ?? 0;
        for (let channel = 0; channel < 3; channel++)
          data[at * 4 + channel] = cover === 0 ? 0 : (sums[at * 4 + channel] ?? 0) / cover;
        data[at * 4 + 3] = cover / Math.max(1, counts[at] ?? 0);
      }
      return { data, width, height };
    },
  };
}

/** The same, where the rows go nowhere else. */
export async function shrunk(raster: Raster, edge: number): Promise<Pixels> {
  const { raster: passing, small } = shrinkWhile(raster, edge);
  for await (const band of passing.bands()) void band;
  return small();
}
