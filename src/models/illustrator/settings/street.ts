import { motes } from "./parts/air";
import { n, polygon, stroke } from "../paint/shapes";
import { plain } from "./parts/terrain";
import { lampPost, skyline, terrace } from "./parts/buildings";
import type { Setting, Stage } from "./setting";

/** Cobbles in perspective, wet when the light is low. */
function paving({ canvas, light, horizon }: Stage): string {
  let lines = "";
  const depth = canvas.height - horizon;
  for (let i = 1; i < 15; i++) lines += `M0 ${n(horizon + depth * (i / 15) ** 1.7)}H${n(canvas.width)}`;
  for (let i = -14; i <= 14; i++)
    lines += `M${n(canvas.width / 2 + i * canvas.unit * 0.008)} ${n(horizon)}L${n(canvas.width / 2 + i * canvas.unit * 0.16)} ${n(canvas.height)}`;
  return stroke(lines, light.shadow, canvas.unit * 0.002, 0.2);
}

export const street: Setting = {
  name: "street",
  words: [
    "street",
    "town",
    "alley",
    "alleyway",
    "avenue",
    "sidewalk",
    "market",
    "plaza",
    "square",
    "paris",
    "old town",
    "neon street",
    "city street",
    "boulevard",
    "marketplace",
    "bazaar",
  ],
  horizon: 0.54,
  holds: "standing",
  terrain: { top: "#b0a595", side: "#6f665c", props: "houses" },
  back: (stage) => {
    const { canvas, light, horizon } = stage;
    const walls = ["#d98e73", "#e3b779", "#8fa9b8", "#c9a7b0", "#b7b38a", "#e8d3b4"] as const;
    const pavement = (side: number): string =>
      polygon(
        [
          [canvas.width / 2, horizon],
          [canvas.width * (0.5 + side * 0.5), horizon + canvas.height * 0.19],
          [canvas.width * (0.5 + side * 0.5), canvas.height],
          [canvas.width * (0.5 + side * 0.4), canvas.height],
        ],
        light.on("#c9c2b6", 0.06),
      );
    let garland = "";
    for (const [y, sag] of [
      [0.2, 0.1],
      [0.34, 0.06],
    ] as const)
      garland += `M0 ${n(canvas.height * y)}Q${n(canvas.width / 2)} ${n(canvas.height * (y + sag))} ${n(canvas.width)} ${n(canvas.height * y)}`;
    return [
      skyline(stage, 12, canvas.height * 0.26, 0.5),
      plain(stage, "#a79d92", "#6f675f") + terrace(stage, -1, walls) + terrace(stage, 1, walls),
      pavement(-1) + pavement(1) + paving(stage),
      stroke(garland, light.on("#4a4038"), canvas.unit * 0.002) +
        [0.16, 0.84]
          .map((x) => lampPost(stage, canvas.width * x, canvas.height * 0.84, canvas.height * 0.36))
          .join("") +
        (light.dark ? motes(stage, 14, "#ffe1a3", 0.003) : ""),
    ];
  },
};
