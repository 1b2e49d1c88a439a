import type { ImageModelV4 } from "@ai-sdk/provider";
import { encode } from "../../raster/encode";
import type { ImageEntry } from "../entry";
import { imageCard, TRAINED } from "../providers/cards";
import { ANY_SIZE } from "../shapes";
import { readScript } from "./behaviours";

/** An image model for tests: a picture of one colour, which the seed decides, or what is wrong instead of it. */
export function scriptedImage(spec: string): ImageEntry {
  const { act, behaviour, options } = readScript(spec, Object.keys(WRONG));
  const id = `test:${spec}`;
  const spoil = Object.hasOwn(WRONG, behaviour) ? WRONG[behaviour] : undefined;
  const model: ImageModelV4 = {
    specificationVersion: "v4",
    provider: "test",
    modelId: id,
    maxImagesPerCall: 1,
    async doGenerate({ size, seed = 0, abortSignal }) {
      await act(abortSignal);
      const picture = await plain(options.get("size") ?? size ?? "64x64", seed, options.get("format"));
      const image = spoil === undefined ? picture : spoil(picture);
      return { images: [image], warnings: [], response: { timestamp: new Date(), modelId: id, headers: undefined } };
    },
  };
  return {
    name: id,
    model,
    ...TRAINED,
    shapes: ANY_SIZE,
    card: { ...imageCard(id, "the tests", 0), description: "A model for tests: it behaves as it is named." },
  };
}

async function plain(size: string, seed: number, format: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const [width = 64, height = 64] = size.split("x").map(Number);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([seed & 255, (seed >> 8) & 255, 160, 255], i);
  return await encode({ data, width, height }, format === "jpeg" || format === "webp" ? format : "png");
}

const WRONG: Readonly<Record<string, (picture: Uint8Array<ArrayBuffer>) => Uint8Array>> = {
  garbage: () => crypto.getRandomValues(new Uint8Array(2_000)),
  html: () => new TextEncoder().encode("<!doctype html><h1>502 Bad Gateway</h1>"),
  truncated: (picture) => picture.slice(0, picture.byteLength >> 1),
  bomb(picture) {
    const file = picture.slice();
    new DataView(file.buffer).setUint32(16, 50_000);
    new DataView(file.buffer).setUint32(20, 50_000);
    return file;
  },
};
