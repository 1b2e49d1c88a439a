import type { ImageModelV4 } from "@ai-sdk/provider";
import { z } from "zod";
import { OutputFormat } from "../../../src/core/job";
import type { ImageCard } from "../../../src/core/model-card";
import { encode } from "../../../src/raster/encode";

/** What the job core says to embedded models beyond the AI SDK's contract. */
const Options = z.object({ outputFormat: OutputFormat.default("png") });

export const describeStripes = (): ImageCard => ({
  id: "stripes-1",
  aliases: [],
  kind: "image",
  description: "Stripes whose colour and width come from the prompt and the seed.",
  aspect_ratios: ["1:1", "16:9", "9:16", "4:3", "3:4"],
  resolutions: ["1K"],
  output_formats: OutputFormat.options,
  styles: [],
  honours: {
    aspect_ratio: true,
    seed: true,
    text: false,
    style: false,
    colors: false,
    reference_images: false,
    mask: false,
    transparency: false,
  },
  max_reference_images: 0,
});

export const createStripes = (): ImageModelV4 => ({
  specificationVersion: "v4",
  provider: "edgel",
  modelId: describeStripes().id,
  maxImagesPerCall: 1,
  async doGenerate({ prompt = "", size = "1024x1024", seed = 0, providerOptions }) {
    const [width = 1, height = 1] = size.split("x").map(Number);
    const { outputFormat } = Options.parse(providerOptions["edgel"] ?? {});
    // Fowler, Noll and Vo's hash: the same words and seed are the same number everywhere.
    const number = [...`${seed} ${prompt}`].reduce(
      (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0,
      2_166_136_261,
    );
    const data = new Uint8ClampedArray(width * height * 4);
    const stripe = 8 + (number % 24);
    for (let at = 0; at < width * height; at++) {
      const isDark = Math.floor((at % width) / stripe) % 2 === 0;
      data.set(
        [number & 255, (number >> 8) & 255, (number >> 16) & 255].map((part) => (isDark ? part / 2 : part)),
        at * 4,
      );
      data[at * 4 + 3] = 255;
    }
    return {
      images: [await encode({ data, width, height }, outputFormat)],
      warnings: [],
      response: { timestamp: new Date(), modelId: describeStripes().id, headers: undefined },
    };
  },
});
