import type { Size } from "../core/size";
import type { Pixels } from "../raster/rasterise";

/** Turns frames, in order, into a clip: a file that plays by itself, and that `join` can put before another. */
export interface Encoder {
  readonly add: (frame: Pixels) => Promise<void>;
  /** The file. The encoder is spent. */
  readonly finish: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** Sizes are even: both formats halve the resolution of colour. */
export type StartEncoder = (size: Size, framesPerSecond: number) => Promise<Encoder>;
