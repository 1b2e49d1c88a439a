import { stones } from "./parts/ground";
import { flowers, tufts, verge } from "./parts/meadow";
import { mountains as range, field } from "./parts/terrain";
import { fir, row } from "./parts/plants";
import type { Setting } from "./setting";

export const mountains: Setting = {
  name: "mountains",
  words: [
    "mountain",
    "mountains",
    "alps",
    "peak",
    "peaks",
    "summit",
    "alpine",
    "highlands",
    "cliff",
    "cliffs",
    "himalayas",
    "mount fuji",
    "mt fuji",
    "fuji",
    "mount everest",
    "mountainside",
    "mountain top",
    "mountaintop",
    "hilltop",
  ],
  horizon: 0.6,
  holds: "standing",
  terrain: { top: "#86b06a", side: "#8a7a66", props: "firs" },
  back: (stage) => [
    range(stage, "#62779a", 4, stage.canvas.height * 0.42),
    row(stage, fir, stage.horizon + stage.canvas.height * 0.03, stage.canvas.unit * 0.13, 26, 0.4),
    field(stage, "#8fb56c", "#4f8a4d") +
      tufts(stage, "#3c7440", 40) +
      flowers(stage, 26, ["#ffffff", "#f3d250", "#b9a3e3"]) +
      stones(stage, 9, "#868a92"),
    row(stage, fir, stage.horizon + stage.canvas.height * 0.12, stage.canvas.unit * 0.34, 7, 0.1, 0.55),
  ],
  front: (stage) => verge(stage, "#3c7440", 110),
};
