import type { Style } from "./style";
import { vignette } from "./vignette";

/** The drawing as it is. */
export const flat: Style = {
  name: "flat illustration",
  words: [
    "flat illustration",
    "flat design",
    "flat",
    "vector",
    "vector art",
    "vector illustration",
    "illustration",
    "cartoon",
    "digital art",
    "storybook",
    "children's book",
    "anime",
    "clipart",
    "clip art",
    "graphic",
  ],
  face: "sans",
  finish: vignette,
};
