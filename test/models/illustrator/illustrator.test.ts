import { env } from "cloudflare:workers";
import { assert, asyncProperty, integer, nat, string } from "fast-check";
import { differenceCiede2000, parse } from "culori";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../../src/core/crypto";
import { AspectRatio } from "../../../src/core/job";
import { sizeOf } from "../../../src/core/size";
import { createArtwork } from "../../../src/models/illustrator/artwork";
import { createIllustrator } from "../../../src/models/illustrator/index";
import { mix } from "../../../src/models/illustrator/paint/colour";
import { readPalette } from "../../../src/models/illustrator/words/colours";
import { settings } from "../../../src/models/illustrator/settings/index";
import { styles } from "../../../src/models/illustrator/styles/index";
import { coloursIn, decode } from "../../support/decode";
import { describeImageModel, drawWith, type DrawRequest } from "../image-model";

const artwork = createArtwork(env.ASSETS);
const illustrator = createIllustrator(artwork);

/** A small picture, unless the request says otherwise. */
const draw = async (request: DrawRequest) => {
  const sized = request.size ?? request.ratio ?? request.options?.["resolution"];
  return await drawWith(illustrator, sized === undefined ? { ...request, size: "192x144" } : request);
};

const pixels = async (request: DrawRequest) => await decode((await draw(request)).bytes, "image/png");

describeImageModel("illustrator", () => createIllustrator(artwork));

