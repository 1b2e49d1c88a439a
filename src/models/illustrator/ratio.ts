import type { AspectRatio } from "../../core/job";
import type { Idea } from "./idea";

/** Things that stand upright, and things that lie long. */
const TALL =
  /^(lighthouse|windmill|giraffe|rocket|tokyo-tower|statue-of-liberty|evergreen-tree|palm-tree|hot-air-balloon|lantern|candle|office-building|cactus|guitar|violin|person-|man-|woman-|princess|prince|guard|ballet)/;
const LONG =
  /^(whale|shark|crocodile|snake|train|locomotive|bus|passenger-ship|bridge|racing-car|articulated-lorry|high-speed-train|airplane|caterpillar)/;

/** The ratio that suits what is to be shown, for callers who leave it to us. */
export function suitedRatio({ kind, subjects, setting }: Idea): AspectRatio {
  if (kind === "pattern" || kind === "emblem") return "1:1";
  const [hero, ...others] = subjects;
  if (hero === undefined) return setting.indoors === true ? "1:1" : "16:9";
  if (others.length === 0 && hero.count === 1)
    return TALL.test(hero.icon) ? "3:4" : LONG.test(hero.icon) ? "3:2" : "1:1";
  return hero.count + others.length > 3 ? "16:9" : "4:3";
}
