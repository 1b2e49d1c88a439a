import type { Origin } from "../core/job";
import type { Item } from "./state";

/** How a picture came to be that was made from others. */
export function originFrom(sources: readonly Item["origin"][]): Origin {
  const all = (origin: Item["origin"]): boolean => sources.every((source) => source === origin);
  if (all("trained")) return "trained";
  if (sources.some((source) => source === "trained" || source === "composite_trained")) return "composite_trained";
  if (all("algorithmic")) return "algorithmic";
  return sources.every((source) => source === "captured" || source === "enhanced") ? "enhanced" : "composite";
}

/** How an image came to be, by the source type that it is marked with. */
export function originOf(sourceType: string | null): Item["origin"] {
  switch (sourceType) {
    case "trainedAlgorithmicMedia":
      return "trained";
    case "compositeWithTrainedAlgorithmicMedia":
      return "composite_trained";
    case "algorithmicMedia":
      return "algorithmic";
    case "compositeSynthetic":
      return "composite";
    case "algorithmicallyEnhanced":
      return "enhanced";
    default:
      return "captured";
  }
}
