import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from "thumbhash";
import { describe, expect, it } from "vitest";
import { placeholderOf } from "../../src/media/placeholder";
import { jpeg, pixels, png, webp } from "../support/images";

const WIDTH = 320;
const HEIGHT = 180;
const teal = pixels(WIDTH, HEIGHT, () => [20, 140, 130]);
const facts = (mediaType: string, width = WIDTH, height = HEIGHT) => ({ mediaType, width, height });

describe("the blur that stands for a picture until it is loaded", () => {
  it.each([
    ["png", "image/png", png],
    ["jpeg", "image/jpeg", jpeg],
    ["webp", "image/webp", webp],
  ] as const)("has the colour and the shape of a %s, in 40 characters at most", async (_name, type, write) => {
    const blur = (await placeholderOf(await write(teal), facts(type))) ?? "";
    expect(blur.length).toBeLessThanOrEqual(40);
    const hash = Uint8Array.from(atob(blur), (one) => one.charCodeAt(0));
    const { r, g, b, a } = thumbHashToAverageRGBA(hash);
    for (const [part, wanted] of [
      [r, 20],
      [g, 140],
      [b, 130],
    ] as const)
      expect(Math.abs(part * 255 - wanted)).toBeLessThan(12);
    expect(a).toBe(1);
    expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(WIDTH / HEIGHT, 0);
  });

  it("is done without where there is no picture, it is damaged, or so large that it would take long", async () => {
    const file = await png(teal);
    expect(await placeholderOf(file, facts("video/mp4"))).toBeNull();
    expect(await placeholderOf(file.slice(0, 200), facts("image/png"))).toBeNull();
    expect(await placeholderOf(file, facts("image/png", 2_048, 2_048))).toBeNull();
  });
});
