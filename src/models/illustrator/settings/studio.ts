import { circle, ellipse } from "../paint/shapes";
import type { Setting } from "./setting";

/** Nothing but light on a curved backdrop: for subjects without a place. */
export const studio: Setting = {
  name: "studio backdrop",
  words: ["studio", "backdrop", "studio backdrop", "product shot"],
  horizon: 0.7,
  holds: "standing",
  ground: 0.84,
  indoors: true,
  terrain: { top: "#e9dcc7", side: "#c9b496", props: "blocks" },
  back: ({ canvas, light, chance, ground }) => {
    const [wall, floor, disc] = chance.pick([
      ["#cfe3ee", "#a7c4d6", "#e9f4fa"],
      ["#f6dccb", "#e3b89a", "#fdeee2"],
      ["#dfe8d2", "#b8caa0", "#eff5e6"],
      ["#e6dcf0", "#c3b1d8", "#f4eef9"],
      ["#fbeac2", "#ecca8a", "#fff6dd"],
    ] as const);
    const x = canvas.width / 2;
    const y = ground * 0.6;
    return [
      canvas.sheet(
        canvas.vertical([
          [0, light.on(wall)],
          [0.62, light.on(wall)],
          [0.8, light.on(floor)],
          [1, light.on(wall)],
        ]),
      ),
      circle(x, y, canvas.unit * 0.36, light.on(disc), 0.75) +
        circle(
          x,
          y,
          canvas.unit * 0.62,
          canvas.radial(x, y, canvas.unit * 0.62, [
            [0, "#ffffff", 0.55],
            [1, "#ffffff", 0],
          ]),
        ),
      ellipse(x, ground, canvas.unit * 0.5, canvas.unit * 0.06, light.on("#ffffff"), 0.22),
    ];
  },
};
