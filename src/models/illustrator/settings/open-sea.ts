import { ellipse } from "../paint/shapes";
import { hills } from "./parts/terrain";
import { swell, wake, water } from "./parts/water";
import type { Setting } from "./setting";

export const openSea: Setting = {
  name: "open sea",
  words: [
    "sea",
    "ocean",
    "water",
    "waves",
    "wave",
    "great wave",
    "big wave",
    "bay",
    "high seas",
    "open sea",
    "open ocean",
    "at sea",
    "stormy sea",
  ],
  horizon: 0.52,
  holds: "floating",
  ground: 0.8,
  terrain: { top: "#3f95c0", side: "#1f5f92", props: "waves" },
  back: (stage) => {
    const { canvas, horizon, light } = stage;
    return [
      stage.backdrop === "mountains" || stage.backdrop === "hills"
        ? hills({ ...stage, snowy: false }, "#7f9bb0", 1, canvas.height * 0.05)
        : "",
      water(stage, horizon, canvas.height) +
        ellipse(stage.sunX, horizon, canvas.unit * 0.3, canvas.height * 0.012, light.body.colour, 0.4),
      swell(stage, horizon + (canvas.height - horizon) * 0.34, canvas.height * 0.035, 5, "#3a8cb8", 0.12),
    ];
  },
  front: (stage) =>
    wake(stage, 0.16) + swell(stage, stage.canvas.height * 0.93, stage.canvas.height * 0.05, 4, "#1b5d90", 0),
};
