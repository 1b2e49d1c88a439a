import { contact } from "./parts/ground";
import { castle as keep } from "./parts/castle";
import { flowers, tufts, verge } from "./parts/meadow";
import { backdrop, way, field } from "./parts/terrain";
import { bush, fir, row } from "./parts/plants";
import type { Setting } from "./setting";

export const castle: Setting = {
  name: "castle",
  words: [
    "castle",
    "fortress",
    "palace",
    "citadel",
    "kingdom",
    "castle grounds",
    "medieval castle",
    "fairytale castle",
    "fairy tale castle",
    "stronghold",
  ],
  horizon: 0.58,
  holds: "standing",
  terrain: { top: "#8cbf62", side: "#8a8590", props: "keep" },
  back: (stage) => {
    const { canvas, horizon, chance } = stage;
    const x = canvas.width * chance.between(0.4, 0.6);
    const tall = Math.min(canvas.height * 0.52, canvas.width * 0.86);
    const foot = horizon + canvas.height * 0.035;
    return [
      backdrop(stage, stage.backdrop === "city" ? "mountains" : stage.backdrop) +
        row(stage, fir, horizon + 4, canvas.unit * 0.12, 22, 0.4),
      field(stage, "#a2cb6c", "#5c9f4c"),
      contact(stage, x, foot, tall * 0.56) +
        keep(stage, x, foot, tall, 0.12) +
        row(stage, bush, foot + canvas.height * 0.015, canvas.unit * 0.045, 12, 0.14, 0.12),
      way({ ...stage, horizon: foot }, stage.snowy ? "#dfe7f3" : "#dcc49a", 0.24, ((x / canvas.width - 0.5) * 10) / 3) +
        tufts(stage, "#4a8a3f", 40) +
        flowers(stage, 40),
    ];
  },
  front: (stage) => verge(stage, "#3f8a3c", 110),
};
