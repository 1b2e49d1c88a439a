import { DOMParser } from "@xmldom/xmldom";
import { load } from "exifreader";
import { imageSize } from "image-size";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { mark } from "../../src/media/mark";
import { encode } from "../../src/raster/encode";
import { rasterise } from "../../src/raster/rasterise";
import { decode } from "../support/decode";
import { createArtwork } from "../../src/models/illustrator/artwork";

const pixels = await rasterise(
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="24"><rect width="40" height="24" fill="#c33"/></svg>`,
);
const TYPES = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" } as const;

describe.each(Object.entries(TYPES))("a marked %s", (format, type) => {
  it.each([
    ["algorithmic", "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"],
    ["trained", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"],
  ] as const)(
    "says, to a reader that is not ours, that its origin is %s, with model and seed",
    async (origin, expected) => {
      const plain = await encode(pixels, format as keyof typeof TYPES);
      const marked = mark(plain, type, { origin, model: `a "quoted" <model> & more`, seed: 7 });
      const tags = load(marked.buffer, { expanded: true, domParser: new DOMParser() });
      expect(tags.xmp?.["DigitalSourceType"]?.value).toBe(expected);
      expect(tags.xmp?.["AISystemUsed"]?.value).toBe(`a "quoted" <model> & more`);
      expect(tags.xmp?.["Seed"]?.value).toBe("7");
      expect(tags.gps).toBeUndefined();
      expect(imageSize(marked)).toMatchObject({ width: 40, height: 24 });
      expect(mark(plain, type, { origin, model: `a "quoted" <model> & more`, seed: 7 })).toEqual(marked);
    },
  );

  it("shows the same pixels as before", async () => {
    const plain = await encode(pixels, format as keyof typeof TYPES);
    const before = await decode(plain, type);
    expect(before.data[0]).toBeGreaterThan(150);
    expect(await decode(mark(plain, type, { origin: "algorithmic", model: "m", seed: 1 }), type)).toEqual(before);
  });
});

it("the artwork is there to be drawn", async () => {
  const artwork = createArtwork(env.ASSETS);
  expect((await artwork.vocabulary())["fox"]).toBe("fox");
  expect((await artwork.drawings(["fox"])).get("fox")?.body).toContain("<path");
});
