import type { ImageModelV4 } from "@ai-sdk/provider";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";

/** What the job core relies on in an image model of our own; each such model proves itself by these. */
export function describeImageModel(name: string, create: () => ImageModelV4): void {
  const draw = async (
    prompt: string,
    seed: number,
    size: `${number}x${number}` = "256x192",
    options: Record<string, string> = {},
  ) => {
    const { images } = await create().doGenerate({
      prompt,
      seed,
      size,
      n: 1,
      aspectRatio: undefined,
      files: undefined,
      mask: undefined,
      providerOptions: { edgel: options },
    });
    const [image] = images;
    return image instanceof Uint8Array ? image : Uint8Array.fromBase64(String(image));
  };

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
