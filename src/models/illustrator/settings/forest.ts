import { beams, motes } from "./parts/air";
import { tufts, verge } from "./parts/meadow";
import { field } from "./parts/terrain";
import { bush, colouredTree, fir, row, tree } from "./parts/plants";
import type { Setting } from "./setting";

const autumn = colouredTree("#b5532f", "#d9822b", "#f0b64a");

export const forest: Setting = {
  name: "forest",
  words: [
    "forest",
    "woods",
    "woodland",
    "trees",
    "grove",
    "wood clearing",
    "clearing",
    "pine forest",
    "redwoods",
    "enchanted forest",
    "autumn forest",
  ],
  horizon: 0.56,
  holds: "standing",
  terrain: { top: "#5f8f4e", side: "#6e5138", props: "firs" },
  back: (stage) => {
    const { canvas, light, horizon, chance } = stage;
    const near = light.name === "golden" ? autumn : chance.pick([fir, fir, tree]);
    return [
      row(stage, fir, horizon + canvas.height * 0.01, canvas.height * 0.32, 18, 0.66) +
        row(stage, near, horizon + canvas.height * 0.04, canvas.height * 0.4, 11, 0.42, 0.16),
      field(stage, "#7ba25c", "#3f6d3c") + beams(stage, light.dark ? 2 : 5, 0.3) + tufts(stage, "#2f5c33", 60),
      row(stage, near, horizon + canvas.height * 0.15, canvas.height * 0.62, 6, 0.08, 0.6) +
        row(stage, bush, horizon + canvas.height * 0.2, canvas.unit * 0.09, 8, 0.06, 0.6),
      light.dark ? motes(stage, 26, "#e8f7a0", 0.003) : "",
    ];
  },
  front: (stage) => verge(stage, "#2c5a34", 140),
};
