import { rock } from "./parts/ground";
import { ellipse } from "../paint/shapes";
import { bush, palm } from "./parts/plants";
import { foam, wake, water } from "./parts/water";
import type { Setting } from "./setting";

export const island: Setting = {
  name: "island",
  words: ["island", "islands", "desert island", "tropical island", "islet", "atoll", "archipelago"],
  horizon: 0.5,
  holds: "standing",
  ground: 0.8,
  terrain: { top: "#f1dba4", side: "#3f95c0", props: "palms" },
  back: (stage) => {
    const { canvas, light, horizon, ground, chance } = stage;
    const x = canvas.width / 2;
    const wide = Math.min(canvas.width * 0.46, canvas.unit * 0.6);
    const side = chance.pick([-1, 1]);
    return [
      ellipse(
        canvas.width * (0.5 + side * 0.36),
        horizon,
        canvas.unit * 0.2,
        canvas.height * 0.045,
        light.on("#6f9a8f", 0.4),
      ),
      water(stage, horizon, canvas.height) +
        foam(stage, horizon + (canvas.height - horizon) * 0.3, canvas.height * 0.01),
      ellipse(x, ground + canvas.height * 0.035, wide * 1.08, canvas.height * 0.1, light.on("#9fe0e0"), 0.6) +
        ellipse(x, ground + canvas.height * 0.015, wide, canvas.height * 0.085, light.on("#cfa868")) +
        ellipse(
          x,
          ground,
          wide,
          canvas.height * 0.08,
          canvas.vertical(
            [
              [0, light.on("#f9e9bd")],
              [1, light.on("#e8c98a")],
            ],
            ground - canvas.height * 0.08,
            ground + canvas.height * 0.08,
          ),
        ),
      palm(stage, x - side * wide * 0.62, ground - canvas.height * 0.015, canvas.height * 0.52, 0) +
        palm(stage, x - side * wide * 0.42, ground - canvas.height * 0.04, canvas.height * 0.4, 0.05) +
        bush(stage, x - side * wide * 0.6, ground - canvas.height * 0.005, canvas.unit * 0.06, 0) +
        rock(stage, x + side * wide * 0.7, ground, canvas.unit * 0.11, 0, "#98897a"),
    ];
  },
  front: (stage) => wake({ ...stage, ground: stage.canvas.height * 0.93 }, 0.2),
};
