import type { Setting } from "./setting";

/** One colour and nothing else: for subjects that are to be cut out, or to stand by themselves. */
export const plain: Setting = {
  name: "plain ground",
  words: [
    "plain ground",
    "plain background",
    "white background",
    "plain white background",
    "isolated",
    "simple background",
    "blank background",
    "solid background",
  ],
  horizon: 0.7,
  holds: "standing",
  ground: 0.84,
  indoors: true,
  terrain: { top: "#f4f2ee", side: "#dcd8d0", props: "blocks" },
  back: ({ canvas }) => [canvas.sheet("#f4f2ee")],
};