describe("the illustrator's pictures", () => {
  it.each(Object.values(settings).map(({ name, words }) => [name, words[0] ?? name]))(
    "%s: a view with depth",
    async (_, word) => {
      expect(coloursIn(await pixels({ prompt: `in the ${word}` }), 7)).toBeGreaterThan(60);
    },
  );

  it("shows every style in a way of its own", async () => {
    const seen = await Promise.all(
      Object.values(styles).map(
        async ({ name }) => [name, await pixels({ prompt: "a fox in a forest", options: { style: name } })] as const,
      ),
    );
    expect(seen.length).toBeGreaterThanOrEqual(16);
    for (const [index, [a, first]] of seen.entries())
      for (const [b, second] of seen.slice(index + 1))
        expect(apart(first.data, second.data), `${a} and ${b}`).toBeGreaterThan(2.5);
  });

  it("composes another picture of the same idea for another seed", async () => {
    const seen = await Promise.all(
      Array.from({ length: 8 }, async (_, seed) => (await pixels({ prompt: "a sailboat on a lake", seed })).data),
    );
    for (const [index, first] of seen.entries())
      for (const second of seen.slice(index + 1)) expect(apart(first, second)).toBeGreaterThan(4);
  });

  it.each(
    AspectRatio.options.flatMap((ratio) => [
      [ratio, "1K"] as const,
      ...(ratio === "16:9" || ratio === "2:3" ? [[ratio, "2K"] as const] : []),
    ]),
  )("draws %s at %s to the pixel", async (ratio, resolution) => {
    const { width, height } = imageSize(
      (await draw({ prompt: "a house", ratio: ratio as `${number}:${number}`, options: { resolution } })).bytes,
    );
    expect({ width, height }).toEqual(sizeOf(ratio, resolution));
  });

  it.each([
    ["a lighthouse", "768x1024"],
    ["a train", "1024x683"],
    ["a cat", "1024x1024"],
    ["a pattern of cats", "1024x1024"],
    ["the mountains", "1024x576"],
  ])("chooses the ratio that suits %s where nobody names one", async (prompt, size) => {
    const { width, height } = imageSize((await draw({ prompt, options: { resolution: "1K" } })).bytes);
    expect(`${width}x${height}`).toBe(size);
  });

  it("writes a 4K square as a PNG that decodes, band by band, and says so when JPEG was asked for", async () => {
    const { bytes, warnings } = await draw({
      prompt: "a red sailboat on the sea at sunset",
      ratio: "1:1",
      options: { resolution: "4K", outputFormat: "jpeg" },
    });
    expect(imageSize(bytes)).toMatchObject({ type: "png", width: 4096, height: 4096 });
    expect(warnings).toEqual([expect.objectContaining({ type: "compatibility", feature: "output_format" })]);
    const large = await decode(bytes, "image/png");
    const small = await pixels({ prompt: "a red sailboat on the sea at sunset", size: "512x512" });
    expect(apart(shrunk(large, 8), small.data)).toBeLessThan(3);
  }, 60_000);

  it("leaves no seam between bands, in a style that looks at neighbours too", async () => {
    const { data, width, height } = await pixels({
      prompt: "the open sea",
      ratio: "1:1",
      options: { resolution: "2K", style: "watercolor" },
    });
    const rows = Math.floor(500_000 / width);
    const jump = (y: number): number => {
      let sum = 0;
      for (let x = 0; x < width; x++)
        sum += Math.abs((data[(y * width + x) * 4] ?? 0) - (data[((y - 1) * width + x) * 4] ?? 0));
      return sum / width;
    };
    for (let y = rows; y < height; y += rows) expect(jump(y)).toBeLessThan(2 * Math.max(jump(y - 2), jump(y + 2)) + 1);
  }, 60_000);

  it.each([
    ["a red fox in the snow at dusk", "#264653, #e9c46a, #e76f51"],
    ["a castle in the mountains", "teal and gold"],
    ["a cat in a garden", "navy, pink"],
    ["a robot in a city at night", "#ff0066"],
    ["three balloons over the sea at sunset", "purple, orange, cream"],
    ["joy", "#0b132b, #5bc0be"],
    ["a seamless pattern of lemons", "mint, yellow, white"],
  ])("%s is painted in %s", async (prompt, colors) => {
    for (const { name: style } of Object.values(styles)) {
      const share = shareNear(await pixels({ prompt, options: { colors, style } }), colors);
      expect(share, style).toBeGreaterThan(0.7);
    }
  });

  it("writes small files: flat drawings of a megapixel stay far under a megabyte and a half", async () => {
    for (const prompt of [
      "a fox in a forest in the rain",
      "a meadow full of flowers",
      "a city at night",
      "a starry night",
    ])
      expect((await draw({ prompt, size: "1024x1024" })).bytes.byteLength).toBeLessThan(1_000_000);
  });

  it("keeps the subject apart from its ground in a palette", async () => {
    const [empty, full] = await Promise.all([
      pixels({ prompt: "a meadow", options: { colors: "navy, pink" } }),
      pixels({ prompt: "a cat in a meadow", options: { colors: "navy, pink" } }),
    ]);
    expect(apart(empty.data, full.data)).toBeGreaterThan(5);
  });

  it("draws no letter that nobody allowed", async () => {
    const plain = await draw({ prompt: "a fox ,", options: { hasText: false } });
    expect((await draw({ prompt: 'a fox "Hello"', options: { hasText: false } })).bytes).toEqual(plain.bytes);
    expect((await draw({ prompt: 'a fox "Hello"', options: { hasText: true } })).bytes).not.toEqual(plain.bytes);
  });

  it.each([["Hello & <b>"], ["Привет, мир"], ["Καλημέρα"], ["Łódź Ångström ñ"]])(
    "sets %s without a warning",
    async (text) => {
      const { bytes, warnings } = await draw({ prompt: `a fox “${text}”`, options: { hasText: true } });
      expect(warnings).toEqual([]);
      expect(bytes).not.toEqual((await draw({ prompt: "a fox ,", options: { hasText: true } })).bytes);
    },
  );

  it("says which letters it lacks, and sets the others", async () => {
    const { warnings } = await draw({ prompt: 'a fox "Hi 狐狸"', options: { hasText: true } });
    expect(warnings).toEqual([
      {
        type: "unsupported",
        feature: "has_text",
        details: "The illustrator has no letters for: 狐 狸. It sets Latin, Cyrillic and Greek.",
      },
    ]);
  });

  it("says that a long text was cut", async () => {
    const { warnings } = await draw({ prompt: `a fox "${"word ".repeat(30)}"`, options: { hasText: true } });
    expect(warnings).toEqual([
      { type: "unsupported", feature: "has_text", details: "Only the first 80 characters were set." },
    ]);
  });

  it.each([
    ["photorealistic portrait of a lion", {}, ["style"]],
    ["a fox", { style: "in the manner of my aunt" }, ["style"]],
    ["a fox", { colors: "sparkly, red" }, ["colors"]],
    ["a fox", { hasText: true }, ["has_text"]],
    ["xyzzy plugh", {}, ["prompt"]],
    ["serenity", {}, []],
  ])("says what it made of %s %j", async (prompt, options, features) => {
    const { warnings } = await draw({ prompt, options: options as Record<string, string> });
    expect(warnings.map((warning) => ("feature" in warning ? warning.feature : warning.type))).toEqual(features);
  });

  it("repeats without a seam when a pattern is asked for", async () => {
    const { data, width, height } = await pixels({
      prompt: "a seamless pattern of cherries and stars",
      size: "360x270",
    });
    const at = (x: number, y: number): number[] => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)];
    const step = (a: number[], b: number[]): number =>
      a.reduce((sum, part, index) => sum + Math.abs(part - (b[index] ?? 0)), 0);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const across = (x: number): number =>
      mean(Array.from({ length: height }, (_, y) => step(at(x, y), at((x + 1) % width, y))));
    const inside = mean(Array.from({ length: width - 1 }, (_, x) => across(x)));
    expect(across(width - 1)).toBeLessThan(inside * 2 + 2);
  });

  it("keeps a pattern seamless whatever frame its style would like", async () => {
    const { data } = await pixels({ prompt: "a pattern of cherries", options: { style: "retro poster" } });
    // The poster's cream border is not there.
    expect([...data.slice(0, 3)]).not.toEqual([246, 231, 197]);
  });

  it("gives a whole picture of the exact size for any text", async () => {
    await assert(
      asyncProperty(
        string({ unit: "binary", maxLength: 300 }),
        nat(),
        integer({ min: 48, max: 160 }),
        integer({ min: 48, max: 160 }),
        async (prompt, seed, width, height) => {
          const picture = await pixels({ prompt, seed, size: `${width}x${height}` });
          expect([picture.width, picture.height]).toEqual([width, height]);
          expect(coloursIn(picture, 5)).toBeGreaterThan(2);
        },
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
  }, 60_000);

  it("draws the same bytes in every process and on every machine, for as long as its model id stays", async () => {
    const hashes = await Promise.all(
      ["a red fox in the snow at dusk", "serenity", 'a poster saying "Привет"'].map(
        async (prompt) => await sha256Hex(new Uint8Array((await draw({ prompt })).bytes)),
      ),
    );
    expect(hashes).toEqual([
      "5f62f92052a5c4951c5383d671db14635d0ae5f071875f73118370cdbfc75a31",
      "2c00442b0712fbaefc99782a7c5639a3677202420c77d3a4cfba73b006dbe1d1",
      "1b2ee9255bd72247de2c9271197f1a00fa6a65558a408c2e3d6f6fa1a4299634",
    ]);
  });
});

