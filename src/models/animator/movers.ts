import type { PartName } from "../illustrator/paint/part";
import { layer } from "./camera";
import { actor, shadow } from "./motions/actors";
import { grass, kelp, motes, smoke, sparks, spin } from "./motions/land";
import { aurora, clouds, stars } from "./motions/sky";
import { bubbles, falling, foam, glitter, ripples, swell } from "./motions/water";
import { fog, gusts, leaf, lightning, rainfall, snowfall, splashes } from "./motions/weather";
import type { Mover } from "./puppet";

/** How each part of a drawing moves. A new part is a name in the illustrator, and a line here. */
export const movers = {
  layer,
  stars,
  aurora,
  clouds,
  snowfall,
  rainfall,
  splashes,
  lightning,
  fog,
  gusts,
  leaf,
  ripples,
  glitter,
  swell,
  foam,
  falling,
  grass,
  kelp,
  bubbles,
  motes,
  smoke,
  sparks,
  spin,
  actor,
  shadow,
} as const satisfies Record<PartName, Mover>;
