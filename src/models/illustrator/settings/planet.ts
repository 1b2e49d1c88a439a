import { stones } from "./parts/ground";
import { circle, ellipse } from "../paint/shapes";
import { bank, hills, land } from "./parts/terrain";
import { globe, starfield } from "./space";
import type { Setting, Stage } from "./setting";

function craters({ canvas, light, chance, horizon }: Stage): string {
  let drawn = "";
  for (let i = 0; i < 11; i++) {
    const share = chance.next();
    const [x, y] = [chance.between(0, canvas.width), horizon + (canvas.height - horizon) * (0.15 + 0.8 * share)];
    const wide = canvas.unit * (0.02 + 0.08 * share) * chance.between(0.6, 1.2);
    drawn +=
      ellipse(x, y, wide, wide * 0.3, light.on("#7a5648")) +
      ellipse(x, y + wide * 0.07, wide * 0.86, wide * 0.22, light.on("#a97862"));
  }
  return drawn;
}

export const planet: Setting = {
  name: "planet surface",
  words: [
    "planet",
    "planet surface",
    "moon surface",
    "on the moon",
    "on mars",
    "mars",
    "alien planet",
    "alien world",
    "lunar",
    "lunar surface",
    "alien landscape",
    "red planet",
  ],
  horizon: 0.6,
  holds: "standing",
  indoors: true,
  hour: "dusk",
  terrain: { top: "#c98a6b", side: "#7a4a3c", props: "rocks" },
  back: (stage) => {
    const { canvas, chance, sunX, horizon } = stage;
    const strange = { ...stage, snowy: false };
    const [top, low] = chance.pick([
      ["#0d0a24", "#5a2f5f"],
      ["#08132b", "#2f5a7a"],
      ["#1a0d24", "#a0513f"],
    ]);
    return [
      canvas.sheet(
        canvas.vertical(
          [
            [0, top],
            [1, low],
          ],
          0,
          horizon,
        ),
      ) +
        starfield({ canvas, chance }, 200) +
        globe(stage, sunX, canvas.height * 0.24, canvas.unit * 0.15, true) +
        circle(canvas.width - sunX, canvas.height * 0.16, canvas.unit * 0.03, "#f3e6d0"),
      hills(strange, "#a56a5c", 3, canvas.height * 0.13),
      land(strange, "#d99a78", "#9c5f4a") + craters(strange),
      stones(strange, 14, "#8f5f50"),
    ];
  },
  front: (stage) => bank(stage, "#9c5f4a"),
};
