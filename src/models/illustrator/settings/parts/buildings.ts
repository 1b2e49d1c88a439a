import { box, circle, ellipse, n, path, polygon, stroke } from "../../paint/shapes";
import type { Stage } from "../setting";

/** What people build. Windows are lit when the sun is gone. */

export const LAMP = "#ffd98a";
const pane = (stage: Stage, distance = 0): string => (stage.light.dark ? LAMP : stage.light.on("#bcd8ec", distance));

export function skyline(stage: Stage, count: number, height: number, distance: number): string {
  const { canvas, light, chance, horizon } = stage;
  let drawn = "";
  let windows = "";
  for (let i = -1; i < count; i++) {
    const wide = (canvas.width / count) * chance.between(0.7, 1.2);
    const x = (canvas.width * (i + chance.between(0, 0.4))) / count;
    const tall = height * chance.between(0.35, 1);
    const top = horizon - tall;
    const colour = light.on(chance.pick(["#56687f", "#6b7a90", "#4a5a73", "#7c7f95", "#5f6d8f"]), distance);
    const kind = chance.whole(0, 4);
    drawn += box(x, top, wide, tall + 4, colour);
    if (kind === 0)
      drawn += polygon(
        [
          [x, top],
          [x + wide / 2, top - wide * 0.6],
          [x + wide, top],
        ],
        colour,
      );
    if (kind === 1)
      drawn +=
        box(x + wide * 0.2, top - wide * 0.35, wide * 0.6, wide * 0.4, colour) +
        stroke(`M${n(x + wide / 2)} ${n(top - wide * 0.3)}v${n(-wide * 0.7)}`, colour, wide * 0.06);
    if (kind === 2) drawn += ellipse(x + wide / 2, top, wide / 2, wide * 0.3, colour);
    drawn += box(x + wide * 0.72, top, wide * 0.28, tall + 4, light.shadow, { opacity: 0.16 * (1 - distance) });
    const cell = Math.max(canvas.unit * 0.008, wide / 5);
    for (let y = top + cell; y < horizon - cell; y += cell * 1.5)
      for (let wx = x + cell * 0.6; wx < x + wide - cell * 0.7; wx += cell * 1.15)
        if (chance.maybe(0.45)) windows += `M${n(wx)} ${n(y)}h${n(cell * 0.55)}v${n(cell * 0.75)}h${n(-cell * 0.55)}Z`;
  }
  return (
    drawn + path(windows, light.dark ? LAMP : light.on("#cfe3f2", distance), light.dark ? 0.9 - distance * 0.7 : 0.55)
  );
}

/** A house front with a door and windows under a pitched roof; `wide` across, standing on `foot`. */
export function house(stage: Stage, x: number, foot: number, wide: number, distance: number): string {
  const { light, chance, snowy } = stage;
  const tall = wide * chance.between(0.62, 0.85);
  const top = foot - tall;
  const wall = light.on(chance.pick(["#f6e7cf", "#e9d3b4", "#f2dede", "#dbe7ea", "#f3d9b1"]), distance);
  const roof = light.on(snowy ? "#f4f9ff" : chance.pick(["#b5533c", "#8a4b3a", "#6d6875", "#a4493d"]), distance);
  const glass = pane(stage, distance);
  const window = (dx: number, dy: number): string =>
    box(x + wide * dx, top + tall * dy, wide * 0.18, tall * 0.24, glass) +
    stroke(
      `M${n(x + wide * (dx + 0.09))} ${n(top + tall * dy)}v${n(tall * 0.24)}M${n(x + wide * dx)} ${n(top + tall * (dy + 0.12))}h${n(wide * 0.18)}`,
      wall,
      wide * 0.016,
    );
  return (
    box(x + wide * 0.7, top - wide * 0.42, wide * 0.1, wide * 0.3, light.on("#8a5a44", distance)) +
    box(x, top, wide, tall, wall) +
    box(x + wide * 0.62, top, wide * 0.38, tall, light.shadow, { opacity: 0.1 }) +
    polygon(
      [
        [x - wide * 0.09, top + tall * 0.04],
        [x + wide / 2, top - wide * 0.46],
        [x + wide * 1.09, top + tall * 0.04],
      ],
      roof,
    ) +
    polygon(
      [
        [x + wide / 2, top - wide * 0.46],
        [x + wide * 1.09, top + tall * 0.04],
        [x + wide * 0.62, top + tall * 0.04],
      ],
      light.shadow,
      0.14,
    ) +
    window(0.12, 0.28) +
    window(0.7, 0.28) +
    box(
      x + wide * 0.4,
      top + tall * 0.45,
      wide * 0.2,
      tall * 0.55,
      light.on(chance.pick(["#7a4f31", "#3d5a6c", "#6b3e3e"]), distance),
      { radius: wide * 0.02 },
    )
  );
}

