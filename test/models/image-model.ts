import type { ImageModelV4 } from "@ai-sdk/provider";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";

export interface DrawRequest {
  readonly prompt: string;
  readonly seed?: number;
  readonly size?: `${number}x${number}` | undefined;
  readonly ratio?: `${number}:${number}` | undefined;
  /** Of the provider "edgel". */
  readonly options?: Record<string, string | boolean>;
}

/** One picture from a model, as the job core asks for it. */
export async function drawWith(model: ImageModelV4, { prompt, seed = 7, size, ratio, options = {} }: DrawRequest) {
  const { images, warnings } = await model.doGenerate({
    prompt,
    seed,
    size,
    n: 1,
    aspectRatio: ratio,
    files: undefined,
    mask: undefined,
    providerOptions: { edgel: options },
  });
  const [image] = images;
  return { bytes: image instanceof Uint8Array ? image : Uint8Array.fromBase64(String(image)), warnings };
}

/** What the job core relies on in an image model of our own; each such model proves itself by these. */
export function describeImageModel(name: string, create: () => ImageModelV4): void {
  const draw = async (prompt: string, seed: number, size: `${number}x${number}` = "256x192", options = {}) =>
    (await drawWith(create(), { prompt, seed, size, options })).bytes;

  describe(`the model ${name}`, () => {
    it("speaks specification v4", () => {
      expect(create().specificationVersion).toBe("v4");
    });

    it("gives the same bytes for the same seed, from an instance that never met the other", async () => {
      expect(await draw("a fox in the rain", 5)).toEqual(await draw("a fox in the rain", 5));
      expect(await draw("a fox in the rain", 6)).not.toEqual(await draw("a fox in the rain", 5));
    });

    it.each(["1024x1024", "1344x756", "756x1344", "64x64"] as const)("draws exactly %s", async (size) => {
      const { width, height } = imageSize(await draw("a house", 1, size));
      expect(`${width}x${height}`).toBe(size);
    });

    it.each(["png", "jpeg", "webp"])("writes %s", async (outputFormat) => {
      const { type } = imageSize(await draw("a house", 1, "128x128", { outputFormat }));
      expect(type).toBe(outputFormat === "jpeg" ? "jpg" : outputFormat);
    });

    it.each(["", "🦊", "狐狸", "<svg onload=alert(1)>&amp;"])("draws something for %j", async (prompt) => {
      expect((await draw(prompt.padEnd(4_000, " "), 1, "64x64")).byteLength).toBeGreaterThan(500);
    });
  });
}
