import { box, n, stroke } from "../paint/shapes";
import { plain } from "./parts/terrain";
import { lampPost, skyline } from "./parts/buildings";
import { row, tree } from "./parts/plants";
import type { Setting, Stage } from "./setting";

/** A road across the picture, with a kerb behind it. */
export function road(stage: Stage): string {
  const { canvas, light, horizon } = stage;
  const depth = canvas.height - horizon;
  let marks = "";
  for (const [share, wide] of [
    [0.34, 0.05],
    [0.68, 0.08],
  ] as const)
    for (let x = -0.05; x < 1.05; x += 0.17)
      marks += `M${n(canvas.width * x)} ${n(horizon + depth * share)}h${n(canvas.width * wide)}`;
  return (
    plain(stage, "#6d7480", "#3b4049") +
    box(0, horizon, canvas.width, depth * 0.09, light.on("#b3b7bf", 0.1)) +
    box(0, horizon + depth * 0.09, canvas.width, depth * 0.02, light.shadow, { opacity: 0.3 }) +
    stroke(marks, light.on("#f3e9c6"), depth * 0.018, 0.75)
  );
}

export const city: Setting = {
  name: "city",
  words: [
    "city",
    "skyline",
    "downtown",
    "urban",
    "metropolis",
    "skyscrapers",
    "cyberpunk city",
    "tokyo",
    "new york",
    "cityscape",
    "city skyline",
    "rooftop",
    "london",
    "neon city",
    "futuristic city",
  ],
  horizon: 0.66,
  holds: "standing",
  terrain: { top: "#7a828e", side: "#4a505b", props: "towers" },
  back: (stage) => {
    const { canvas, horizon } = stage;
    return [
      skyline(stage, 17, canvas.height * 0.52, 0.6),
      skyline(stage, 10, canvas.height * 0.36, 0.24),
      road(stage),
      row(stage, tree, horizon + canvas.height * 0.028, canvas.unit * 0.13, 8, 0.12) +
        [0.08, 0.36, 0.64, 0.92]
          .map((x) => lampPost(stage, canvas.width * x, horizon + canvas.height * 0.03, canvas.unit * 0.2))
          .join(""),
    ];
  },
};
