import { box, ellipse, n, polygon, stroke } from "../paint/shapes";
import { shelf, tableTop, wall, window } from "./parts/interior";
import type { Setting, Stage } from "./setting";

function deskLamp({ canvas, light }: Stage, x: number, foot: number, size: number, side: number): string {
  const [kneeX, kneeY, headX, headY] = [
    x + side * size * 0.18,
    foot - size * 0.5,
    x - side * size * 0.22,
    foot - size * 0.95,
  ];
  return (
    polygon(
      [
        [headX - size * 0.12, headY + size * 0.06],
        [headX + size * 0.1, headY + size * 0.02],
        [headX + size * 0.3, foot],
        [headX - size * 0.6, foot],
      ],
      canvas.vertical(
        [
          [0, "#ffe9b0", light.dark ? 0.55 : 0.2],
          [1, "#ffe9b0", 0],
        ],
        headY,
        foot,
      ),
    ) +
    ellipse(x, foot, size * 0.16, size * 0.04, light.on("#3c4858")) +
    stroke(`M${n(x)} ${n(foot)}L${n(kneeX)} ${n(kneeY)}L${n(headX)} ${n(headY)}`, light.on("#3c4858"), size * 0.035) +
    polygon(
      [
        [headX - size * 0.14, headY + size * 0.08],
        [headX - size * 0.04, headY - size * 0.1],
        [headX + size * 0.06, headY - size * 0.08],
        [headX + size * 0.12, headY + size * 0.03],
      ],
      light.on("#d9503f"),
    )
  );
}

export const desk: Setting = {
  name: "desk",
  words: [
    "desk",
    "office",
    "workplace",
    "workspace",
    "study",
    "classroom",
    "school desk",
    "laboratory",
    "lab",
    "workshop",
  ],
  horizon: 0.64,
  holds: "placed",
  ground: 0.86,
  indoors: true,
  lamps: true,
  terrain: { top: "#b9835a", side: "#5f7f95", props: "blocks" },
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const left = chance.maybe(0.5);
    const at = (share: number): number => canvas.width * (left ? share : 1 - share);
    const side = left ? 1 : -1;
    const top = horizon + canvas.height * 0.02;
    const pens = [-1, 0, 1]
      .map((i) =>
        stroke(
          `M${n(at(0.12) + i * canvas.unit * 0.012)} ${n(top + canvas.height * 0.02)}l${n(i * canvas.unit * 0.012)} ${n(-canvas.unit * 0.1)}`,
          light.on(["#e0a526", "#d9503f", "#3f7fb5"][i + 1] ?? "#d9503f"),
          canvas.unit * 0.009,
        ),
      )
      .join("");
    return [
      wall(stage, "#cfdde3", "#b5cad3"),
      window(stage, at(0.3) - canvas.unit * 0.15, canvas.height * 0.08, canvas.unit * 0.3, canvas.unit * 0.32) +
        shelf(stage, at(0.78) - canvas.unit * 0.15, canvas.height * 0.24, canvas.unit * 0.3, 2, canvas.unit * 0.16),
      tableTop(stage, top, "#b07a4e"),
      deskLamp(stage, at(0.88), top + canvas.height * 0.04, canvas.unit * 0.36, -side) +
        pens +
        box(
          at(0.12) - canvas.unit * 0.03,
          top - canvas.unit * 0.015,
          canvas.unit * 0.06,
          canvas.unit * 0.075,
          light.on("#5f7f95"),
          { radius: 4 },
        ) +
        box(
          at(0.26) - canvas.unit * 0.07,
          top + canvas.height * 0.06,
          canvas.unit * 0.14,
          canvas.unit * 0.022,
          light.on("#7a4a6f"),
        ) +
        box(
          at(0.26) - canvas.unit * 0.06,
          top + canvas.height * 0.06 - canvas.unit * 0.02,
          canvas.unit * 0.12,
          canvas.unit * 0.02,
          light.on("#4f8a7a"),
        ),
    ];
  },
};
