import { fromRows, rowsOf, toPixels, type Raster } from "../raster";
import type { Pixels } from "../rasterise";
import type { Size } from "../../core/size";
import type { Rgb } from "./colour";
import type { Box } from "./crop";
import { noLongerThan, resize } from "./resize";

/** The background is looked for in a copy of this size. */
const LOOKED_AT = 768;
/** Colours nearer than the first are background, further than the second are not; between them the edge is. */
const NEAR = 20;
const FAR = 56;
/** A background that darkens from pixel to pixel by no more than the first, and in all by the second, is still one. */
const GENTLE = 3.5;
const SHADED = 130;
/** Of the picture's edge, how much has to be of the background's colour before it counts as a plain one. */
const PLAIN_SHARE = 0.86;
/** A thing that touches the edge here and there leaves this much of the picture at most, and at least. */
const LEAST_KEPT = 0.01;
const MOST_KEPT = 0.97;

/** Without its background; or why that cannot be told from the rest. */
export type Cutout = { readonly raster: Raster; readonly box: Box } | { readonly reason: string };

/**
 * Takes a plain background away: what is of the colour that the picture's edge has, and hangs together with the edge.
 * Exact, for product photographs and drawings on one colour; nothing is guessed where the background is a scene.
 */
export async function cutout(raster: Raster): Promise<Cutout> {
  const small = await toPixels(noLongerThan(raster, LOOKED_AT));
  const background = backgroundOf(small);
  if (background === null) return { reason: "The background is not of one plain colour." };
  const mask = reachFromEdge(small, background);
  const kept = mask.reduce((sum, value) => sum + value, 0) / 255 / mask.length;
  if (kept < LEAST_KEPT) return { reason: "Nothing stands out from the background." };
  if (kept > MOST_KEPT) return { reason: "The background cannot be told from the rest." };
  const whole = resize(maskRaster(mask, small), raster);
  return {
    box: boxOf(mask, small, raster),
    raster: fromRows(raster, false, async function* () {
      const beside = rowsOf(whole);
      try {
        for await (const { data } of rowsOf(raster)) {
          const next = await beside.next();
          if (next.done !== true) cut(data, next.value.data, background);
          yield data;
        }
      } finally {
        await beside.return();
      }
    }),
  };
}

/** The colour of a plain background: what the edge of the picture mostly is. Nothing, where that is of many colours. */
export function backgroundOf({ data, width, height }: Pixels): Rgb | null {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) edge.push(y * width, y * width + width - 1);
  const channel = (offset: number): number => {
    const values = edge.map((at) => data[at * 4 + offset] ?? 0).sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  const found: Rgb = [channel(0), channel(1), channel(2)];
  const plain = edge.filter((at) => distance(data, at * 4, found) < FAR && (data[at * 4 + 3] ?? 0) > 200);
  return plain.length >= edge.length * PLAIN_SHARE ? found : null;
}

/** How far apart two colours are, of 442; brightness counts less, since backgrounds have shadows. */
function distance(data: Uint8ClampedArray, at: number, [r, g, b]: Rgb): number {
  const [dr, dg, db] = [(data[at] ?? 0) - r, (data[at + 1] ?? 0) - g, (data[at + 2] ?? 0) - b];
  const light = (dr + dg + db) / 3;
  return Math.hypot(dr - light, dg - light, db - light) * 1.6 + Math.abs(light) * 0.8;
}

const colourAt = (data: Uint8ClampedArray, at: number): Rgb => [
  data[at * 4] ?? 0,
  data[at * 4 + 1] ?? 0,
  data[at * 4 + 2] ?? 0,
];

/** How much of each pixel is kept, 0 to 255: background is what can be walked to from the edge. */
function reachFromEdge({ data, width, height }: Pixels, background: Rgb): Uint8Array {
  const mask = new Uint8Array(width * height).fill(255);
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const visit = (x: number, y: number, from?: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const at = y * width + x;
    if (seen[at] === 1) return;
    const away = distance(data, at * 4, background);
    const gentle = from !== undefined && away < SHADED && distance(data, at * 4, colourAt(data, from)) <= GENTLE;
    if (away <= NEAR || gentle) {
      seen[at] = 1;
      mask[at] = 0;
      stack.push(at);
    } else if (away < FAR) mask[at] = ((away - NEAR) / (FAR - NEAR)) * 255;
  };
  for (let x = 0; x < width; x++) [0, height - 1].forEach((y) => visit(x, y));
  for (let y = 0; y < height; y++) [0, width - 1].forEach((x) => visit(x, y));
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    visit(x - 1, y, at);
    visit(x + 1, y, at);
    visit(x, y - 1, at);
    visit(x, y + 1, at);
  }
  return mask;
}

/** The rectangle of a picture in which anything is left, with a little room around it. */
function boxOf(mask: Uint8Array, small: Size, whole: Size): Box {
  let [left, top, right, bottom] = [small.width, small.height, 0, 0];
  for (let at = 0; at < mask.length; at++) {
    if ((mask[at] ?? 0) < 128) continue;
    const [x, y] = [at % small.width, Math.floor(at / small.width)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  const [across, down] = [whole.width / small.width, whole.height / small.height];
  const box = { left: Math.floor(Math.max(0, left - 1) * across), top: Math.floor(Math.max(0, top - 1) * down) };
  return {
    ...box,
    width: Math.min(whole.width, Math.ceil((right + 1) * across)) - box.left,
    height: Math.min(whole.height, Math.ceil((bottom + 1) * down)) - box.top,
  };
}

const maskRaster = (mask: Uint8Array, { width, height }: Pixels): Raster =>
  fromRows({ width, height }, true, async function* () {
    const row = new Uint8ClampedArray(width * 4);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) row.fill(mask[y * width + x] ?? 0, x * 4, x * 4 + 4);
      yield row;
    }
  });

/** One row without its background: at the edge, the pixel's own colour decides, and the background's is taken out of it. */
function cut(data: Uint8ClampedArray, mask: Uint8ClampedArray, background: Rgb): void {
  for (let i = 0; i < data.length; i += 4) {
    const near = (mask[i] ?? 0) / 255;
    if (near >= 0.98) continue;
    const own = Math.min(1, Math.max(0, (distance(data, i, background) - NEAR) / (FAR - NEAR)));
    const cover = near <= 0.02 ? 0 : Math.min(1, Math.max(own, near > 0.6 ? near : 0));
    if (cover > 0)
      for (const channel of [0, 1, 2] as const)
        data[i + channel] = ((data[i + channel] ?? 0) - background[channel] * (1 - cover)) / cover;
    data[i + 3] = (data[i + 3] ?? 0) * cover;
  }
}
