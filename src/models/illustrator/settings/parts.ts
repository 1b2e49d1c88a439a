import { below, ellipse, n, polygon, rolling } from "../canvas";
import type { Stage } from "./setting";

/** Pieces of landscape that several settings share. */

/** Layers of mountains from far to near, each less hazy than the one behind; the far and tall ones wear snow. */
export function mountains(stage: Stage, colour: string, layers: number, height: number): string {
  let drawn = "";
  for (let layer = 0; layer < layers; layer++) {
    const tall = height * (1 - (0.4 * layer) / layers);
    const capped = layer < 2 && (stage.snowy || tall > stage.canvas.height * 0.2);
    drawn += ridge(stage, colour, tall, 3 + layer, 0.58 - (0.4 * layer) / layers, capped);
  }
  return drawn;
}

function ridge(stage: Stage, colour: string, tall: number, peaks: number, distance: number, capped: boolean): string {
  const { canvas, light, chance, horizon } = stage;
  const [left, right] = [-0.1 * canvas.width, 1.1 * canvas.width];
  const outline: [number, number][] = [[left, horizon]];
  let caps = "";
  for (let peak = 0; peak <= peaks; peak++) {
    const x = (canvas.width * (peak + chance.between(-0.3, 0.3))) / peaks;
    const top = horizon - tall * chance.between(0.55, 1);
    const half = (canvas.width / peaks) * chance.between(0.55, 0.8);
    outline.push([x - half * 0.5, horizon - tall * 0.25], [x, top], [x + half * 0.5, horizon - tall * 0.22]);
    if (capped) caps += cap(x, top, half, tall, light.on("#ffffff", distance));
  }
  outline.push([right, horizon], [right, canvas.height], [left, canvas.height]);
  return polygon(outline, light.on(colour, distance)) + caps;
}

function cap(x: number, top: number, half: number, tall: number, colour: string): string {
  const drop = tall * 0.22;
  const wide = (half * 0.5 * drop) / (tall * 0.75);
  return polygon(
    [
      [x, top],
      [x + wide, top + drop],
      [x + wide * 0.4, top + drop * 0.8],
      [x, top + drop * 1.15],
      [x - wide * 0.45, top + drop * 0.75],
      [x - wide, top + drop],
    ],
    colour,
  );
}

/** A fir of three tiers, with snow on its branches where it has fallen. */
export function fir({ light, snowy }: Stage, x: number, foot: number, height: number, distance: number): string {
  const wide = height * 0.42;
  let drawn = `<rect x="${n(x - height * 0.03)}" y="${n(foot - height * 0.12)}" width="${n(height * 0.06)}" height="${n(height * 0.12)}" fill="${light.on("#5b3f2b", distance)}"/>`;
  for (const [bottom, top, share] of [
    [0.08, 0.52, 1],
    [0.32, 0.76, 0.76],
    [0.56, 1, 0.52],
  ] as const) {
    const y = foot - height * bottom;
    const peak = foot - height * top;
    const half = (wide * share) / 2;
    drawn += polygon(
      [
        [x, peak],
        [x + half, y],
        [x - half, y],
      ],
      light.on("#2d6a4a", distance),
    );
    if (snowy)
      drawn += polygon(
        [
          [x, peak],
          [x + half * 0.62, peak + (y - peak) * 0.62],
          [x + half * 0.15, peak + (y - peak) * 0.5],
          [x - half * 0.2, peak + (y - peak) * 0.68],
          [x - half * 0.62, peak + (y - peak) * 0.62],
        ],
        light.on("#f4f9ff", distance),
      );
  }
  return drawn;
}

/** A round-headed tree. */
export function tree({ light, chance }: Stage, x: number, foot: number, height: number, distance: number): string {
  const trunk = light.on("#6b4a30", distance);
  let drawn = polygon(
    [
      [x - height * 0.05, foot],
      [x + height * 0.05, foot],
      [x + height * 0.025, foot - height * 0.5],
      [x - height * 0.025, foot - height * 0.5],
    ],
    trunk,
  );
  for (const [dx, dy, r, shade] of [
    [-0.2, 0.55, 0.22, "#3f7d3f"],
    [0.2, 0.58, 0.22, "#478a45"],
    [0, 0.75, 0.27, "#529a4e"],
  ] as const) {
    drawn += ellipse(
      x + dx * height,
      foot - dy * height,
      r * height,
      r * height * chance.between(0.9, 1),
      light.on(shade, distance),
    );
  }
  return drawn;
}

