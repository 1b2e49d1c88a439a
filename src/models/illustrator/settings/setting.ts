import type { Canvas } from "../canvas";
import type { Chance } from "../chance";
import type { Light } from "../light";

/** The place a picture shows, ready to be drawn in. */
export interface Stage {
  readonly canvas: Canvas;
  readonly light: Light;
  readonly chance: Chance;
  /** Where sky and land meet, and where the subject's feet are; both from the top. */
  readonly horizon: number;
  readonly ground: number;
  readonly snowy: boolean;
}

export interface Setting {
  readonly name: string;
  /** Words that ask for it. */
  readonly words: readonly string[];
  /** Share of the height above the horizon; 0 where there is no sky at all. */
  readonly horizon: number;
  /** Subjects stand on the ground, lie in water, or hang in space. */
  readonly holds: "standing" | "floating" | "hovering";
  /** Indoors there is no sky and no weather. */
  readonly indoors?: boolean;
  /** After dark it is lit by lamps. */
  readonly lamps?: boolean;
  /** Behind the subject, in front of the sky. */
  readonly back: (stage: Stage) => string;
  /** In front of the subject's feet. */
  readonly front?: (stage: Stage) => string;
}
