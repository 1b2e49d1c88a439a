import { tufts, verge } from "./parts/meadow";
import { backdrop, way, field } from "./parts/terrain";
import { fence, house } from "./parts/buildings";
import { bush, row, tree } from "./parts/plants";
import type { Setting } from "./setting";

export const village: Setting = {
  name: "village",
  words: [
    "village",
    "neighbourhood",
    "neighborhood",
    "suburb",
    "hamlet",
    "cottages",
    "small town",
    "countryside village",
    "mountain village",
  ],
  horizon: 0.56,
  holds: "standing",
  terrain: { top: "#8cc65d", side: "#8a6a48", props: "houses" },
  back: (stage) => {
    const { canvas, horizon, chance } = stage;
    const places = [0.02, 0.16, 0.3, 0.62, 0.76, 0.9];
    const far = Array.from({ length: 9 }, (_, i) =>
      house(
        stage,
        canvas.width * ((i + chance.between(0, 0.4)) / 9),
        horizon + 4,
        canvas.unit * chance.between(0.07, 0.09),
        0.42,
      ),
    ).join("");
    return [
      backdrop(stage, stage.backdrop === "city" ? "hills" : stage.backdrop) +
        row(stage, tree, horizon, canvas.unit * 0.13, 14, 0.5) +
        far,
      field(stage, "#a2cf6c", "#5d9a4a") +
        way(stage, stage.snowy ? "#dfe7f3" : "#d9c19a", 0.22, chance.between(-0.4, 0.4)),
      places
        .map((x) =>
          house(
            stage,
            canvas.width * (x + chance.between(-0.02, 0.02)),
            horizon + canvas.height * chance.between(0.06, 0.12),
            canvas.unit * chance.between(0.15, 0.2),
            0.1,
          ),
        )
        .join(""),
      row(stage, bush, horizon + canvas.height * 0.15, canvas.unit * 0.045, 10, 0.08, 0.4) +
        fence(stage, horizon + canvas.height * 0.19, canvas.unit * 0.04) +
        tufts(stage, "#4a8a3f", 40),
    ];
  },
  front: (stage) => verge(stage, "#3f8a3c", 120),
};
