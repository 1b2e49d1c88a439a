import type { AspectRatio } from "./job";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** About one megapixel each, and each ratio to the pixel. */
export const SIZES = {
  "1:1": { width: 1024, height: 1024 },
  "16:9": { width: 1344, height: 756 },
  "9:16": { width: 756, height: 1344 },
  "4:3": { width: 1152, height: 864 },
  "3:4": { width: 864, height: 1152 },
} as const satisfies Record<AspectRatio, Size>;
