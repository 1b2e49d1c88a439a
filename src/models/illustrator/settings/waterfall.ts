import { motes } from "./parts/air";
import { rock } from "./parts/ground";
import { grass } from "./parts/meadow";
import { ellipse, n, path } from "../paint/shapes";
import { bush, fir, row } from "./parts/plants";
import { fall, wake, water } from "./parts/water";
import type { Setting, Stage } from "./setting";

/** Two cliffs with the gap between them that the water falls through. */
function cliffs({ canvas, light, chance, horizon }: Stage, top: number): string {
  const middle = canvas.width / 2;
  const gap = canvas.unit * 0.15;
  let drawn = "";
  for (const side of [-1, 1]) {
    const edge = side === -1 ? -10 : canvas.width + 10;
    const fill = canvas.vertical(
      [
        [0, light.on("#7d8a86", 0.15)],
        [1, light.on("#4a5a58", 0.05)],
      ],
      top,
      horizon + canvas.height * 0.1,
    );
    drawn += path(
      `M${n(edge)} ${n(top - canvas.height * 0.1)}L${n((edge + middle) / 2)} ${n(top - canvas.height * 0.03)}L${n(middle + side * gap * 1.4)} ${n(top)}L${n(middle + side * gap)} ${n(horizon)}L${n(middle + side * gap * 1.5)} ${n(horizon + canvas.height * 0.08)}L${n(edge)} ${n(horizon + canvas.height * 0.14)}Z`,
      fill,
    );
    for (let i = 0; i < 7; i++) {
      const x = middle + side * (gap * 1.3 + chance.next() * (canvas.width / 2 - gap * 1.4));
      const y = top + (horizon - top) * chance.between(0.1, 0.8);
      const long = canvas.height * chance.between(0.06, 0.16);
      drawn += path(
        `M${n(x)} ${n(y)}l${n(side * canvas.unit * 0.05)} ${n(long * 0.2)}l${n(-side * canvas.unit * 0.01)} ${n(long)}l${n(-side * canvas.unit * 0.045)} ${n(-long * 0.1)}Z`,
        chance.maybe(0.5) ? light.shadow : light.on("#ffffff"),
        0.16,
      );
    }
  }
  return drawn;
}

export const waterfall: Setting = {
  name: "waterfall",
  words: ["waterfall", "waterfalls", "cascade", "cascades"],
  horizon: 0.6,
  holds: "floating",
  ground: 0.84,
  terrain: { top: "#6fa85a", side: "#6f7774", props: "rocks" },
  back: (stage) => {
    const { canvas, horizon } = stage;
    const top = horizon - canvas.height * 0.4;
    return [
      row(stage, fir, top + canvas.height * 0.03, canvas.height * 0.2, 16, 0.5),
      canvas.sheet(
        canvas.vertical(
          [
            [0, stage.light.on("#6f807c", 0.3)],
            [1, stage.light.on("#5b6e6b", 0.2)],
          ],
          top,
          horizon,
        ),
        top,
        horizon - top + 6,
      ) +
        fall(stage, canvas.width / 2, top, horizon + canvas.height * 0.02, canvas.unit * 0.3) +
        cliffs(stage, top),
      water(stage, horizon + canvas.height * 0.03, canvas.height) +
        ellipse(
          canvas.width / 2,
          horizon + canvas.height * 0.05,
          canvas.unit * 0.34,
          canvas.height * 0.035,
          stage.light.on("#ffffff"),
          0.6,
        ) +
        row(stage, bush, horizon + canvas.height * 0.05, canvas.unit * 0.07, 12, 0.12, 0.5),
      motes(stage, 16, "#ffffff", 0.003),
    ];
  },
  front: (stage) => {
    const { canvas, chance } = stage;
    return (
      wake(stage, 0.14) +
      [0.03, 0.18, 0.84, 0.98]
        .map((x) =>
          rock(stage, canvas.width * x, canvas.height * 1.03, canvas.unit * chance.between(0.2, 0.32), 0, "#66706f"),
        )
        .join("") +
      grass(stage, "#2f6b45", 40, 0.07)
    );
  },
};
