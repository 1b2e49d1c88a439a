import type { Facts } from "../artwork";
import { seated } from "./seated";
import { standing } from "./standing";
import { THINGS } from "./things";

/** A drawing as it goes into a scene. */
export interface Form {
  /** SVG in the drawing's own units: most are drawn in a box of 32 × 32. */
  readonly body: string;
  /** What is inked of it: left, top, right and bottom edge. */
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  /** The colour that most of it has. */
  readonly main: string;
  /** Where the eyes are, as a share of the height from the top. */
  readonly face: number;
}

/** The drawing of that name: one of our own, a body under a face or a bust, or the artwork as it is. */
export function formOf(icon: string, artwork: string, facts: Facts | undefined): Form {
  const own = THINGS[icon] ?? seated(icon, artwork) ?? standing(icon, artwork, facts);
  if (own !== undefined) return own;
  const { box = [2, 2, 30, 30], main = "#808080" } = facts ?? {};
  const [sea, waterline] = SEA.exec(artwork) ?? [];
  if (sea === undefined) return { body: artwork, box, main, face: 0.3 };
  const [left, top, right] = box;
  return { body: artwork.replace(sea, ""), box: [left, top, right, Number(waterline) + DRAUGHT], main, face: 0.3 };
}

/** Boats are drawn with a block of sea before them, in waves from its upper right: the scene has a sea of its own. */
const SEA = /<path fill="[^"]+" d="M30(?:\.01)? (2\d)(?:\.\d+)?c-1\.75[^"]*"\/>/;
/** How much of a hull is below the waves. */
const DRAUGHT = 3.5;
