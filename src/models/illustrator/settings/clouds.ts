import { circle, ellipse } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

/** A bank of cloud across the picture: many heads, lit above and shaded below. */
function cloudBank({ canvas, light, chance }: Stage, y: number, size: number, distance: number): string {
  let low = "";
  let lit = "";
  for (let x = -size; x < canvas.width + size; x += size * 0.62) {
    const r = size * chance.between(0.5, 0.85);
    const top = y + chance.between(-0.3, 0.2) * size;
    low += circle(x, top, r, light.on("#c9d6ee", distance));
    lit += circle(x - r * 0.12, top - r * 0.16, r * 0.84, light.on("#ffffff", distance * 0.8));
  }
  return (
    low +
    lit +
    canvas.sheet(
      canvas.vertical(
        [
          [0, light.on("#ffffff", distance)],
          [1, light.on("#d9e4f5", distance)],
        ],
        y,
        y + size * 2,
      ),
      y + size * 0.2,
    )
  );
}

export const clouds: Setting = {
  name: "above the clouds",
  words: [
    "above the clouds",
    "sky",
    "in the sky",
    "heaven",
    "cloudscape",
    "in the clouds",
    "sea of clouds",
    "skies",
    "the air",
    "mid-air",
    "heavens",
  ],
  horizon: 0.8,
  holds: "hovering",
  terrain: { top: "#ffffff", side: "#b9cbe8", props: "blocks" },
  back: (stage) => {
    const { canvas, light, chance } = stage;
    const puff = (x: number, y: number, s: number): string =>
      ellipse(x, y, s * 1.6, s * 0.4, light.on("#e6eefb", 0.2), 0.9) +
      circle(x - s * 0.5, y - s * 0.2, s * 0.46, light.on("#ffffff", 0.12)) +
      circle(x + s * 0.2, y - s * 0.38, s * 0.6, light.on("#ffffff", 0.08)) +
      circle(x + s * 0.85, y - s * 0.12, s * 0.4, light.on("#ffffff", 0.14));
    return [
      [0.16, 0.8]
        .map((x) =>
          puff(
            canvas.width * (x + chance.between(-0.06, 0.06)),
            canvas.height * chance.between(0.2, 0.42),
            canvas.unit * chance.between(0.07, 0.11),
          ),
        )
        .join(""),
      cloudBank(stage, canvas.height * 0.74, canvas.unit * 0.12, 0.42),
      cloudBank(stage, canvas.height * 0.83, canvas.unit * 0.16, 0.2),
    ];
  },
  front: (stage) => cloudBank(stage, stage.canvas.height * 0.98, stage.canvas.unit * 0.19, 0.02),
};