/** A row of trees along a line, small and hazy or tall and near. The middle is kept clear for the subject. */
export function row(
  stage: Stage,
  draw: typeof fir,
  y: number,
  height: number,
  count: number,
  distance: number,
  clearing = 0,
): string {
  const { canvas, chance } = stage;
  let drawn = "";
  for (let i = 0; i < count; i++) {
    const x = canvas.width * ((i + chance.between(0.1, 0.9)) / count);
    if (Math.abs(x / canvas.width - 0.5) < clearing / 2) continue;
    drawn += draw(
      stage,
      x,
      y + chance.between(-0.01, 0.02) * canvas.height,
      height * chance.between(0.75, 1.15),
      distance,
    );
  }
  return drawn;
}

/** Land from the horizon to the lower edge: two soft waves, lighter where it is far. */
export function land(stage: Stage, far: string, near: string): string {
  const { canvas, light, chance, horizon } = stage;
  const depth = canvas.height - horizon;
  const shade = canvas.vertical(
    [
      [0, light.on(far, 0.35)],
      [0.35, light.on(far, 0.08)],
      [1, light.on(near)],
    ],
    horizon,
    canvas.height,
  );
  const rise = canvas.vertical(
    [
      [0, light.on(far, 0.05)],
      [1, light.on(near)],
    ],
    horizon + depth * 0.3,
    canvas.height,
  );
  return (
    below(rolling(canvas, chance, horizon, depth * 0.12, 4), canvas.height, shade) +
    below(rolling(canvas, chance, horizon + depth * 0.38, depth * 0.12, 3), canvas.height, rise)
  );
}

/** A low bank across the lower edge, in front of everything. */
export function bank(stage: Stage, colour: string): string {
  const { canvas, light, chance } = stage;
  const top = canvas.height - (canvas.height - stage.ground) * 0.55;
  const fill = canvas.vertical(
    [
      [0, light.on(colour)],
      [1, light.on(colour === "#ffffff" ? "#dbe8f7" : colour, 0.06)],
    ],
    top,
    canvas.height,
  );
  return below(rolling(canvas, chance, top, canvas.height * 0.035, 3), canvas.height, fill);
}

/** Blades of grass along the lower edge. */
export function grass(stage: Stage, colour: string, count: number): string {
  const { canvas, light, chance } = stage;
  let path = "";
  for (let i = 0; i < count; i++) {
    const x = chance.between(0, canvas.width);
    const tall = canvas.unit * chance.between(0.03, 0.085);
    const lean = chance.between(-0.4, 0.4) * tall;
    const foot = canvas.height + 4;
    path += `M${n(x)} ${n(foot)}Q${n(x + lean * 0.2)} ${n(foot - tall * 0.6)} ${n(x + lean)} ${n(foot - tall)}Q${n(x + lean * 0.5 + 5)} ${n(foot - tall * 0.5)} ${n(x + 8)} ${n(foot)}Z`;
  }
  return `<path d="${path}" fill="${light.on(colour)}"/>`;
}

/** Water from the horizon down, with light on its waves. */
export function water(stage: Stage, top: number, bottom: number): string {
  const { canvas, light, chance } = stage;
  const depth = bottom - top;
  const fill = canvas.vertical(
    [
      [0, light.on("#6fb7d6", 0.45)],
      [0.3, light.on("#3f95c0", 0.15)],
      [1, light.on("#1c5f8f")],
    ],
    top,
    bottom,
  );
  let drawn = `<rect x="0" y="${n(top)}" width="${canvas.width}" height="${n(depth)}" fill="${fill}"/>`;
  for (let i = 0; i < 46; i++) {
    const y = top + depth * chance.next() ** 1.6;
    const scale = 0.25 + (y - top) / depth;
    drawn += ellipse(
      chance.between(0, canvas.width),
      y,
      canvas.unit * 0.06 * scale * chance.between(0.5, 1.4),
      canvas.unit * 0.0035 * scale + 0.6,
      light.on("#ffffff", 0.3),
      0.38,
    );
  }
  return drawn;
}
