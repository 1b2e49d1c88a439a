import type { Canvas } from "../paint/canvas";
import type { Chance } from "../paint/chance";
import type { Light } from "../light";

/** The place a picture shows, ready to be drawn in. */
export interface Stage {
  readonly canvas: Canvas;
  readonly light: Light;
  readonly chance: Chance;
  /** Where sky and land meet, and where the nearest subject's feet are; both from the top. */
  readonly horizon: number;
  readonly ground: number;
  readonly snowy: boolean;
  /** Where sun or moon stand, from the left edge. */
  readonly sunX: number;
  /** What closes the view, where a place leaves that open. */
  readonly backdrop: Backdrop;
}

export type Backdrop = "mountains" | "hills" | "forest" | "city" | "sea";

export interface Setting {
  readonly name: string;
  /** Words that ask for it. */
  readonly words: readonly string[];
  /** Share of the height above the horizon; 0 where there is none. */
  readonly horizon: number;
  /** Subjects stand on the ground, float on water, hang in the air, or stand on a table top. */
  readonly holds: "standing" | "floating" | "hovering" | "placed";
  /** Where the nearest feet are, as a share of the height; 0.9 where it says nothing. */
  readonly ground?: number;
  /** Indoors there is no sky and no weather. */
  readonly indoors?: boolean;
  /** After dark it is lit by lamps. */
  readonly lamps?: boolean;
  /** The hour it is best seen at, where the prompt names none. */
  readonly hour?: Light["name"];
  /** What it is made of, for styles that rebuild it: the top and the side of a block of it, and what stands there. */
  readonly terrain: { readonly top: string; readonly side: string; readonly props: Prop };
  /** Behind the subject and in front of the sky, from far to near. */
  readonly back: (stage: Stage) => readonly string[];
  /** In front of the subject's feet. */
  readonly front?: (stage: Stage) => string;
}

export type Prop = "firs" | "trees" | "palms" | "rocks" | "houses" | "towers" | "cacti" | "waves" | "blocks" | "keep";
