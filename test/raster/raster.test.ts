import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { joinBytes } from "../../src/core/media";
import { decode } from "../../src/raster/decode";
import { blur, sharpen } from "../../src/raster/ops/blur";
import { adjust, greyscale, tone } from "../../src/raster/ops/colour";
import { compose, through } from "../../src/raster/ops/compose";
import { boxOfRatio, crop } from "../../src/raster/ops/crop";
import { cutout } from "../../src/raster/ops/cutout";
import { pad, roundCorners } from "../../src/raster/ops/frame";
import { resize } from "../../src/raster/ops/resize";
import { flip, mirror, quarterTurns, rotate, upright } from "../../src/raster/ops/turn";
import { readPng, UnreadableImage } from "../../src/raster/png-read";
import { streamPng } from "../../src/raster/png-stream";
import { fromPixels, plain, toPixels, type Raster } from "../../src/raster/raster";
import { at, inPieces, jpeg, pixels, png, product, raster, shades, webp } from "../support/images";

const WHITE = [255, 255, 255] as const;
const RED = [220, 20, 30] as const;
const BLUE = [10, 40, 200] as const;

/** Every pixel's distance from what it should be, at most. */
async function worstOf(found: Raster, wanted: Raster): Promise<number> {
  const [a, b] = [await toPixels(found), await toPixels(wanted)];
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  return a.data.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (b.data[index] ?? 0))), 0);
}

const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const named = joinBytes([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), body]);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, body.byteLength);
  numbers.setUint32(4, crc32(named));
  return joinBytes([new Uint8Array(numbers.buffer, 0, 4), named, new Uint8Array(numbers.buffer, 4, 4)]);
};

/** A PNG of any kind, from its raw rows: each with its filter's number before it. */
function pngOf(width: number, height: number, depth: number, kind: number, rows: Uint8Array, more: Uint8Array[] = []) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, depth);
  header.setUint8(9, kind);
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", new Uint8Array(header.buffer)),
    ...more,
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

const read = async (bytes: Uint8Array) => await toPixels(await readPng(() => inPieces(bytes, 7)));

describe("reading a PNG", () => {
  it("answers what was written, with and without transparency, whatever the pieces it comes in", async () => {
    const opaque = shades(301, 97);
    const clear = pixels(64, 48, (x, y) => [x * 4, y * 5, 9, (x * y) % 256]);
    expect(await read(await png(opaque))).toEqual(opaque);
    expect(await read(await png(clear, false))).toEqual(clear);
    expect(await readPng(() => inPieces(new Uint8Array(0))).catch((error: unknown) => error)).toBeInstanceOf(
      UnreadableImage,
    );
  });

  it("undoes each of the five filters", async () => {
    // Two rows of three grey pixels: 10 20 30, then 12 24 36.
    const second = { 0: [12, 24, 36], 1: [12, 12, 12], 2: [2, 4, 6], 3: [7, 8, 9], 4: [2, 4, 6] };
    for (const [filter, coded] of Object.entries(second)) {
      const rows = Uint8Array.of(0, 10, 20, 30, Number(filter), ...coded);
      const { data } = await read(pngOf(3, 2, 8, 0, rows));
      expect(
        [...data.subarray(12)].filter((_, index) => index % 4 === 0),
        filter,
      ).toEqual([12, 24, 36]);
    }
  });

  it("reads grey, palettes, transparent colours, and depths of 1 to 16 bits", async () => {
    const bits = await read(pngOf(8, 1, 1, 0, Uint8Array.of(0, 0b10110001)));
    expect([...bits.data].filter((_, index) => index % 4 === 0)).toEqual([255, 0, 255, 255, 0, 0, 0, 255]);
    const four = await read(pngOf(3, 1, 4, 0, Uint8Array.of(0, 0x0f, 0x80)));
    expect([...four.data].filter((_, index) => index % 4 === 0)).toEqual([0, 255, 136]);
    const deep = await read(pngOf(1, 1, 16, 2, Uint8Array.of(0, 200, 1, 100, 2, 50, 3)));
    expect(at(deep, 0, 0)).toEqual([200, 100, 50, 255]);
    const palette = [chunk("PLTE", Uint8Array.of(1, 2, 3, 200, 100, 50)), chunk("tRNS", Uint8Array.of(255, 128))];
    expect(at(await read(pngOf(2, 1, 8, 3, Uint8Array.of(0, 0, 1), palette)), 1, 0)).toEqual([200, 100, 50, 128]);
    const keyed = [chunk("tRNS", Uint8Array.of(0, 9, 0, 8, 0, 7))];
    const key = await read(pngOf(2, 1, 8, 2, Uint8Array.of(0, 9, 8, 7, 9, 8, 6), keyed));
    expect([at(key, 0, 0)[3], at(key, 1, 0)[3]]).toEqual([0, 255]);
    const greyAlpha = await read(pngOf(1, 1, 8, 4, Uint8Array.of(0, 90, 40)));
    expect(at(greyAlpha, 0, 0)).toEqual([90, 90, 90, 40]);
  });

  it("says that a file is damaged or cut, and never waits for what will not come", async () => {
    const whole = await png(shades(200, 200));
    for (const bytes of [
      whole.subarray(0, 40),
      whole.subarray(0, whole.byteLength >> 1),
      pngOf(2, 2, 8, 0, Uint8Array.of(9, 1, 2, 0, 1, 2)),
      pngOf(2, 200, 8, 0, Uint8Array.of(0, 1, 2)),
      whole.map((byte, index) => (index > 60 && index < 90 ? 0xff : byte)),
    ])
      await expect(read(bytes)).rejects.toThrow(UnreadableImage);
  });
});

