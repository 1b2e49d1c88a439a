import { fromRows, rowsOf, type Raster } from "../raster";
import { resize, sizeWithin } from "./resize";

/** A blur wider than this, in pixels, is done on a smaller copy: nothing fine is left to lose. */
const WIDEST = 4;

/** Every pixel spread over its neighbours as a Gaussian of this standard deviation, in pixels. */
export function blur(raster: Raster, sigma: number): Raster {
  if (sigma <= 0.2) return raster;
  if (sigma <= WIDEST) return spread(raster, sigma);
  const share = WIDEST / sigma;
  const small = sizeWithin(raster, {
    width: Math.max(8, raster.width * share),
    height: Math.max(8, raster.height * share),
  });
  return resize(spread(resize(raster, small), WIDEST), raster);
}

function spread(raster: Raster, sigma: number): Raster {
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => weight / sum);
  const { width, height } = raster;
  return fromRows(raster, raster.opaque, async function* () {
    const kept = 2 * reach + 1;
    const ring = Array.from({ length: kept }, () => new Float32Array(width * 4));
    const across = new Float32Array((width + 2 * reach) * 4);
    const sums = new Float32Array(width * 4);
    const row = new Uint8ClampedArray(width * 4);
    const finished = (y: number): Uint8ClampedArray => {
      sums.fill(0);
      for (let tap = -reach; tap <= reach; tap++) {
        // Beyond the edge, the edge goes on.
        const from = ring[Math.min(height - 1, Math.max(0, y + tap)) % kept];
        const share = shares[tap + reach] ?? 0;
        if (from !== undefined) for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + share * (from[i] ?? 0);
      }
      for (let i = 0; i < row.length; i += 4) {
        const cover = sums[i + 3] ?? 0;
        const part = cover <= 0 ? 0 : 1 / cover;
        row[i] = (sums[i] ?? 0) * part;
        row[i + 1] = (sums[i + 1] ?? 0) * part;
        row[i + 2] = (sums[i + 2] ?? 0) * part;
        row[i + 3] = cover * 255;
      }
      return row;
    };
    for await (const { y, data } of rowsOf(raster)) {
      const into = ring[y % kept];
      if (into !== undefined) spreadRow(data, into, across, shares, reach, width);
      if (y >= reach) yield finished(y - reach);
    }
    for (let y = Math.max(0, height - reach); y < height; y++) yield finished(y);
  });
}

/** One row spread sideways, its colours times their coverage. */
function spreadRow(
  source: Uint8ClampedArray,
  into: Float32Array,
  wide: Float32Array,
  shares: readonly number[],
  reach: number,
  width: number,
): void {
  for (let x = -reach; x < width + reach; x++) {
    const from = Math.min(width - 1, Math.max(0, x)) * 4;
    const at = (x + reach) * 4;
    const cover = (source[from + 3] ?? 0) / 255;
    wide[at] = (source[from] ?? 0) * cover;
    wide[at + 1] = (source[from + 1] ?? 0) * cover;
    wide[at + 2] = (source[from + 2] ?? 0) * cover;
    wide[at + 3] = cover;
  }
  into.fill(0);
  for (const [tap, share] of shares.entries())
    for (let i = 0, from = tap * 4; i < width * 4; i++, from++) into[i] = (into[i] ?? 0) + share * (wide[from] ?? 0);
}

/** How far round a pixel sharpening looks, in pixels. */
const SHARPEN_SIGMA = 1.2;

/** Edges made stronger by what a blur would take from them; `amount` of 1 is plainly seen. */
export const sharpen = (raster: Raster, amount: number): Raster =>
  fromRows(raster, raster.opaque, async function* () {
    const soft = rowsOf(blur(raster, SHARPEN_SIGMA));
    const row = new Uint8ClampedArray(raster.width * 4);
    try {
      for await (const { data } of rowsOf(raster)) {
        const beside = await soft.next();
        const around = beside.done === true ? data : beside.value.data;
        for (let i = 0; i < row.length; i++) {
          const value = data[i] ?? 0;
          row[i] = i % 4 === 3 ? value : value + (value - (around[i] ?? 0)) * amount;
        }
        yield row;
      }
    } finally {
      await soft.return();
    }
  });
