import { flowers, tufts, verge } from "./parts/meadow";
import { backdrop, field } from "./parts/terrain";
import { row, tree } from "./parts/plants";
import type { Setting } from "./setting";

export const meadow: Setting = {
  name: "meadow",
  words: [
    "meadow",
    "field",
    "fields",
    "grass",
    "grassland",
    "hill",
    "hills",
    "countryside",
    "prairie",
    "savanna",
    "savannah",
    "valley",
    "spring",
    "lawn",
    "pasture",
    "flower field",
    "wildflowers",
    "grassy hill",
    "plains",
    "green hills",
  ],
  horizon: 0.58,
  holds: "standing",
  terrain: { top: "#8cc65d", side: "#8a6a48", props: "trees" },
  back: (stage) => [
    backdrop(stage, stage.backdrop === "city" ? "hills" : stage.backdrop),
    row(stage, tree, stage.horizon + stage.canvas.height * 0.015, stage.canvas.unit * 0.13, 12, 0.4),
    field(stage, "#b2d873", "#5ea34c") + tufts(stage, "#4a8a3f", 60) + flowers(stage, 90),
    row(stage, tree, stage.horizon + stage.canvas.height * 0.08, stage.canvas.unit * 0.34, 4, 0.1, 0.58),
  ],
  front: (stage) => verge(stage, "#3f8a3c", 150),
};
