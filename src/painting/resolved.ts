import type { Resolved, Warning } from "../core/job";
import type { ImageEntry, Told, VideoEntry } from "../models/entry";
import { inPixels, type Asked } from "../models/shapes";

/** What a model was really asked for, by the seed it took, and the warning where that is not the one that was wanted. */
export function resolvedAs(
  { card }: ImageEntry | VideoEntry,
  asked: Asked,
  wanted: number,
  told: Told,
  what: "picture" | "clip",
): { readonly seed: number; readonly resolved: Resolved; readonly warnings: readonly Warning[] } {
  const seed = told.seed ?? wanted;
  const seedHonoured = card.honours.seed && seed === wanted;
  const message = `The model takes no seed: the same request will show another ${what}.`;
  return {
    seed,
    resolved: {
      model: card.id,
      size: "size" in asked ? inPixels(asked.size) : asked.aspectRatio,
      seedHonoured,
      ...(told.cost === undefined ? {} : { cost: told.cost }),
    },
    warnings: seedHonoured ? [] : [{ parameter: "seed", treatment: "ignored", message }],
  };
}
