import { part } from "../paint/part";
import { circle, ellipse, fine, n } from "../paint/shapes";
import type { Setting, Stage } from "./setting";

function nebula({ canvas, chance }: Stage): string {
  let drawn = "";
  const colours = chance.pick([
    ["#7b4dd6", "#d6458b", "#2c7be5"],
    ["#1fa7a0", "#3b5bd9", "#8a4fd0"],
    ["#e0683c", "#b23a7a", "#5a3fc0"],
  ]);
  for (let i = 0; i < 7; i++) {
    const colour = colours[i % colours.length] ?? "#7b4dd6";
    const [x, y, r] = [
      chance.between(0, canvas.width),
      chance.between(0, canvas.height),
      canvas.unit * chance.between(0.25, 0.6),
    ];
    drawn += circle(
      x,
      y,
      r,
      canvas.radial(x, y, r, [
        [0, colour, 0.34],
        [0.6, colour, 0.12],
        [1, colour, 0],
      ]),
    );
  }
  return drawn;
}

export function starfield({ canvas, chance }: Pick<Stage, "canvas" | "chance">, count: number): string {
  let drawn = "";
  for (let i = 0; i < count; i++)
    drawn += circle(
      chance.between(0, canvas.width),
      chance.between(0, canvas.height),
      canvas.unit * chance.between(0.0006, 0.0022),
      chance.pick(["#ffffff", "#ffffff", "#ffe9c9", "#cfe0ff"]),
      chance.between(0.35, 1),
    );
  for (let i = 0; i < 9; i++) {
    const [x, y, r] = [
      chance.between(0, canvas.width),
      chance.between(0, canvas.height),
      canvas.unit * chance.between(0.006, 0.014),
    ];
    drawn += `<path d="M${n(x)} ${n(y - r)}Q${n(x)} ${n(y)} ${n(x + r)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y + r)}Q${n(x)} ${n(y)} ${n(x - r)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y - r)}Z" fill="#ffffff" fill-opacity="${fine(0.9)}"/>`;
  }
  return part("stars", drawn);
}

/** A planet with bands and, maybe, a ring. */
export function globe(
  { canvas, chance }: Pick<Stage, "canvas" | "chance">,
  x: number,
  y: number,
  r: number,
  ringed: boolean,
): string {
  const [lit, middle, dark, band] = chance.pick([
    ["#ffe0a8", "#dd8a55", "#5a2a4a", "#b5603f"],
    ["#c9f0ff", "#4f9ad6", "#1d2a66", "#2f6fb5"],
    ["#f6d0f0", "#b06fd0", "#3a1f66", "#8a4fb5"],
    ["#dff5c0", "#6fb08a", "#1f3f4a", "#4a8a6f"],
  ]);
  let bands = "";
  for (let i = -3; i <= 3; i++) {
    const dy = i * 0.27;
    bands += ellipse(x, y + dy * r, r * Math.sqrt(1 - dy * dy) * 0.97, r * chance.between(0.03, 0.07), band, 0.4);
  }
  const ring = (d: string): string =>
    `<path d="${d}" fill="none" stroke="#f4d9b0" stroke-width="${n(r * 0.13)}" stroke-opacity="0.85" transform="rotate(-16 ${n(x)} ${n(y)})"/>`;
  return (
    (ringed ? ring(`M${n(x - r * 1.85)} ${n(y)}A${n(r * 1.85)} ${n(r * 0.42)} 0 0 1 ${n(x + r * 1.85)} ${n(y)}`) : "") +
    circle(x, y, r, middle) +
    bands +
    circle(
      x,
      y,
      r,
      canvas.radial(x - r * 0.4, y - r * 0.4, r * 1.6, [
        [0, lit, 0.9],
        [0.45, middle, 0],
        [1, dark, 0.95],
      ]),
    ) +
    (ringed ? ring(`M${n(x - r * 1.85)} ${n(y)}A${n(r * 1.85)} ${n(r * 0.42)} 0 0 0 ${n(x + r * 1.85)} ${n(y)}`) : "")
  );
}

export const space: Setting = {
  name: "space",
  words: [
    "space",
    "galaxy",
    "cosmos",
    "universe",
    "orbit",
    "nebula",
    "planets",
    "outer space",
    "solar system",
    "deep space",
    "in orbit",
  ],
  horizon: 0,
  holds: "hovering",
  indoors: true,
  hour: "night",
  terrain: { top: "#5a4f8f", side: "#2a2352", props: "rocks" },
  back: (stage) => {
    const { canvas, chance } = stage;
    const side = chance.pick([0.2, 0.8]);
    return [
      canvas.sheet(
        canvas.vertical([
          [0, "#070718"],
          [0.6, "#141033"],
          [1, "#2a1146"],
        ]),
      ) + nebula(stage),
      starfield(stage, 320),
      globe(stage, canvas.width * side, canvas.height * chance.between(0.18, 0.26), canvas.unit * 0.12, true) +
        globe(stage, canvas.width * (1 - side), canvas.height * chance.between(0.78, 0.86), canvas.unit * 0.07, false),
    ];
  },
};
