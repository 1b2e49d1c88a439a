import { grass, tufts } from "./parts/meadow";
import { n, path } from "../paint/shapes";
import { backdrop, way, field } from "./parts/terrain";
import { bush, fir, row, tree } from "./parts/plants";
import type { Setting } from "./setting";

export const road: Setting = {
  name: "road",
  words: [
    "road",
    "highway",
    "motorway",
    "route",
    "country road",
    "race track",
    "racetrack",
    "trail",
    "path",
    "route 66",
    "track",
  ],
  horizon: 0.54,
  holds: "standing",
  terrain: { top: "#6a717c", side: "#8a6a48", props: "firs" },
  back: (stage) => {
    const { canvas, light, horizon, chance } = stage;
    const bend = chance.between(-0.35, 0.35);
    const x = canvas.width / 2 + bend * canvas.width * 0.3;
    const dash = (from: number, to: number): string => {
      const at = (share: number): [number, number] => [
        x + (canvas.width / 2 - x) * share ** 0.7,
        horizon + (canvas.height - horizon) * share,
      ];
      const [[ax, ay], [bx, by]] = [at(from), at(to)];
      const half = canvas.unit * 0.014;
      return path(
        `M${n(ax - half * from)} ${n(ay)}L${n(ax + half * from)} ${n(ay)}L${n(bx + half * to)} ${n(by)}L${n(bx - half * to)} ${n(by)}Z`,
        light.on("#f7e7b0"),
        0.9,
      );
    };
    return [
      backdrop(stage),
      row(stage, fir, horizon + canvas.height * 0.015, canvas.unit * 0.12, 22, 0.42),
      field(stage, "#b2c96a", "#6b9a48") +
        way(stage, "#555c66", 0.62, bend) +
        [
          [0.06, 0.11],
          [0.16, 0.24],
          [0.32, 0.45],
          [0.56, 0.74],
          [0.88, 1.02],
        ]
          .map(([a = 0, b = 0]) => dash(a, b))
          .join(""),
      row(stage, tree, horizon + canvas.height * 0.1, canvas.unit * 0.3, 5, 0.1, 0.62) +
        row(stage, bush, horizon + canvas.height * 0.16, canvas.unit * 0.05, 8, 0.08, 0.66) +
        tufts(stage, "#5a8a3f", 26),
    ];
  },
  front: (stage) => (stage.snowy ? "" : grass(stage, "#4f8a3c", 30, 0.05)),
};
