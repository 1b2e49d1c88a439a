import { box, ellipse, n, polygon, stroke, type Point } from "../../paint/shapes";
import type { Stage } from "../setting";

/** A boulder with a lit top. */
export function rock(stage: Stage, x: number, foot: number, size: number, distance = 0, colour = "#7c8088"): string {
  const { light, chance } = stage;
  const high = size * chance.between(0.5, 0.75);
  const [a, b, c] = [chance.between(0.2, 0.34), chance.between(0.5, 0.7), chance.between(0.76, 0.9)];
  const left = x - size / 2;
  return (
    polygon(
      [
        [left, foot],
        [left + size * 0.06, foot - high * 0.45],
        [left + size * a, foot - high * 0.92],
        [left + size * b, foot - high],
        [left + size * c, foot - high * 0.6],
        [left + size, foot],
      ],
      light.on(colour, distance),
    ) +
    polygon(
      [
        [left + size * a, foot - high * 0.92],
        [left + size * b, foot - high],
        [left + size * c, foot - high * 0.6],
        [left + size * 0.5, foot - high * 0.62],
      ],
      light.on("#ffffff", distance),
      0.22,
    ) +
    polygon(
      [
        [left + size * 0.5, foot - high * 0.62],
        [left + size * c, foot - high * 0.6],
        [left + size, foot],
        [left + size * 0.6, foot],
      ],
      light.shadow,
      0.25,
    )
  );
}

/** Stones and pebbles strewn over the land, bigger where it is near. */
export function stones(stage: Stage, count: number, colour: string): string {
  const { canvas, chance, horizon } = stage;
  const places = Array.from({ length: count }, () => chance.next() ** 0.8).toSorted((a, b) => a - b);
  return places
    .map((share) => {
      const x = aside(stage, share);
      return rock(
        stage,
        x,
        horizon + (canvas.height - horizon) * (0.08 + 0.9 * share),
        canvas.unit * (0.015 + 0.06 * share) * chance.between(0.6, 1.3),
        0.3 * (1 - share),
        colour,
      );
    })
    .join("");
}

/** A place left or right of where the subject stands; anywhere where it is far. */
function aside({ canvas, chance }: Stage, nearness: number): number {
  const x = chance.between(0, canvas.width);
  const clear = canvas.width * 0.22 * nearness;
  const off = x - canvas.width / 2;
  return Math.abs(off) < clear ? canvas.width / 2 + (off < 0 ? -1 : 1) * (clear + Math.abs(off)) : x;
}

/** Long soft lines on the ground: ripples of sand, furrows, floorboards seen along. */
export function furrows(stage: Stage, colour: string, count: number, opacity = 0.4): string {
  const { canvas, light, chance, horizon } = stage;
  let drawn = "";
  for (let i = 0; i < count; i++) {
    const share = (i + 0.5) / count;
    const y = horizon + (canvas.height - horizon) * share ** 1.5;
    const roll = canvas.height * 0.008 * (0.3 + share);
    const points: Point[] = Array.from({ length: 7 }, (_, k) => [
      canvas.width * (k / 6),
      y + chance.between(-roll, roll),
    ]);
    drawn += stroke(
      `M${points.map(([x, py]) => `${n(x)} ${n(py)}`).join("L")}`,
      light.on(colour, 0.35 * (1 - share)),
      canvas.unit * 0.004 * (0.3 + share),
      opacity,
    );
  }
  return drawn;
}

/** A soft dark pool under what stands there. */
export const contact = ({ light }: Stage, x: number, y: number, wide: number, opacity = 0.25): string =>
  ellipse(x, y, wide, wide * 0.12, light.shadow, opacity);

/** Planks across the floor, in perspective. */
export function boards({ canvas, light, horizon }: Stage, colour: string): string {
  let drawn = canvas.sheet(
    canvas.vertical(
      [
        [0, light.on(colour, 0.16)],
        [1, light.on(colour)],
      ],
      horizon,
    ),
    horizon,
  );
  const dark = light.shadow;
  for (let i = -9; i <= 9; i++) {
    const x = canvas.width * (0.5 + i * 0.075);
    const far = canvas.width * (0.5 + i * 0.045);
    drawn += stroke(
      `M${n(far)} ${n(horizon)}L${n(x + (x - far) * 1.6)} ${n(canvas.height)}`,
      dark,
      canvas.unit * 0.002,
      0.22,
    );
  }
  return drawn + box(0, horizon - canvas.unit * 0.012, canvas.width, canvas.unit * 0.02, light.on("#f4ead8"), {});
}
