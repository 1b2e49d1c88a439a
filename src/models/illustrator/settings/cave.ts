import { motes } from "./parts/air";
import { stones } from "./parts/ground";
import { ellipse, n, path, polygon } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

/** Stone teeth along an edge: from the roof (1) or from the floor (-1). */
function teeth(
  { canvas, light, chance }: Stage,
  base: number,
  long: number,
  way: 1 | -1,
  count: number,
  distance: number,
): string {
  let drawn = "";
  for (let i = 0; i < count; i++) {
    const x = canvas.width * ((i + chance.next()) / count);
    const middle = Math.abs(x / canvas.width - 0.5) * 2;
    const tall = long * chance.between(0.35, 1) * (0.35 + 0.65 * middle);
    const wide = canvas.unit * chance.between(0.03, 0.07);
    drawn +=
      polygon(
        [
          [x - wide, base],
          [x + wide, base],
          [x + wide * 0.15, base + way * tall],
        ],
        light.on("#4d4563", distance),
      ) +
      polygon(
        [
          [x - wide, base],
          [x - wide * 0.3, base],
          [x + wide * 0.15, base + way * tall],
        ],
        light.on("#8a7fae", distance),
        0.5,
      );
  }
  return drawn;
}

function crystals(
  { canvas, chance }: Stage,
  x: number,
  foot: number,
  size: number,
  colour: string,
  lit: string,
): string {
  let drawn = ellipse(
    x,
    foot,
    size,
    size * 0.5,
    canvas.radial(x, foot, size, [
      [0, colour, 0.6],
      [1, colour, 0],
    ]),
  );
  for (let i = 0; i < 5; i++) {
    const at = x + (i - 2) * size * 0.2;
    const tall = size * chance.between(0.4, 0.95);
    const lean = (i - 2) * size * 0.09;
    const half = size * 0.09;
    drawn +=
      polygon(
        [
          [at - half, foot],
          [at - half + lean, foot - tall * 0.8],
          [at + lean, foot - tall],
          [at + half + lean, foot - tall * 0.8],
          [at + half, foot],
        ],
        colour,
      ) +
      polygon(
        [
          [at - half, foot],
          [at - half + lean, foot - tall * 0.8],
          [at + lean, foot - tall],
          [at, foot],
        ],
        lit,
        0.65,
      );
  }
  return drawn;
}

export const cave: Setting = {
  name: "cave",
  words: ["cave", "cavern", "grotto", "mine", "underground", "dungeon", "crystal cave"],
  horizon: 0.66,
  holds: "standing",
  indoors: true,
  terrain: { top: "#6a6180", side: "#3a334f", props: "rocks" },
  back: (stage) => {
    const { canvas, light, chance, horizon } = stage;
    const mouth: [number, number] = [canvas.width / 2, horizon * 0.62];
    const [rx, ry] = [canvas.unit * 0.36, horizon * 0.46];
    const sky = canvas.vertical(
      [
        [0, light.sky[0]],
        [0.6, light.sky[1]],
        [1, light.sky[2]],
      ],
      mouth[1] - ry,
      mouth[1] + ry,
    );
    const rim = canvas.radial(mouth[0], mouth[1], canvas.unit * 0.8, [
      [0, light.haze, 0.75],
      [1, light.haze, 0],
    ]);
    const hole = `M${n(mouth[0] - rx)} ${n(horizon + 4)}C${n(mouth[0] - rx * 1.15)} ${n(mouth[1] - ry)} ${n(mouth[0] - rx * 0.3)} ${n(mouth[1] - ry * 1.1)} ${n(mouth[0])} ${n(mouth[1] - ry * 0.92)}C${n(mouth[0] + rx * 0.5)} ${n(mouth[1] - ry * 1.15)} ${n(mouth[0] + rx * 1.2)} ${n(mouth[1] - ry * 0.6)} ${n(mouth[0] + rx)} ${n(horizon + 4)}Z`;
    return [
      canvas.sheet(
        canvas.vertical([
          [0, light.on("#2a2440")],
          [1, light.on("#4a4166")],
        ]),
      ) + canvas.sheet(rim),
      path(hole, sky) +
        path(
          `M${n(mouth[0] - rx)} ${n(horizon + 4)}Q${n(mouth[0])} ${n(horizon - canvas.height * 0.1)} ${n(mouth[0] + rx)} ${n(horizon + 4)}Z`,
          light.on("#6f9a6a", 0.35),
        ),
      teeth(stage, -2, canvas.height * 0.3, 1, 16, 0.08) +
        canvas.sheet(
          canvas.vertical(
            [
              [0, light.on("#5d5478", 0.1)],
              [1, light.on("#2c2640")],
            ],
            horizon,
          ),
          horizon,
        ) +
        teeth(stage, horizon + canvas.height * 0.05, canvas.height * 0.16, -1, 12, 0.1),
      stones(stage, 12, "#5b5278") +
        crystals(stage, canvas.width * 0.1, canvas.height * 0.86, canvas.unit * 0.2, "#5ad1e8", "#c9f6ff") +
        crystals(stage, canvas.width * 0.91, canvas.height * 0.92, canvas.unit * 0.24, "#b07cf2", "#e9d6ff") +
        motes(stage, 20, chance.pick(["#bff3ff", "#ffe9b0"]), 0.0028),
    ];
  },
  front: (stage) =>
    teeth(
      {
        ...stage,
        light: { ...stage.light, on: (colour) => stage.light.on(colour === "#4d4563" ? "#221d36" : "#3a3355") },
      },
      stage.canvas.height + 2,
      stage.canvas.height * 0.16,
      -1,
      9,
      0,
    ),
};
