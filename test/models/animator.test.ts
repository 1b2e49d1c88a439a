import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { wheelsOf } from "../../src/models/animator/motions/actors";
import { shoot } from "../../src/models/animator/shoot";
import { createArtwork } from "../../src/models/illustrator/artwork";
import { settings } from "../../src/models/illustrator/settings/index";
import { styles } from "../../src/models/illustrator/styles/index";
import type { Wishes } from "../../src/models/illustrator/understand";

const artwork = createArtwork(env.ASSETS);
const SIZE = { width: 240, height: 136 };

/** Frames at these times, each a copy of its own. */
async function framesAt(prompt: string, times: readonly number[], wishes: Wishes = {}, seed = 7) {
  const frameAt = await shoot(artwork, { prompt, wishes, seed, size: SIZE });
  const frames: Uint8ClampedArray[] = [];
  for (const time of times) frames.push(new Uint8ClampedArray((await frameAt(time)).data));
  return frames;
}

/** The share of pixels that differ visibly. */
function changed(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let count = 0;
  for (let i = 0; i < a.length; i += 4) {
    const apart = [0, 1, 2].map((part) => Math.abs((a[i + part] ?? 0) - (b[i + part] ?? 0)));
    if (Math.max(...apart) > 12) count += 1;
  }
  return count / (a.length / 4);
}

const holesIn = (frame: Uint8ClampedArray): number => {
  let holes = 0;
  for (let i = 3; i < frame.length; i += 4) if ((frame[i] ?? 0) < 250) holes += 1;
  return holes;
};

describe("the animator", () => {
  it.each(settings.map(({ name, words }) => [name, words[0]]))(
    "fills every frame of %s, wherever its camera is",
    async (_name, word) => {
      const frames = await framesAt(`a cat, ${word}`, [0, 2.5, 7.7, 13, 24, 47.3]);
      expect(frames.map(holesIn)).toEqual(frames.map(() => 0));
    },
  );

  it.each(Object.values(styles).map(({ name }) => name))("moves in the style %s", async (style) => {
    const [first, second] = await framesAt("a red fox in the snow", [1, 2], { style });
    expect(changed(first ?? new Uint8ClampedArray(), second ?? new Uint8ClampedArray())).toBeGreaterThan(0.01);
  });

  it.each([
    "snow falling on a village",
    "rain in the city",
    "stars over the desert at night",
    "northern lights over mountains",
    "waves on the open sea",
    "a waterfall",
    "a windy meadow",
    "fog in the forest",
    "bubbles underwater",
    "an erupting volcano",
    "a seamless pattern of hearts",
    "abstract chaos",
  ])("never stands still: %s", async (prompt) => {
    const frames = await framesAt(prompt, [0, 0.5, 1, 30, 30.5]);
    for (let i = 1; i < frames.length; i++)
      expect(changed(frames[i - 1] ?? new Uint8ClampedArray(), frames[i] ?? new Uint8ClampedArray())).toBeGreaterThan(
        0,
      );
  });

  it("shows the same frame for the same request, seed and time, and another for another seed", async () => {
    const prompt = "a sailboat at sunset";
    const [[a], [b], [c]] = await Promise.all([
      framesAt(prompt, [3.25]),
      framesAt(prompt, [3.25]),
      framesAt(prompt, [3.25], {}, 8),
    ]);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  });

  it("finds the wheels of a drawing from the side, and no lamps", () => {
    const car =
      '<path d="M12.02 25.5a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0m14.98 0a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0"/>' +
      '<path d="M10 25.5a1.5 1.5 0 1 1-3 0a1.5 1.5 0 0 1 3 0"/><path d="M4 12.5a2 2 0 1 1-4 0a2 2 0 0 1 4 0"/>';
    expect(wheelsOf(car)).toEqual([
      { x: 8.52, y: 25.5, radius: 3.5 },
      { x: 23.5, y: 25.5, radius: 3.5 },
    ]);
  });
});
