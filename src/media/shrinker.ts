import type { ImageFacts } from "../core/upload";
import { ImageRefused, OWN_LIMITS, whyTooLarge, type SizeLimits } from "./sift/index";

/**
 * What decodes images that are too large for a Worker: Cloudflare's Images, where the operator has bound it (it costs
 * $0.50 for a thousand).
 */
export interface Shrinker {
  readonly limits: SizeLimits;
  /** The image as a PNG no side of which is longer. */
  readonly shrink: (image: ReadableStream<Uint8Array>, edge: number) => Promise<ReadableStream<Uint8Array>>;
}

/** Of the service: bytes that it takes, and pixels. */
const MOST_BYTES = 20_000_000;
const LIMITS: SizeLimits = { edge: 12_000, room: 400_000_000, pngPixels: 100_000_000 };

export const createShrinker = (images: ImagesBinding): Shrinker => ({
  limits: LIMITS,
  async shrink(image, edge) {
    const work = images.input(image).transform({ width: edge, height: edge, fit: "scale-down" });
    return (await work.output({ format: "image/png" })).image();
  },
});

/** Whether an image is left to the shrinker. */
export const isLarge = (facts: ImageFacts): boolean => whyTooLarge(facts, OWN_LIMITS) !== null;

/** Refuses what neither a Worker nor the service can take. */
export function requireTakeable(facts: ImageFacts, bytes: number): void {
  if (isLarge(facts) && bytes > MOST_BYTES)
    throw new ImageRefused(`An image of this many pixels may have ${MOST_BYTES / 1_000_000} MB; this one has more.`);
}
