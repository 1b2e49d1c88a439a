import { boards } from "./parts/ground";
import { floorLamp, framed, rug, shelf, wall, window } from "./parts/interior";
import type { Setting } from "./setting";

export const room: Setting = {
  name: "room",
  words: [
    "room",
    "indoors",
    "inside",
    "bedroom",
    "living room",
    "house interior",
    "interior",
    "lounge",
    "cafe",
    "restaurant",
    "hotel",
    "nursery",
    "bathroom",
    "on the floor",
  ],
  horizon: 0.68,
  holds: "standing",
  indoors: true,
  lamps: true,
  terrain: { top: "#b98a5c", side: "#7a4f31", props: "blocks" },
  back: (stage) => {
    const { canvas, chance, horizon } = stage;
    const [top, low, cloth, carpet] = chance.pick([
      ["#f0dcc0", "#e3c6a0", "#c8553d", "#b5533c"],
      ["#cfdcd6", "#b3c9c0", "#3d7a6f", "#4f7f8c"],
      ["#ead7de", "#d8bcc8", "#8d5a8a", "#7a5a8c"],
    ] as const);
    const left = chance.maybe(0.5);
    const at = (share: number): number => canvas.width * (left ? share : 1 - share);
    const [w, h] = [canvas.unit * 0.3, canvas.unit * 0.34];
    return [
      wall(stage, top, low),
      window(stage, at(0.24) - w / 2, horizon * 0.18, w, h, cloth) +
        framed(stage, canvas.width * 0.5 - canvas.unit * 0.06, horizon * 0.16, canvas.unit * 0.15, canvas.unit * 0.12),
      boards(stage, "#a9754b") +
        shelf(stage, at(0.8) - canvas.unit * 0.14, horizon * 0.36, canvas.unit * 0.28, 2, canvas.unit * 0.15),
      rug(stage, stage.ground, carpet) +
        floorLamp(stage, at(0.95), horizon + canvas.height * 0.06, canvas.height * 0.42),
    ];
  },
};
