import { mix } from "../../paint/colour";
import { below, n, path, polygon, type Point } from "../../paint/shapes";
import type { Backdrop, Stage } from "../setting";
import { skyline } from "./buildings";
import { fir, row } from "./plants";
import { water } from "./water";

/** Land: what lies between the sky and the subject's feet. */

/** What closes the view: the seed's choice, or the prompt's second place. */
export function backdrop(stage: Stage, choice: Backdrop = stage.backdrop): string {
  const { canvas, horizon } = stage;
  switch (choice) {
    case "mountains":
      return mountains(stage, "#7089ad", 3, canvas.height * 0.22);
    case "hills":
      return hills(stage, "#8fb58a", 3, canvas.height * 0.12);
    case "forest":
      return (
        hills(stage, "#7f9f94", 1, canvas.height * 0.1) + row(stage, fir, horizon + 4, canvas.unit * 0.15, 24, 0.45)
      );
    case "city":
      return skyline(stage, 16, canvas.height * 0.24, 0.5);
    case "sea":
      return water(stage, horizon - canvas.height * 0.08, horizon + canvas.height * 0.03);
  }
}

/** Layers of mountains from far to near, each less hazy than the one behind, with a lit and a shaded side. */
export function mountains(stage: Stage, colour: string, layers: number, height: number): string {
  let drawn = "";
  for (let layer = 0; layer < layers; layer++) {
    const tall = height * (1 - (0.42 * layer) / layers);
    const capped = layer < 2 && (stage.snowy || tall > stage.canvas.height * 0.16);
    drawn += ridge(stage, colour, tall, 2 + layer * 2, 0.62 - (0.42 * layer) / layers, capped);
  }
  return drawn;
}

function ridge(stage: Stage, colour: string, tall: number, peaks: number, distance: number, capped: boolean): string {
  const { canvas, light, chance, horizon, sunX } = stage;
  const fill = canvas.vertical(
    [
      [0, light.on(colour, distance)],
      [1, light.on(colour, Math.min(0.85, distance + 0.3))],
    ],
    horizon - tall,
    horizon,
  );
  const shade = light.on(stage.light.dark ? "#0b1533" : "#2b3f66", distance);
  let drawn = "";
  const step = canvas.width / peaks;
  for (let peak = 0; peak <= peaks; peak++) {
    const x = step * (peak + chance.between(-0.3, 0.3));
    const top = horizon - tall * chance.between(0.55, 1);
    const half = step * chance.between(0.75, 1.05);
    const bumps = (side: number): Point[] =>
      [0.3, 0.62, 1].map((share) => [
        x + side * half * (share + chance.between(-0.05, 0.05)),
        top + (horizon - top) * (share ** 0.85 + chance.between(-0.03, 0.03)),
      ]);
    const left = bumps(-1);
    const right = bumps(1);
    const spine: Point = [x + chance.between(-0.12, 0.12) * half, top + (horizon - top) * 0.55];
    drawn += polygon([...left.toReversed(), [x, top], ...right, [x, horizon + canvas.height * 0.06]], fill);
    const dark = sunX < x ? right : left;
    drawn += polygon([[x, top], ...dark, [spine[0], horizon], spine], shade, 0.28);
    if (capped)
      drawn += cap(x, top, half, horizon - top, light.on("#ffffff", distance * 0.7), chance.between(0.8, 1.2));
  }
  return drawn;
}

function cap(x: number, top: number, half: number, tall: number, colour: string, size: number): string {
  const drop = tall * 0.26 * size;
  const wide = half * 0.26 * size;
  return polygon(
    [
      [x, top],
      [x + wide, top + drop],
      [x + wide * 0.45, top + drop * 0.78],
      [x + wide * 0.1, top + drop * 1.25],
      [x - wide * 0.35, top + drop * 0.8],
      [x - wide * 0.7, top + drop * 1.05],
      [x - wide, top + drop],
    ],
    colour,
  );
}

/** Soft hills, each row nearer and clearer. */
export function hills(stage: Stage, colour: string, rows: number, height: number): string {
  const { canvas, light, chance, horizon, snowy } = stage;
  let drawn = "";
  for (let i = 0; i < rows; i++) {
    const share = i / rows;
    const y = horizon - height * (1 - share);
    const tone = snowy ? "#eef4ff" : colour;
    const fill = canvas.vertical(
      [
        [0, light.on(tone, 0.5 - 0.3 * share)],
        [1, light.on(tone, 0.62 - 0.3 * share)],
      ],
      y - height * 0.4,
      horizon + height * 0.3,
    );
    drawn += below(canvas.rolling(chance, y, height * 0.75, 2 + i), horizon + canvas.height * 0.14, fill);
  }
  return drawn;
}

/** Land from the horizon to the lower edge: soft waves, hazy where they are far. */
export function land(stage: Stage, far: string, near: string): string {
  const { canvas, light, chance, horizon } = stage;
  const depth = canvas.height - horizon;
  let drawn = "";
  for (const [share, roll, distance, waves] of [
    [0, 0.1, 0.36, 4],
    [0.2, 0.12, 0.14, 3],
    [0.48, 0.12, 0.02, 2],
  ] as const) {
    const top = horizon + depth * share;
    const fill = canvas.vertical(
      [
        [0, light.on(far, distance)],
        [0.5, light.on(near, distance * 0.6)],
        [1, light.on(near)],
      ],
      top - depth * 0.05,
      canvas.height,
    );
    drawn += below(canvas.rolling(chance, top, depth * roll, waves), canvas.height, fill);
  }
  return drawn;
}

/** Land that wears snow where it has fallen. */
export const field = (stage: Stage, far: string, near: string): string =>
  stage.snowy ? land(stage, "#f2f7ff", "#e3ecf8") : land(stage, far, near);

/** A flat floor of land, from the horizon down. */
export const plain = ({ canvas, light, horizon }: Stage, far: string, near: string): string =>
  canvas.sheet(
    canvas.vertical(
      [
        [0, light.on(far, 0.4)],
        [0.25, light.on(far, 0.12)],
        [1, light.on(near)],
      ],
      horizon,
    ),
    horizon,
  );

/** A low bank across the lower edge, in front of everything. */
export function bank(stage: Stage, colour: string): string {
  const { canvas, light, chance } = stage;
  const top = canvas.height - (canvas.height - stage.ground) * 0.5;
  const fill = canvas.vertical(
    [
      [0, light.on(colour)],
      [1, mix(light.on(colour), "#000000", 0.14)],
    ],
    top,
    canvas.height,
  );
  return below(canvas.rolling(chance, top, canvas.height * 0.035, 3), canvas.height, fill);
}

/** A road or path from under our feet to the horizon. */
export function way(stage: Stage, colour: string, wide = 0.5, bend = 0): string {
  const { canvas, light, horizon } = stage;
  const x = canvas.width / 2 + bend * canvas.width * 0.3;
  const half = canvas.unit * wide;
  const middle = canvas.width / 2;
  const halfway = (horizon + canvas.height) / 2;
  const fill = canvas.vertical(
    [
      [0, light.on(colour, 0.45)],
      [1, light.on(colour)],
    ],
    horizon,
  );
  const edge = (side: number): string =>
    `Q${n(middle + side * half * 0.36 - bend * canvas.width * 0.1)} ${n(halfway)} `;
  return path(
    `M${n(middle - half)} ${n(canvas.height)}${edge(-1)}${n(x - half * 0.05)} ${n(horizon)}L${n(x + half * 0.05)} ${n(horizon)}${edge(1)}${n(middle + half)} ${n(canvas.height)}Z`,
    fill,
  );
}
