import type { RelationKind } from "../idea";

/** Words between two things that say how the first stands to the second; the first that matches counts. */
const RELATIONS: readonly (readonly [RelationKind, RegExp])[] = [
  ["in front of", /\bin front of\b|\bbefore\b/],
  ["holding", /\bholding\b|\bcarrying\b|\bplaying\b|\breading\b|\bholds\b|\bcarries\b|\bplays\b/],
  [
    "on",
    /\bon (top of |the back of )?\b|\briding\b|\bridden by\b|\batop\b|\bperched\b|\bonto\b|\bupon\b|\bmounted\b|\bdriving\b|\bcrossing\b/,
  ],
  ["above", /\bflying over\b|\babove\b|\bhovering\b|\bover\b|\bsoaring\b/],
  ["under", /\bunder(neath)?\b|\bbeneath\b|\bbelow\b/],
  ["behind", /\bbehind\b/],
  ["wearing", /\bwearing\b|\bdressed in\b|\bwears\b|\bwith (a|an|his|her|its|their)\b/],
  ["in", /\binside\b|\bin\b|\binto\b|\bpeeking out of\b|\bemerging from\b/],
  [
    "beside",
    /\bbeside\b|\bnext to\b|\bnear\b|\balongside\b|\bby\b|\bwith\b|\band\b|\bagainst\b|\bat\b|\bchasing\b|\bwatching\b|\beating\b|\baround\b/,
  ],
];

/** A comma, or a place named in between, starts anew: "a house on a hill with bats" puts nothing on bats. */
export function relationIn(between: string): RelationKind | undefined {
  const last = between.split(",").at(-1) ?? "";
  return RELATIONS.find(([, words]) => words.test(last))?.[0];
}

/** What is put on, and where: on the head, or before the eyes. */
export const WORN: Readonly<Record<string, "head" | "eyes">> = {
  "top-hat": "head",
  crown: "head",
  "billed-cap": "head",
  "womans-hat": "head",
  "graduation-cap": "head",
  "military-helmet": "head",
  "rescue-workers-helmet": "head",
  sunglasses: "eyes",
  glasses: "eyes",
  goggles: "eyes",
};
/** What something can be in. */
export const HOLDERS: ReadonlySet<string> = new Set(
  "package basket teacup-without-handle hot-beverage bathtub canoe sailboat motor-boat speedboat hot-air-balloon bucket shopping-cart wrapped-gift automobile pot-of-food bowl-with-spoon flying-saucer jar nest-with-eggs".split(
    " ",
  ),
);
/** What something in it sits upon. */
export const SEATS: ReadonlySet<string> = new Set("sled bed chair couch-and-lamp".split(" "));
/** What is above rather than beneath, when something is under it. */
export const OVERHEAD: ReadonlySet<string> = new Set(
  "umbrella umbrella-with-rain-drops closed-umbrella parachute rainbow cloud moon".split(" "),
);
