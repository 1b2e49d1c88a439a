import type { Idea } from "../idea";
import type { Canvas } from "../paint/canvas";
import { createChance } from "../paint/chance";
import { schemeFor, type Art } from "./art";
import { burst } from "./burst";
import { flow } from "./flow";
import { mist } from "./mist";
import { network } from "./network";
import { rings } from "./rings";
import { ripples } from "./ripples";
import { shards } from "./shards";
import { tangle } from "./tangle";

/** Paintings of nothing but colour and form, by the name of the mood they suit. */
const PAINTINGS: Readonly<Record<string, (art: Art) => string>> = {
  burst,
  flow,
  mist,
  network,
  rings,
  ripples,
  shards,
  tangle,
};

/** The painting that suits the words; where they say nothing, the seed chooses. */
export function paintAbstract(idea: Idea, canvas: Canvas, seed: number): string {
  const chance = createChance(seed, "abstract");
  const name = idea.mood ?? chance.pick(["flow", "shards", "rings", "burst", "flow"]);
  const paint = PAINTINGS[name] ?? flow;
  return paint({ canvas, chance, colours: schemeFor(name, chance) });
}