/** Town houses in a row, wall to wall, along one side of a street that runs away from us. */
export function terrace(stage: Stage, side: -1 | 1, colours: readonly [string, ...string[]]): string {
  const { canvas, light, chance, horizon } = stage;
  const edge = side === -1 ? 0 : canvas.width;
  const vanishing = canvas.width / 2;
  const at = (share: number): number => edge + (vanishing - edge) * share;
  let drawn = "";
  for (const [near, far] of [
    [0.74, 0.86],
    [0.56, 0.74],
    [0.3, 0.56],
    [-0.12, 0.3],
  ] as const) {
    const rise = canvas.height * chance.between(0.5, 0.64);
    const topAt = (share: number): number => horizon - rise * (1 - share);
    const footAt = (share: number): number => horizon + (canvas.height * 1.06 - horizon) * (1 - share) * 0.72;
    const colour = chance.pick(colours);
    const distance = Math.max(0, near) * 0.55;
    drawn += polygon(
      [
        [at(near), topAt(near)],
        [at(far), topAt(far)],
        [at(far), footAt(far)],
        [at(near), footAt(near)],
      ],
      light.on(colour, distance),
    );
    drawn += polygon(
      [
        [at(near), topAt(near)],
        [at(far), topAt(far)],
        [at(far), topAt(far) + rise * 0.04],
        [at(near), topAt(near) + rise * 0.06],
      ],
      light.shadow,
      0.3,
    );
    for (let floor = 0; floor < 4; floor++)
      for (const [a, b] of [
        [0.16, 0.4],
        [0.6, 0.84],
      ] as const) {
        const [u, v] = [near + (far - near) * a, near + (far - near) * b];
        const y = (share: number, dy: number): number => topAt(share) + (footAt(share) - topAt(share)) * dy;
        const [low, high] = [0.12 + floor * 0.22, 0.24 + floor * 0.22];
        const lit = light.dark && chance.maybe(0.65);
        drawn += polygon(
          [
            [at(u), y(u, low)],
            [at(v), y(v, low)],
            [at(v), y(v, high)],
            [at(u), y(u, high)],
          ],
          lit ? LAMP : light.on(light.dark ? "#4c5a78" : "#a9c9de", distance),
          0.9,
        );
      }
  }
  return drawn;
}

/** A street lamp, with its light when it is dark. */
export function lampPost(stage: Stage, x: number, foot: number, height: number): string {
  const { canvas, light } = stage;
  const top = foot - height;
  const glow = light.dark
    ? circle(
        x,
        top,
        height * 0.4,
        canvas.radial(x, top, height * 0.4, [
          [0, "#ffe2a0", 0.75],
          [1, "#ffe2a0", 0],
        ]),
      )
    : "";
  return (
    stroke(`M${n(x)} ${n(foot)}V${n(top)}`, light.on("#2e3440"), height * 0.026) +
    glow +
    circle(x, top, height * 0.045, light.dark ? "#fff3cf" : light.on("#e8edf2")) +
    stroke(`M${n(x - height * 0.05)} ${n(foot)}h${n(height * 0.1)}`, light.on("#2e3440"), height * 0.03)
  );
}

export function fence(stage: Stage, y: number, height: number, colour = "#f3ead9"): string {
  const { canvas, light } = stage;
  const step = canvas.unit * 0.055;
  let posts = "";
  for (let x = -step; x < canvas.width + step; x += step)
    posts += `M${n(x)} ${n(y)}v${n(-height)}l${n(step * 0.12)} ${n(-step * 0.14)}l${n(step * 0.12)} ${n(step * 0.14)}v${n(height)}Z`;
  return (
    box(0, y - height * 0.78, canvas.width, height * 0.13, light.on(colour, 0.12)) +
    box(0, y - height * 0.35, canvas.width, height * 0.13, light.on(colour, 0.12)) +
    path(posts, light.on(colour))
  );
}

/** A barn with a round-topped silo. */
export function barn(stage: Stage, x: number, foot: number, wide: number, distance: number): string {
  const { light } = stage;
  const tall = wide * 0.55;
  const top = foot - tall;
  const red = light.on("#b3402f", distance);
  const white = light.on("#f7efe2", distance);
  return (
    box(x + wide * 1.02, foot - wide * 0.95, wide * 0.26, wide * 0.95, light.on("#c3c8cf", distance)) +
    ellipse(x + wide * 1.15, foot - wide * 0.95, wide * 0.13, wide * 0.12, light.on("#8f99a5", distance)) +
    polygon(
      [
        [x, foot],
        [x, top],
        [x + wide * 0.14, top - wide * 0.24],
        [x + wide / 2, top - wide * 0.4],
        [x + wide * 0.86, top - wide * 0.24],
        [x + wide, top],
        [x + wide, foot],
      ],
      red,
    ) +
    stroke(
      `M${n(x - wide * 0.04)} ${n(top + wide * 0.03)}L${n(x + wide * 0.12)} ${n(top - wide * 0.25)}L${n(x + wide / 2)} ${n(top - wide * 0.42)}L${n(x + wide * 0.88)} ${n(top - wide * 0.25)}L${n(x + wide * 1.04)} ${n(top + wide * 0.03)}`,
      light.on("#5c4038", distance),
      wide * 0.05,
    ) +
    box(x + wide * 0.34, foot - tall * 0.7, wide * 0.32, tall * 0.7, white) +
    box(x + wide * 0.36, foot - tall * 0.66, wide * 0.28, tall * 0.66, red) +
    stroke(
      `M${n(x + wide * 0.36)} ${n(foot - tall * 0.66)}L${n(x + wide * 0.64)} ${n(foot)}M${n(x + wide * 0.64)} ${n(foot - tall * 0.66)}L${n(x + wide * 0.36)} ${n(foot)}`,
      white,
      wide * 0.016,
    ) +
    box(
      x + wide * 0.43,
      top - wide * 0.2,
      wide * 0.14,
      wide * 0.13,
      stage.light.dark ? LAMP : light.on("#5c3a33", distance),
    )
  );
}
