import { boards } from "./parts/ground";
import { motes } from "./parts/air";
import { box, n, stroke } from "../paint/shapes";
import { books, floorLamp, rug } from "./parts/interior";
import type { Setting, Stage } from "./setting";

function cases({ ...stage }: Stage): string {
  const { canvas, light, horizon } = stage;
  const count = Math.max(2, Math.round(canvas.width / (canvas.unit * 0.3)));
  const wide = canvas.width / count;
  const gap = horizon / Math.max(4, Math.round(horizon / (canvas.unit * 0.145)));
  let drawn = canvas.sheet(light.on("#4a3022"), 0, horizon);
  for (let i = 0; i < count; i++) {
    for (let y = gap; y <= horizon + 1; y += gap)
      drawn +=
        books(stage, i * wide + wide * 0.06, y - gap * 0.08, wide * 0.88, gap * 0.82) +
        box(i * wide, y - gap * 0.09, wide, gap * 0.09, light.on("#8a5a38"));
    drawn += box(i * wide - wide * 0.035, 0, wide * 0.07, horizon, light.on("#7a4c2e"));
  }
  return (
    drawn +
    canvas.sheet(
      canvas.vertical(
        [
          [0, light.shadow, 0.5],
          [1, light.shadow, 0.05],
        ],
        0,
        horizon,
      ),
      0,
      horizon,
    )
  );
}

function ladder({ canvas, light, horizon }: Stage, x: number): string {
  const lean = canvas.unit * 0.12;
  let rungs = "";
  for (let i = 1; i < 9; i++) {
    const share = i / 9;
    rungs += `M${n(x + lean * share)} ${n(horizon + canvas.height * 0.08 - horizon * 0.92 * share)}h${n(canvas.unit * 0.09)}`;
  }
  const rails = `M${n(x)} ${n(horizon + canvas.height * 0.08)}L${n(x + lean)} ${n(horizon * 0.16)}M${n(x + canvas.unit * 0.09)} ${n(horizon + canvas.height * 0.08)}L${n(x + lean + canvas.unit * 0.09)} ${n(horizon * 0.16)}`;
  return stroke(rails + rungs, light.on("#c9935c"), canvas.unit * 0.012);
}

export const library: Setting = {
  name: "library",
  words: ["library", "bookshop", "bookstore", "bookshelf", "bookshelves", "archive"],
  horizon: 0.7,
  holds: "standing",
  indoors: true,
  lamps: true,
  terrain: { top: "#b98a5c", side: "#6b4429", props: "blocks" },
  back: (stage) => {
    const { canvas, chance } = stage;
    const side = chance.pick([0.08, 0.78]);
    return [
      cases(stage),
      boards(stage, "#9c6a42"),
      ladder(stage, canvas.width * side),
      rug(stage, stage.ground, "#8a3f4a") +
        floorLamp(stage, canvas.width * (side < 0.5 ? 0.92 : 0.08), canvas.height * 0.8, canvas.height * 0.46) +
        motes(stage, 12, "#ffe9b8", 0.0022),
    ];
  },
};
