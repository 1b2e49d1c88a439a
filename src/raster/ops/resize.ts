import type { Size } from "../../core/size";
import { fromRows, rowsOf, type Raster } from "../raster";

/** Lanczos' kernel of three lobes: sharp, with little ringing. */
const LOBES = 3;
const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const turn = Math.PI * x;
  return (LOBES * Math.sin(turn) * Math.sin(turn / LOBES)) / (turn * turn);
};

/** For each target pixel: the first source pixel it draws on, and the weights from there on, which add up to one. */
interface Kernel {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

function kernel(from: number, to: number): Kernel {
  const scale = from / to;
  // A smaller picture's pixel is made of all that it covers.
  const reach = LOBES * Math.max(1, scale);
  const taps = Math.min(from, Math.ceil(reach * 2) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let target = 0; target < to; target++) {
    const middle = (target + 0.5) * scale - 0.5;
    const start = Math.min(from - taps, Math.max(0, Math.ceil(middle - reach)));
    first[target] = start;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const weight = lanczos((start + tap - middle) / Math.max(1, scale));
      weights[target * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap++) weights[target * taps + tap] = (weights[target * taps + tap] ?? 0) / sum;
  }
  return { taps, first, weights };
}

/** The picture in another size. Colours are weighed by how much they cover, so that transparency has no fringe. */
export function resize(raster: Raster, { width, height }: Size): Raster {
  if (raster.width === width && raster.height === height) return raster;
  return fromRows({ width, height }, raster.opaque, async function* () {
    const across = kernel(raster.width, width);
    const down = kernel(raster.height, height);
    // The rows that the next target row may draw on, each already in its new width.
    const ring = Array.from({ length: down.taps }, () => new Float32Array(width * 4));
    const row = new Uint8ClampedArray(width * 4);
    const sums = new Float32Array(width * 4);
    let target = 0;
    for await (const { y, data } of rowsOf(raster)) {
      squeeze(data, ring[y % down.taps] ?? sums, across, width, raster.opaque);
      while (target < height && (down.first[target] ?? 0) + down.taps - 1 <= y) {
        blend(ring, down, target, sums);
        finish(sums, row, raster.opaque);
        yield row;
        target += 1;
      }
      if (target === height) return;
    }
  });
}

/** One row in its new width, its colours times their coverage. */
function squeeze(
  source: Uint8ClampedArray,
  into: Float32Array,
  { taps, first, weights }: Kernel,
  width: number,
  opaque: boolean,
) {
  for (let x = 0; x < width; x++) {
    let [r, g, b, a] = [0, 0, 0, 0];
    let from = (first[x] ?? 0) * 4;
    for (let tap = x * taps, end = tap + taps; tap < end; tap++, from += 4) {
      const weight = weights[tap] ?? 0;
      const cover = opaque ? weight : (weight * (source[from + 3] ?? 0)) / 255;
      r += cover * (source[from] ?? 0);
      g += cover * (source[from + 1] ?? 0);
      b += cover * (source[from + 2] ?? 0);
      a += cover;
    }
    into[x * 4] = r;
    into[x * 4 + 1] = g;
    into[x * 4 + 2] = b;
    into[x * 4 + 3] = a;
  }
}

function blend(ring: readonly Float32Array[], { taps, first, weights }: Kernel, target: number, sums: Float32Array) {
  sums.fill(0);
  for (let tap = 0; tap < taps; tap++) {
    const weight = weights[target * taps + tap] ?? 0;
    const row = ring[((first[target] ?? 0) + tap) % taps];
    if (weight === 0 || row === undefined) continue;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + weight * (row[i] ?? 0);
  }
}

function finish(sums: Float32Array, row: Uint8ClampedArray, opaque: boolean) {
  for (let i = 0; i < row.length; i += 4) {
    const cover = opaque ? 1 : (sums[i + 3] ?? 0);
    const share = cover <= 0 ? 0 : 1 / cover;
    row[i] = (sums[i] ?? 0) * share;
    row[i + 1] = (sums[i + 1] ?? 0) * share;
    row[i + 2] = (sums[i + 2] ?? 0) * share;
    row[i + 3] = cover * 255;
  }
}

/** The largest size of the same shape within the other. */
export function sizeWithin({ width, height }: Size, most: Size): Size {
  const share = Math.min(most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/** No longer than that on either side; a smaller picture stays as it is. */
export const noLongerThan = (raster: Raster, edge: number): Raster =>
  Math.max(raster.width, raster.height) <= edge
    ? raster
    : resize(raster, sizeWithin(raster, { width: edge, height: edge }));
