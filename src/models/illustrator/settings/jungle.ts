import { beams, motes } from "./parts/air";
import { grass, leafFrame } from "./parts/meadow";
import { land } from "./parts/terrain";
import { bush, palm, row, tree } from "./parts/plants";
import { fall } from "./parts/water";
import { n, stroke } from "../paint/shapes";
import type { Setting } from "./setting";

export const jungle: Setting = {
  name: "jungle",
  words: ["jungle", "rainforest", "tropical forest", "rain forest", "amazon"],
  horizon: 0.54,
  holds: "standing",
  terrain: { top: "#4f9a4a", side: "#5e4a33", props: "palms" },
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    let vines = "";
    for (let i = 0; i < 7; i++) {
      const x = canvas.width * chance.between(0.02, 0.98);
      const long = canvas.height * chance.between(0.14, 0.4);
      vines += `M${n(x)} -4Q${n(x + canvas.unit * chance.between(-0.05, 0.05))} ${n(long / 2)} ${n(x)} ${n(long)}`;
    }
    return [
      canvas.sheet(
        canvas.vertical(
          [
            [0, light.on("#a7d8a0", 0.35)],
            [1, light.on("#d9efb8", 0.45)],
          ],
          0,
          horizon,
        ),
        0,
        horizon,
      ) +
        row(stage, tree, horizon + 6, canvas.height * 0.5, 12, 0.55) +
        fall(
          stage,
          canvas.width * chance.pick([0.24, 0.76]),
          horizon - canvas.height * 0.36,
          horizon + canvas.height * 0.05,
          canvas.unit * 0.11,
        ),
      row(stage, palm, horizon + canvas.height * 0.04, canvas.height * 0.44, 6, 0.3, 0.3) +
        row(stage, bush, horizon + canvas.height * 0.05, canvas.unit * 0.12, 12, 0.3),
      land(stage, "#6fb04f", "#2f6b3a") +
        beams(stage, 5, 0.26) +
        stroke(vines, light.on("#2f5a2c"), canvas.unit * 0.006, 0.9),
      row(stage, bush, horizon + canvas.height * 0.16, canvas.unit * 0.12, 9, 0.05, 0.6) +
        motes(stage, light.dark ? 20 : 8, "#f5ffb8", 0.003),
    ];
  },
  front: (stage) => grass(stage, "#1f5a34", 110) + leafFrame(stage, ["#1f6b3a", "#2d7f45", "#3b9350"]),
};
