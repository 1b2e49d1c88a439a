import { bank, land, mountains } from "./parts/terrain";
import { fir, row } from "./parts/plants";
import { part } from "../paint/part";
import { circle } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

function glints({ canvas, chance, horizon }: Stage): string {
  let drawn = "";
  for (let i = 0; i < 60; i++)
    drawn += circle(
      chance.between(0, canvas.width),
      horizon + (canvas.height - horizon) * chance.between(0.2, 1),
      canvas.unit * chance.between(0.001, 0.0026),
      "#ffffff",
      0.9,
    );
  return part("stars", drawn);
}

export const snowfield: Setting = {
  name: "snowfield",
  words: [
    "snow",
    "snowy",
    "snowfield",
    "winter",
    "icy",
    "arctic",
    "antarctica",
    "tundra",
    "frozen",
    "glacier",
    "north pole",
    "south pole",
    "ski slope",
    "winter wonderland",
    "iceberg",
  ],
  horizon: 0.56,
  holds: "standing",
  terrain: { top: "#f4f8ff", side: "#a9c3e0", props: "firs" },
  back: (plain) => {
    const stage = { ...plain, snowy: true };
    const { canvas, horizon } = stage;
    return [
      mountains(stage, "#7d93b5", 3, canvas.height * 0.26),
      row(stage, fir, horizon + canvas.height * 0.02, canvas.unit * 0.14, 24, 0.45),
      land(stage, "#f5f9ff", "#dfe9f7") + glints(stage),
      row(stage, fir, horizon + canvas.height * 0.1, canvas.unit * 0.34, 8, 0.12, 0.55),
    ];
  },
  front: (stage) => bank(stage, "#ffffff"),
};
