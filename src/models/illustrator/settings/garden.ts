import { flowers, verge } from "./parts/meadow";
import { way, field } from "./parts/terrain";
import { fence } from "./parts/buildings";
import { bush, colouredTree, row, tree } from "./parts/plants";
import type { Setting } from "./setting";

const blossom = colouredTree("#e58fb1", "#f4adc6", "#fdd5e1");

export const garden: Setting = {
  name: "garden",
  words: [
    "garden",
    "park",
    "backyard",
    "yard",
    "greenhouse",
    "flower garden",
    "botanical garden",
    "flower bed",
    "zen garden",
    "picnic",
    "cherry blossoms",
    "cherry blossom garden",
    "playground",
  ],
  horizon: 0.52,
  holds: "standing",
  terrain: { top: "#8cc65d", side: "#8a6a48", props: "trees" },
  back: (stage) => {
    const { canvas, horizon, chance } = stage;
    return [
      row(stage, tree, horizon + canvas.height * 0.01, canvas.height * 0.26, 12, 0.5),
      row(stage, bush, horizon + canvas.height * 0.02, canvas.unit * 0.09, 18, 0.3) +
        fence(stage, horizon + canvas.height * 0.05, canvas.unit * 0.07),
      field(stage, "#a9d873", "#62aa4f") +
        way(stage, stage.snowy ? "#e8eefa" : "#e3cfa6", 0.26, chance.between(-0.6, 0.6)),
      row(stage, stage.snowy ? tree : blossom, horizon + canvas.height * 0.12, canvas.height * 0.44, 4, 0.06, 0.56) +
        flowers(stage, 170, ["#ff6b8a", "#ffd23f", "#ffffff", "#b48cf2", "#ff9f5a"]),
    ];
  },
  front: (stage) => verge(stage, "#3f8f42", 120),
};
