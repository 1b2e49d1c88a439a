import { circle, ellipse, n, path, stroke } from "../paint/shapes";
import { tableTop, wall, window } from "./parts/interior";
import type { Setting, Stage } from "./setting";

/** A folded cloth laid over the table's edge. */
function cloth({ canvas, light, chance }: Stage, top: number): string {
  const [plain, stripe] = chance.pick([
    ["#f4efe4", "#c8553d"],
    ["#eaf0f2", "#3f7fa5"],
    ["#f2ead8", "#6b8f5a"],
  ]);
  const [x, wide] = [canvas.width * 0.5, canvas.unit * 0.5];
  let lines = "";
  for (let i = -4; i <= 4; i++)
    lines += `M${n(x + i * wide * 0.1)} ${n(top + canvas.height * 0.06)}L${n(x + i * wide * 0.2)} ${n(canvas.height)}`;
  return (
    path(
      `M${n(x - wide * 0.56)} ${n(top + canvas.height * 0.06)}H${n(x + wide * 0.56)}L${n(x + wide)} ${n(canvas.height)}H${n(x - wide)}Z`,
      light.on(plain),
    ) + stroke(lines, light.on(stripe), canvas.unit * 0.006, 0.45)
  );
}

export const tabletop: Setting = {
  name: "tabletop",
  words: [
    "table",
    "tabletop",
    "still life",
    "still-life",
    "wooden table",
    "on a table",
    "picnic table",
    "counter",
    "dinner table",
  ],
  horizon: 0.6,
  holds: "placed",
  ground: 0.84,
  indoors: true,
  lamps: true,
  terrain: { top: "#b9835a", side: "#7a4f31", props: "blocks" },
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const [top, low] = chance.pick([
      ["#5a6f66", "#3f5049"],
      ["#8a6f5f", "#5f4a3f"],
      ["#c9b79c", "#a58f70"],
      ["#5b6480", "#40485f"],
    ]);
    const side = chance.pick([0.16, 0.84]);
    const x = canvas.width * (1 - side);
    const y = horizon + canvas.height * 0.045;
    const vase = path(
      `M${n(x - canvas.unit * 0.03)} ${n(y - canvas.unit * 0.16)}h${n(canvas.unit * 0.06)}q${n(canvas.unit * 0.05)} ${n(canvas.unit * 0.09)} ${n(-canvas.unit * 0.005)} ${n(canvas.unit * 0.16)}h${n(-canvas.unit * 0.05)}q${n(-canvas.unit * 0.055)} ${n(-canvas.unit * 0.07)} ${n(-canvas.unit * 0.005)} ${n(-canvas.unit * 0.16)}Z`,
      light.on("#7f9fb5"),
    );
    let sprigs = "";
    for (let i = -2; i <= 2; i++) {
      const [tx, ty] = [x + i * canvas.unit * 0.045, y - canvas.unit * (0.3 - Math.abs(i) * 0.03)];
      sprigs +=
        stroke(
          `M${n(x)} ${n(y - canvas.unit * 0.15)}Q${n(x + i * canvas.unit * 0.01)} ${n(ty + canvas.unit * 0.06)} ${n(tx)} ${n(ty)}`,
          light.on("#5c8a52"),
          canvas.unit * 0.005,
        ) +
        circle(
          tx,
          ty,
          canvas.unit * 0.02,
          light.on(["#f3d9e0", "#e58fa5", "#f6c65b", "#e58fa5", "#f3d9e0"][i + 2] ?? "#f3d9e0"),
        );
    }
    return [
      wall(stage, top, low),
      window(
        stage,
        canvas.width * side - canvas.unit * 0.14,
        canvas.height * 0.08,
        canvas.unit * 0.28,
        canvas.unit * 0.34,
      ),
      tableTop(stage, horizon, "#a9713f") + cloth(stage, horizon),
      ellipse(x, y, canvas.unit * 0.06, canvas.unit * 0.01, light.shadow, 0.35) + sprigs + vase,
    ];
  },
};
