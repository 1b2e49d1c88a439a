import type { ImageModelV4 } from "@ai-sdk/provider";
import type { Drawing } from "../core/job";
import { createArtwork } from "./illustrator/artwork";
import { describeIllustrator } from "./illustrator/describe";
import { createIllustrator } from "./illustrator/index";
import type { ModelCard } from "../core/model-card";

// Warnings are kept with the job and shown to its caller; the console is for our own log.
globalThis.AI_SDK_LOG_WARNINGS = false;

export interface ImageEntry {
  /** What the public is told of it. */
  readonly card: ModelCard;
  readonly model: ImageModelV4;
  readonly origin: Drawing["origin"];
}

export interface Models {
  /** In order of preference. */
  readonly image: readonly [ImageEntry, ...ImageEntry[]];
}

/** Every model that can be named in the settings, a line each. */
const imageModels = {
  illustrator: (assets) => ({
    card: describeIllustrator(),
    model: createIllustrator(createArtwork(assets)),
    origin: "algorithmic",
  }),
} as const satisfies Record<string, (assets: Fetcher) => ImageEntry>;

/** The models the settings name. A name nobody knows is an error that says so. */
export function createModels(imageIds: readonly string[], assets: Fetcher): Models {
  const [first, ...others] = imageIds.map((id) => {
    if (!isKnown(id)) throw new Error(`IMAGE_MODELS names "${id}"; known are ${Object.keys(imageModels).join(", ")}`);
    return imageModels[id](assets);
  });
  if (first === undefined) throw new Error("IMAGE_MODELS names no model");
  return { image: [first, ...others] };
}

const isKnown = (id: string): id is keyof typeof imageModels => Object.hasOwn(imageModels, id);
