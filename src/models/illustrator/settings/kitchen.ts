import { box, circle, n, stroke } from "../paint/shapes";
import { tableTop, wall, window } from "./parts/interior";
import type { Setting, Stage } from "./setting";

function tiles({ canvas, light }: Stage, top: number, bottom: number): string {
  let lines = "";
  const step = canvas.unit * 0.06;
  for (let y = top; y <= bottom; y += step) lines += `M0 ${n(y)}H${n(canvas.width)}`;
  for (let x = step / 2; x < canvas.width; x += step) lines += `M${n(x)} ${n(top)}V${n(bottom)}`;
  return (
    box(0, top, canvas.width, bottom - top, light.on("#f3f6f4")) +
    stroke(lines, light.on("#b9c9c6"), canvas.unit * 0.0025, 0.8)
  );
}

function cupboard({ canvas, light }: Stage, x: number, y: number, w: number, h: number): string {
  return (
    box(x, y, w, h, light.on("#7fa7a0"), { radius: 4 }) +
    [0, 1]
      .map(
        (i) =>
          box(x + w * (0.04 + i * 0.48), y + h * 0.06, w * 0.44, h * 0.88, light.on("#8fb8b0"), { radius: 4 }) +
          circle(x + w * (i === 0 ? 0.44 : 0.56), y + h * 0.55, canvas.unit * 0.008, light.on("#d9b36c")),
      )
      .join("")
  );
}

function pans({ canvas, light }: Stage, x: number, y: number): string {
  const rail = stroke(`M${n(x)} ${n(y)}h${n(canvas.unit * 0.34)}`, light.on("#6b6f76"), canvas.unit * 0.006);
  return (
    rail +
    [0, 1, 2]
      .map(
        (i) =>
          stroke(
            `M${n(x + canvas.unit * (0.05 + i * 0.12))} ${n(y)}v${n(canvas.unit * 0.05)}`,
            light.on("#4a4f57"),
            canvas.unit * 0.01,
          ) +
          circle(
            x + canvas.unit * (0.05 + i * 0.12),
            y + canvas.unit * 0.085,
            canvas.unit * (0.045 - i * 0.008),
            light.on(["#c0673f", "#5a616b", "#b5523f"][i] ?? "#5a616b"),
          ),
      )
      .join("")
  );
}

export const kitchen: Setting = {
  name: "kitchen",
  words: ["kitchen", "bakery", "kitchen table", "kitchen counter", "diner", "pantry"],
  horizon: 0.62,
  holds: "placed",
  ground: 0.86,
  indoors: true,
  lamps: true,
  terrain: { top: "#c99a68", side: "#7a9a94", props: "blocks" },
  back: (stage) => {
    const { canvas, chance, horizon } = stage;
    const left = chance.maybe(0.5);
    const at = (share: number, wide: number): number =>
      left ? canvas.width * share : canvas.width * (1 - share) - wide;
    return [
      wall(stage, "#f6ead0", "#efdcb8") + tiles(stage, horizon - canvas.height * 0.2, horizon),
      window(
        stage,
        at(0.36, canvas.unit * 0.28),
        canvas.height * 0.1,
        canvas.unit * 0.28,
        canvas.unit * 0.26,
        "#e8b04f",
      ),
      cupboard(stage, at(-0.02, canvas.unit * 0.34), canvas.height * 0.04, canvas.unit * 0.34, canvas.height * 0.24) +
        pans(stage, at(0.7, canvas.unit * 0.34), horizon - canvas.height * 0.3),
      tableTop(stage, horizon + canvas.height * 0.02, "#c08a56"),
    ];
  },
};
