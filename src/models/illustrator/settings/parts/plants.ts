import { circle, ellipse, n, path, polygon, stroke } from "../../paint/shapes";
import type { Stage } from "../setting";

/** What grows: each draws one plant that stands at (x, foot) and is `height` tall. */

export type Plant = (stage: Stage, x: number, foot: number, height: number, distance: number) => string;

/** A fir of four tiers, with snow on its branches where it has fallen. */
export const fir: Plant = ({ light, snowy, chance }, x, foot, height, distance) => {
  const wide = height * chance.between(0.34, 0.44);
  const green = chance.pick(["#2d6a4a", "#2a5f4d", "#356f48"]);
  let drawn = polygon(
    [
      [x - height * 0.03, foot],
      [x + height * 0.03, foot],
      [x + height * 0.02, foot - height * 0.2],
      [x - height * 0.02, foot - height * 0.2],
    ],
    light.on("#5b3f2b", distance),
  );
  for (const [bottom, top, share] of [
    [0.08, 0.48, 1],
    [0.28, 0.66, 0.8],
    [0.48, 0.84, 0.6],
    [0.66, 1, 0.4],
  ] as const) {
    const y = foot - height * bottom;
    const peak = foot - height * top;
    const half = (wide * share) / 2;
    drawn += path(
      `M${n(x)} ${n(peak)}Q${n(x + half * 0.35)} ${n(y - (y - peak) * 0.25)} ${n(x + half)} ${n(y)}Q${n(x)} ${n(y - (y - peak) * 0.16)} ${n(x - half)} ${n(y)}Q${n(x - half * 0.35)} ${n(y - (y - peak) * 0.25)} ${n(x)} ${n(peak)}Z`,
      light.on(green, distance),
    );
    drawn += path(
      `M${n(x)} ${n(peak)}Q${n(x + half * 0.35)} ${n(y - (y - peak) * 0.25)} ${n(x + half)} ${n(y)}L${n(x)} ${n(y - (y - peak) * 0.1)}Z`,
      light.shadow,
      0.18 * (1 - distance),
    );
    if (snowy)
      drawn += path(
        `M${n(x)} ${n(peak)}Q${n(x + half * 0.3)} ${n(y - (y - peak) * 0.4)} ${n(x + half * 0.7)} ${n(y - (y - peak) * 0.18)}Q${n(x)} ${n(peak + (y - peak) * 0.45)} ${n(x - half * 0.7)} ${n(y - (y - peak) * 0.18)}Q${n(x - half * 0.3)} ${n(y - (y - peak) * 0.4)} ${n(x)} ${n(peak)}Z`,
        light.on("#f6faff", distance),
      );
  }
  return drawn;
};

/** A round-headed tree in leaf. */
export const tree: Plant = ({ light, chance, snowy }, x, foot, height, distance) => {
  const leaves = snowy
    ? ["#dfe9f5", "#eaf1fa", "#f6faff"]
    : chance.pick([
        ["#3b783e", "#4a8c47", "#63a456"],
        ["#44803a", "#579545", "#74ad57"],
        ["#39734c", "#488a58", "#5fa26b"],
      ]);
  return leafy(
    x,
    foot,
    height,
    light.on("#6b4a30", distance),
    leaves.map((leaf) => light.on(leaf, distance)),
    chance.between(-0.05, 0.05),
  );
};

/** The same in autumn or in blossom. */
export const colouredTree =
  (...leaves: [string, string, string]): Plant =>
  ({ light, chance }, x, foot, height, distance) =>
    leafy(
      x,
      foot,
      height,
      light.on("#5f4434", distance),
      leaves.map((leaf) => light.on(leaf, distance)),
      chance.between(-0.05, 0.05),
    );

function leafy(
  x: number,
  foot: number,
  height: number,
  trunk: string,
  [dark = trunk, middle = dark, lit = middle]: readonly string[],
  lean: number,
): string {
  const top = x + lean * height;
  let drawn = path(
    `M${n(x - height * 0.055)} ${n(foot)}Q${n(x - height * 0.015)} ${n(foot - height * 0.2)} ${n(top - height * 0.02)} ${n(foot - height * 0.55)}L${n(top + height * 0.02)} ${n(foot - height * 0.55)}Q${n(x + height * 0.015)} ${n(foot - height * 0.2)} ${n(x + height * 0.055)} ${n(foot)}Z`,
    trunk,
  );
  for (const [dx, dy, r, colour] of [
    [-0.24, 0.5, 0.19, dark],
    [0.24, 0.52, 0.19, dark],
    [0, 0.52, 0.24, dark],
    [-0.14, 0.66, 0.21, middle],
    [0.16, 0.67, 0.2, middle],
    [0, 0.79, 0.2, middle],
    [-0.1, 0.8, 0.12, lit],
    [0.07, 0.86, 0.1, lit],
    [-0.2, 0.67, 0.09, lit],
  ] as const)
    drawn += ellipse(top + dx * height, foot - dy * height, r * height, r * height * 0.92, colour);
  return drawn;
}

