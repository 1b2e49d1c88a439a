import { rock } from "./parts/ground";
import { grass } from "./parts/meadow";
import { ellipse, n, path, circle, polygon } from "../paint/shapes";
import { hills } from "./parts/terrain";
import { palm } from "./parts/plants";
import { foam, water } from "./parts/water";
import type { Setting, Stage } from "./setting";

function sand({ canvas, light, chance }: Stage, shore: number): string {
  const fill = canvas.vertical(
    [
      [0, light.on("#e8cd94")],
      [0.2, light.on("#f6e3b4")],
      [1, light.on("#e2bd7c")],
    ],
    shore,
    canvas.height,
  );
  let grains = "";
  for (let i = 0; i < 120; i++)
    grains += `M${n(chance.between(0, canvas.width))} ${n(shore + (canvas.height - shore) * chance.between(0.15, 1))}h2v2h-2Z`;
  const line = canvas.rolling(chance, shore, canvas.height * 0.03, 3);
  return (
    path(
      `M${line.map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}L${n(canvas.width * 1.5)} ${n(canvas.height)}L${n(-canvas.width * 0.5)} ${n(canvas.height)}Z`,
      fill,
    ) + path(grains, light.on("#b98f52"), 0.5)
  );
}

function shells({ canvas, light, chance }: Stage, shore: number): string {
  let drawn = "";
  for (let i = 0; i < 7; i++) {
    const [x, y] = [
      chance.between(0.04, 0.96) * canvas.width,
      shore + (canvas.height - shore) * chance.between(0.35, 0.95),
    ];
    const size = canvas.unit * 0.011;
    const points = Array.from({ length: 10 }, (_, k) => {
      const r = k % 2 === 0 ? size : size * 0.45;
      return [x + Math.sin((k * Math.PI) / 5) * r, y - Math.cos((k * Math.PI) / 5) * r * 0.8] as const;
    });
    drawn += chance.maybe(0.5)
      ? polygon(points, light.on("#f08a5d"))
      : ellipse(x, y, size, size * 0.6, light.on("#fdf1e3")) +
        circle(x + size * 0.4, y, size * 0.4, light.on("#f3b7a1"));
  }
  return drawn;
}

export const beach: Setting = {
  name: "beach",
  words: [
    "beach",
    "shore",
    "coast",
    "seaside",
    "sand",
    "tropical",
    "lagoon",
    "seashore",
    "coastline",
    "tropical beach",
    "sandy beach",
  ],
  horizon: 0.48,
  holds: "standing",
  terrain: { top: "#f1dba4", side: "#c79a5c", props: "palms" },
  back: (stage) => {
    const { canvas, chance, horizon } = stage;
    const shore = horizon + (canvas.height - horizon) * 0.4;
    const left = chance.maybe(0.5);
    const x = canvas.width * (left ? 0.1 : 0.9);
    return [
      hills({ ...stage, snowy: false }, "#6fa392", 1, canvas.height * 0.05),
      water(stage, horizon, shore + canvas.height * 0.06) +
        foam(stage, horizon + (canvas.height - horizon) * 0.22, canvas.height * 0.012),
      sand(stage, shore) + foam(stage, shore, canvas.height * 0.03) + shells(stage, shore),
      palm(stage, x, shore + canvas.height * 0.14, canvas.height * 0.5, 0) +
        palm(stage, x + canvas.unit * (left ? 0.1 : -0.1), shore + canvas.height * 0.1, canvas.height * 0.36, 0.06) +
        rock(stage, canvas.width - x, shore + canvas.height * 0.06, canvas.unit * 0.15, 0.05, "#98897a"),
    ];
  },
  front: (stage) => grass(stage, "#7fa05a", 26, 0.06),
};