describe("decoding", () => {
  it("reads JPEG and WebP to within what they lose", async () => {
    const whole = shades(160, 120);
    expect(await worstOf(await decode(await jpeg(whole), "image/jpeg"), fromPixels(whole, true))).toBeLessThanOrEqual(
      14,
    );
    expect(await worstOf(await decode(await webp(whole), "image/webp"), fromPixels(whole, true))).toBeLessThanOrEqual(
      14,
    );
  });

  it("leaves the world as it was, also after damage", async () => {
    const before = [globalThis.Uint8ClampedArray, (globalThis as { ImageData?: unknown }).ImageData];
    await expect(decode(new Uint8Array(500), "image/jpeg")).rejects.toThrow(UnreadableImage);
    await expect(decode(new Uint8Array(500), "image/webp")).rejects.toThrow(UnreadableImage);
    expect([globalThis.Uint8ClampedArray, (globalThis as { ImageData?: unknown }).ImageData]).toEqual(before);
  });
});

describe("operations", () => {
  const corners = raster(40, 30, (x, y) => [x < 20 ? 200 : 20, y < 15 ? 180 : 10, 5]);

  it("turns and mirrors lie as EXIF numbers them", async () => {
    const one = raster(3, 2, (x, y) => [x * 10 + y, 0, 0]);
    const reds = async (of: Raster) => [...(await toPixels(of)).data].filter((_, index) => index % 4 === 0).join(" ");
    // The picture is 0 10 20 / 1 11 21.
    const seen = {
      1: "0 10 20 1 11 21",
      2: "20 10 0 21 11 1",
      3: "21 11 1 20 10 0",
      4: "1 11 21 0 10 20",
      5: "0 1 10 11 20 21",
      6: "1 0 11 10 21 20",
      7: "21 20 11 10 1 0",
      8: "20 21 10 11 0 1",
    } as const;
    for (const [orientation, wanted] of Object.entries(seen))
      expect(await reds(upright(one, Number(orientation) as 1)), orientation).toBe(wanted);
    expect(await worstOf(mirror(mirror(corners)), corners)).toBeLessThanOrEqual(0);
    expect(await worstOf(flip(flip(corners)), corners)).toBeLessThanOrEqual(0);
    expect(await worstOf(quarterTurns(quarterTurns(corners, 1), 3), corners)).toBeLessThanOrEqual(0);
    expect(await worstOf(await rotate(corners, 360), corners)).toBeLessThanOrEqual(0);
    const tilted = await toPixels(await rotate(corners, 45));
    expect(at(tilted, 0, 0)).toEqual([0, 0, 0, 0]);
    expect(at(tilted, tilted.width >> 1, 2)[3]).toBeGreaterThanOrEqual(0);
  });

  it("a resized picture keeps flat colours and edges, and transparency has no fringe", async () => {
    expect(
      await worstOf(
        resize(plain({ width: 90, height: 70 }, [12, 200, 90, 255]), { width: 33, height: 141 }),
        plain({ width: 33, height: 141 }, [12, 200, 90, 255]),
      ),
    ).toBeLessThanOrEqual(1);
    const half = await toPixels(resize(corners, { width: 20, height: 15 }));
    expect([at(half, 2, 2), at(half, 17, 12)]).toEqual([
      [200, 180, 5, 255],
      [20, 10, 5, 255],
    ]);
    const disc = raster(100, 100, (x, y) => (Math.hypot(x - 50, y - 50) < 30 ? [250, 250, 250] : [0, 0, 0, 0]));
    const small = await toPixels(resize(disc, { width: 37, height: 37 }));
    for (let i = 0; i < small.data.length; i += 4)
      if ((small.data[i + 3] ?? 0) > 24) expect(small.data[i]).toBeGreaterThan(235);
  });

  it("cropping takes exactly the rectangle, and the largest of a ratio lies where it is wanted", async () => {
    const box = boxOfRatio({ width: 400, height: 300 }, 1, [1, 0.5]);
    expect(box).toEqual({ left: 100, top: 0, width: 300, height: 300 });
    expect(
      await worstOf(
        crop(corners, { left: 20, top: 15, width: 20, height: 15 }),
        plain({ width: 20, height: 15 }, [20, 10, 5, 255]),
      ),
    ).toBeLessThanOrEqual(0);
  });

  it("colours: light, contrast, greys, tones", async () => {
    const grey = await toPixels(greyscale(corners));
    expect(grey.data.every((value, index) => index % 4 === 3 || value === grey.data[index - (index % 4)])).toBe(true);
    const two = await toPixels(
      tone(
        raster(2, 1, (x) => (x === 0 ? [0, 0, 0] : WHITE)),
        [BLUE, RED],
      ),
    );
    expect([at(two, 0, 0), at(two, 1, 0)]).toEqual([
      [...BLUE, 255],
      [...RED, 255],
    ]);
    const flat = plain({ width: 4, height: 4 }, [100, 100, 100, 255]);
    const value = async (of: Raster) => at(await toPixels(of), 1, 1)[0] ?? 0;
    expect(await value(adjust(flat, { brightness: 30 }))).toBeGreaterThan(130);
    expect(await value(adjust(flat, { contrast: 50 }))).toBeLessThan(80);
    expect(await value(adjust(flat, { contrast: -100 }))).toBe(128);
    expect(at(await toPixels(adjust(flat, { warmth: 100 })), 0, 0)).toEqual([140, 110, 60, 255]);
  });

  it("blurring spreads and keeps the whole; sharpening makes an edge steeper", async () => {
    const edge = raster(80, 20, (x) => (x < 40 ? [60, 60, 60] : [190, 190, 190]));
    for (const sigma of [2, 12]) {
      const soft = await toPixels(blur(edge, sigma));
      expect(at(soft, 40, 10)[0]).toBeGreaterThan(100);
      expect(at(soft, 40, 10)[0]).toBeLessThan(160);
      expect(Math.abs((at(soft, 1, 10)[0] ?? 0) - 60)).toBeLessThan(8);
    }
    const crisp = await toPixels(sharpen(edge, 1));
    expect(at(crisp, 40, 10)[0]).toBeGreaterThan(195);
    expect(at(crisp, 39, 10)[0]).toBeLessThan(55);
  });

  it("layers cover what is behind them as far as they are opaque, and lie outside without harm", async () => {
    const over = plain({ width: 10, height: 10 }, [...RED, 255]);
    const composed = await toPixels(
      compose(
        { width: 30, height: 30 },
        [...BLUE, 255],
        [
          { raster: over, left: -5, top: -5 },
          { raster: over, left: 25, top: 25 },
          { raster: over, left: 10, top: 10, opacity: 0.5 },
        ],
      ),
    );
    expect([at(composed, 4, 4), at(composed, 5, 5), at(composed, 29, 29)]).toEqual([
      [...RED, 255],
      [...BLUE, 255],
      [...RED, 255],
    ]);
    expect(at(composed, 15, 15)).toEqual([115, 30, 115, 255]);
    const nothing = await toPixels(
      compose({ width: 5, height: 5 }, [0, 0, 0, 0], [{ raster: over, left: 2, top: 2, opacity: 0.5 }]),
    );
    expect([at(nothing, 0, 0), at(nothing, 3, 3)]).toEqual([
      [0, 0, 0, 0],
      [...RED, 128],
    ]);
    const masked = await toPixels(
      through(
        over,
        raster(10, 10, (x) => (x < 5 ? [0, 0, 0] : WHITE)),
      ),
    );
    expect([at(masked, 2, 2)[3], at(masked, 8, 2)[3]]).toEqual([0, 255]);
  });

  it("borders and round corners", async () => {
    const framed = await toPixels(pad(corners, 4, [...WHITE, 255]));
    expect([framed.width, framed.height, at(framed, 1, 1), at(framed, 4, 4)]).toEqual([
      48,
      38,
      [...WHITE, 255],
      [200, 180, 5, 255],
    ]);
    const round = await toPixels(roundCorners(corners, 10));
    expect([at(round, 0, 0)[3], at(round, 39, 29)[3], at(round, 20, 0)[3], at(round, 10, 10)[3]]).toEqual([
      0, 0, 255, 255,
    ]);
  });

  it("a plain background goes, what stands on it stays; a scene is left alone and says why", async () => {
    const found = await cutout(fromPixels(product(300), true));
    if ("reason" in found) throw new Error(found.reason);
    const cut = await toPixels(found.raster);
    expect([at(cut, 3, 3)[3], at(cut, 290, 150)[3], at(cut, 150, 150)]).toEqual([0, 0, [200, 30, 60, 255]]);
    expect(await cutout(fromPixels(shades(200, 200), true))).toEqual({
      reason: "The background is not of one plain colour.",
    });
    expect(await cutout(plain({ width: 50, height: 50 }, [9, 9, 9, 255]))).toEqual({
      reason: "Nothing stands out from the background.",
    });
  });

  it("a picture of sixteen megapixels passes through without being held", async () => {
    const large = plain({ width: 4_096, height: 4_096 }, [40, 90, 160, 255]);
    const bytes = await streamPng(greyscale(large).bands(), large);
    const small = await toPixels(resize(await readPng(() => inPieces(bytes, 50_000)), { width: 64, height: 64 }));
    const grey = Math.round(0.2126 * 40 + 0.7152 * 90 + 0.0722 * 160);
    expect(at(small, 30, 30)).toEqual([grey, grey, grey, 255]);
  });
});