export const palm: Plant = ({ light, chance }, x, foot, height, distance) => {
  const lean = chance.pick([-1, 1]) * chance.between(0.6, 1.2);
  const top = foot - height;
  const crown = x + lean * height * 0.2;
  let drawn = path(
    `M${n(x - height * 0.035)} ${n(foot)}Q${n(x)} ${n(foot - height * 0.5)} ${n(crown - height * 0.014)} ${n(top)}L${n(crown + height * 0.02)} ${n(top)}Q${n(x + height * 0.06)} ${n(foot - height * 0.5)} ${n(x + height * 0.04)} ${n(foot)}Z`,
    light.on("#8a6239", distance),
  );
  for (const [index, [dx, dy]] of (
    [
      [-0.42, 0.06],
      [-0.32, -0.14],
      [-0.08, -0.22],
      [0.22, -0.18],
      [0.42, 0.04],
      [0.28, 0.2],
      [-0.28, 0.2],
    ] as const
  ).entries()) {
    const tipX = crown + dx * height;
    const tipY = top + dy * height;
    drawn += path(
      `M${n(crown)} ${n(top)}Q${n((crown + tipX) / 2)} ${n(Math.min(top, tipY) - height * 0.13)} ${n(tipX)} ${n(tipY)}Q${n((crown + tipX) / 2)} ${n((top + tipY) / 2 - height * 0.015)} ${n(crown)} ${n(top)}Z`,
      light.on(index % 2 === 0 ? "#3d8b4f" : "#4fa05b", distance),
    );
  }
  return (
    drawn +
    circle(crown - height * 0.02, top + height * 0.03, height * 0.025, light.on("#6b4423", distance)) +
    circle(crown + height * 0.025, top + height * 0.03, height * 0.025, light.on("#7d5230", distance))
  );
};

export const bush: Plant = ({ light, chance, snowy }, x, foot, height, distance) => {
  let drawn = "";
  const colours = snowy ? (["#d7e4f2", "#eef4fb"] as const) : (["#3f7d45", "#5b9a52"] as const);
  for (const [dx, dy, r] of [
    [-0.5, 0.3, 0.42],
    [0.5, 0.3, 0.4],
    [0, 0.48, 0.52],
  ] as const) {
    drawn += circle(x + dx * height, foot - dy * height, r * height, light.on(colours[0], distance));
    drawn += circle(
      x + dx * height - height * 0.08,
      foot - dy * height - height * 0.1,
      r * height * chance.between(0.55, 0.7),
      light.on(colours[1], distance),
    );
  }
  return drawn;
};

/** A candelabra cactus. */
export const cactus: Plant = ({ light, chance }, x, foot, height, distance) => {
  const wide = height * 0.13;
  const green = light.on("#4f8a4b", distance);
  const arm = (side: number, at: number, tall: number): string =>
    stroke(
      `M${n(x)} ${n(foot - height * at)}H${n(x + side * height * 0.22)}V${n(foot - height * (at + tall))}`,
      green,
      wide * 0.75,
    );
  return (
    stroke(`M${n(x)} ${n(foot)}V${n(foot - height + wide / 2)}`, green, wide) +
    arm(-1, chance.between(0.35, 0.5), chance.between(0.2, 0.3)) +
    arm(1, chance.between(0.3, 0.55), chance.between(0.18, 0.32)) +
    stroke(
      `M${n(x + wide * 0.22)} ${n(foot - height * 0.04)}V${n(foot - height * 0.94)}`,
      light.shadow,
      wide * 0.12,
      0.25,
    ) +
    stroke(
      `M${n(x - wide * 0.22)} ${n(foot - height * 0.04)}V${n(foot - height * 0.94)}`,
      light.on("#8fc07f", distance),
      wide * 0.1,
      0.7,
    )
  );
};

/** Reeds with brown heads, at the water's edge. */
export const reeds: Plant = ({ light, chance }, x, foot, height, distance) => {
  let drawn = "";
  for (let i = 0; i < 7; i++) {
    const lean = chance.between(-0.2, 0.2) * height;
    const tall = height * chance.between(0.6, 1);
    const at = x + (i - 3) * height * 0.07;
    drawn += stroke(
      `M${n(at)} ${n(foot)}Q${n(at)} ${n(foot - tall * 0.6)} ${n(at + lean)} ${n(foot - tall)}`,
      light.on(i % 2 === 0 ? "#5a8a4a" : "#6f9d55", distance),
      height * 0.025,
    );
    if (i % 2 === 0)
      drawn += stroke(
        `M${n(at + lean * 0.75)} ${n(foot - tall * 0.84)}L${n(at + lean)} ${n(foot - tall)}`,
        light.on("#6b4226", distance),
        height * 0.06,
      );
  }
  return drawn;
};

/** A row of plants along a line. The middle is kept clear for the subject. */
export function row(
  stage: Stage,
  draw: Plant,
  y: number,
  height: number,
  count: number,
  distance: number,
  clearing = 0,
): string {
  const { canvas, chance } = stage;
  const feet = Array.from({ length: count }, (_, i) => ({
    x: canvas.width * ((i + chance.between(0.1, 0.9)) / count),
    foot: y + chance.between(-0.012, 0.02) * canvas.height,
  })).filter(({ x }) => Math.abs(x / canvas.width - 0.5) >= clearing / 2);
  return feet
    .toSorted((a, b) => a.foot - b.foot)
    .map(({ x, foot }) => draw(stage, x, foot, height * chance.between(0.75, 1.15), distance))
    .join("");
}
