import type { Canvas } from "./paint/canvas";
import type { Chance } from "./paint/chance";
import { n, polygon, stroke, type Point } from "./paint/shapes";

/** Rare things to see in a sky. */

/** Curtains of green and violet light. */
export function aurora(canvas: Canvas, horizon: number, chance: Chance): string {
  let drawn = "";
  for (const [colour, high] of [
    ["#4fe3a1", "#5b7cf0"],
    ["#7df0c0", "#a35be0"],
    ["#39c9b4", "#c05bd6"],
  ] as const) {
    const base = horizon * chance.between(0.45, 0.8);
    const phase = chance.between(0, 6);
    const tall = horizon * chance.between(0.35, 0.6);
    const steps = 44;
    for (let i = 0; i < steps; i++) {
      const x = (canvas.width * i) / steps;
      const wave = Math.sin(i * 0.17 + phase) * horizon * 0.12 + Math.sin(i * 0.41 + phase * 2) * horizon * 0.04;
      const next =
        Math.sin((i + 1) * 0.17 + phase) * horizon * 0.12 + Math.sin((i + 1) * 0.41 + phase * 2) * horizon * 0.04;
      const rise = tall * (0.7 + 0.3 * Math.sin(i * 1.3 + phase));
      const strip: Point[] = [
        [x, base + wave],
        [x + canvas.width / steps + 0.5, base + next],
        [x + canvas.width / steps + 0.5, base + next - rise],
        [x, base + wave - rise],
      ];
      drawn += polygon(
        strip,
        canvas.vertical(
          [
            [0, high, 0],
            [0.5, high, 0.26],
            [0.88, colour, 0.85],
            [1, colour, 0],
          ],
          base + wave - rise,
          base + wave,
        ),
      );
    }
  }
  return drawn;
}

export function rainbow(canvas: Canvas, horizon: number): string {
  const radius = Math.min(canvas.width * 0.46, horizon * 0.92);
  const x = canvas.width / 2;
  const y = horizon + canvas.height * 0.02;
  const band = canvas.unit * 0.016;
  return ["#e5484d", "#f2843f", "#f6d24a", "#53b85f", "#3f8fe0", "#4f57c9", "#8b4fc4"]
    .map((colour, index) => {
      const r = radius - index * band;
      return stroke(`M${n(x - r)} ${n(y)}A${n(r)} ${n(r)} 0 0 1 ${n(x + r)} ${n(y)}`, colour, band * 1.05, 0.62);
    })
    .join("");
}