/** The mean difference of two pictures, in steps of 255. */
function apart(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}

function shrunk(
  { data, width, height }: { data: Uint8ClampedArray; width: number; height: number },
  by: number,
): Uint8ClampedArray {
  const small = new Uint8ClampedArray((width / by) * (height / by) * 4);
  for (let y = 0; y < height / by; y++)
    for (let x = 0; x < width / by; x++)
      for (let part = 0; part < 4; part++) {
        let sum = 0;
        for (let dy = 0; dy < by; dy++)
          for (let dx = 0; dx < by; dx++) sum += data[((y * by + dy) * width + x * by + dx) * 4 + part] ?? 0;
        small[(y * (width / by) + x) * 4 + part] = sum / (by * by);
      }
  return small;
}

/** The share of pixels near a colour of the palette, one of its tints or one of its shades (CIEDE2000 up to 25). */
function shareNear({ data }: { data: Uint8ClampedArray }, colors: string): number {
  const difference = differenceCiede2000();
  const family = readPalette(colors)
    .colours.flatMap((hex) =>
      [0.7, 0.5, 0.3, 0.15, 0].flatMap((share) => [mix(hex, "#ffffff", share), mix(hex, "#000000", share)]),
    )
    .map((hex) => parse(hex));
  let [near, all] = [0, 0];
  for (let i = 0; i < data.length; i += 4 * 23) {
    const colour = {
      mode: "rgb" as const,
      r: (data[i] ?? 0) / 255,
      g: (data[i + 1] ?? 0) / 255,
      b: (data[i + 2] ?? 0) / 255,
    };
    all += 1;
    if (family.some((entry) => entry !== undefined && difference(colour, entry) <= 25)) near += 1;
  }
  return near / all;
}
