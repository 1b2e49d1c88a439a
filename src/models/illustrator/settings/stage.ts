import { boards } from "./parts/ground";
import { motes } from "./parts/air";
import { ellipse, n, path, polygon } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

function curtain({ canvas, light, horizon }: Stage): string {
  const wide = canvas.width / Math.round(canvas.width / (canvas.unit * 0.075));
  let drawn = canvas.sheet(
    canvas.vertical(
      [
        [0, light.on("#6b1020")],
        [1, light.on("#a01f33")],
      ],
      0,
      horizon,
    ),
    0,
    horizon,
  );
  for (let x = 0; x < canvas.width; x += wide) {
    drawn += path(
      `M${n(x)} 0h${n(wide * 0.45)}Q${n(x + wide * 0.36)} ${n(horizon / 2)} ${n(x + wide * 0.5)} ${n(horizon)}h${n(-wide * 0.5)}Q${n(x - wide * 0.08)} ${n(horizon / 2)} ${n(x)} 0Z`,
      light.on("#c22f45"),
      0.65,
    );
  }
  return drawn;
}

function drapes({ canvas, light }: Stage): string {
  let drawn = "";
  for (const side of [-1, 1]) {
    const edge = side === -1 ? 0 : canvas.width;
    const x = (share: number): number => edge - side * canvas.unit * share;
    drawn += path(
      `M${n(edge)} 0H${n(x(0.3))}Q${n(x(0.22))} ${n(canvas.height * 0.34)} ${n(x(0.06))} ${n(canvas.height * 0.52)}Q${n(x(0.12))} ${n(canvas.height * 0.7)} ${n(x(0.13))} ${n(canvas.height)}H${n(edge)}Z`,
      light.on("#8a1828"),
    );
    drawn += path(
      `M${n(x(0.1))} 0H${n(x(0.18))}Q${n(x(0.14))} ${n(canvas.height * 0.34)} ${n(x(0.045))} ${n(canvas.height * 0.52)}Q${n(x(0.07))} ${n(canvas.height * 0.34)} ${n(x(0.1))} 0Z`,
      light.on("#d2485a"),
      0.6,
    );
    drawn += ellipse(x(0.055), canvas.height * 0.52, canvas.unit * 0.06, canvas.unit * 0.014, light.on("#e8b84a"));
  }
  let swags = "";
  const wide = canvas.width / 4;
  for (let i = 0; i < 4; i++)
    swags += path(
      `M${n(i * wide)} 0H${n((i + 1) * wide)}Q${n((i + 0.5) * wide)} ${n(canvas.height * 0.2)} ${n(i * wide)} 0Z`,
      light.on(i % 2 === 0 ? "#7a1322" : "#8f1b2c"),
    );
  return drawn + swags + canvas.sheet(light.on("#e8b84a"), 0, canvas.unit * 0.012);
}

export const stage: Setting = {
  name: "stage",
  words: [
    "stage",
    "theatre",
    "theater",
    "concert",
    "spotlight",
    "circus",
    "opera",
    "on stage",
    "show",
    "podium",
    "catwalk",
  ],
  horizon: 0.7,
  holds: "standing",
  indoors: true,
  lamps: true,
  terrain: { top: "#b07a4a", side: "#8a1828", props: "blocks" },
  back: (plain) => {
    const { canvas, ground, chance, horizon } = plain;
    const beam = (x: number, to: number, colour: string): string =>
      polygon(
        [
          [x - canvas.unit * 0.02, -6],
          [x + canvas.unit * 0.02, -6],
          [to + canvas.unit * 0.28, ground],
          [to - canvas.unit * 0.28, ground],
        ],
        canvas.vertical(
          [
            [0, colour, 0.6],
            [1, colour, 0.1],
          ],
          0,
          ground,
        ),
      );
    const middle = canvas.width / 2;
    const [warm, cool] = chance.pick([
      ["#fff1c4", "#ffd0e0"],
      ["#fff1c4", "#c9e6ff"],
      ["#ffe2b0", "#e0d0ff"],
    ]);
    return [
      curtain(plain),
      boards({ ...plain, horizon }, "#b07a4a"),
      beam(canvas.width * 0.16, middle, cool) +
        beam(canvas.width * 0.84, middle, cool) +
        beam(middle, middle, warm) +
        ellipse(middle, ground, canvas.unit * 0.38, canvas.unit * 0.06, warm, 0.5),
      motes(plain, 24, "#fff3cf", 0.0022),
    ];
  },
  front: (plain) => drapes(plain),
};
