import { mix } from "../paint/colour";
import { circle, n, path } from "../paint/shapes";
import type { Art } from "./art";

/** A mandala: petals and beads in circles round one centre. */
export function rings({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const [x, y] = [width / 2, height / 2];
  const all = [deep, middle, accent, light] as const;
  let drawn = canvas.sheet(
    canvas.radial(x, y, Math.hypot(width, height) / 2, [
      [0, mix(ground, light, 0.28)],
      [1, ground],
    ]),
  );
  const fold = chance.pick([8, 10, 12, 16]);
  const reach = Math.hypot(width, height) / 2;
  const steps: number[] = [];
  for (let r = reach; r > unit * 0.05; r *= chance.between(0.78, 0.88)) steps.push(r);
  for (const [index, r] of steps.entries()) {
    const colour = all[index % all.length] ?? deep;
    const next = all[(index + 1) % all.length] ?? middle;
    const inner = (steps[index + 1] ?? r * 0.8) * 0.96;
    const count = fold * (r > unit * 0.3 ? 2 : 1);
    const kind = chance.whole(0, 3);
    drawn += circle(x, y, r, index % 2 === 0 ? mix(ground, colour, 0.35) : mix(ground, deep, 0.6), 0.9);
    for (let i = 0; i < count; i++) {
      const angle = ((i + (index % 2) / 2) / count) * Math.PI * 2;
      const wide = (Math.PI / count) * 0.92;
      const at = (a: number, d: number): string => `${n(x + Math.cos(a) * d)} ${n(y + Math.sin(a) * d)}`;
      const middleOf = (r + inner) / 2;
      if (kind === 0)
        drawn +=
          path(
            `M${at(angle, inner)}Q${at(angle - wide, middleOf)} ${at(angle, r * 0.99)}Q${at(angle + wide, middleOf)} ${at(angle, inner)}Z`,
            colour,
          ) +
          path(
            `M${at(angle, inner * 1.02)}Q${at(angle - wide * 0.5, middleOf)} ${at(angle, r * 0.95)}Q${at(angle + wide * 0.5, middleOf)} ${at(angle, inner * 1.02)}Z`,
            next,
          );
      else if (kind === 1)
        drawn +=
          path(`M${at(angle - wide, inner)}L${at(angle, r * 0.99)}L${at(angle + wide, inner)}Z`, colour) +
          circle(
            x + Math.cos(angle) * middleOf * 0.97,
            y + Math.sin(angle) * middleOf * 0.97,
            (r - inner) * 0.16,
            next,
          );
      else if (kind === 2)
        drawn +=
          circle(
            x + Math.cos(angle) * middleOf,
            y + Math.sin(angle) * middleOf,
            Math.min((r - inner) * 0.42, middleOf * wide * 0.85),
            colour,
          ) +
          circle(
            x + Math.cos(angle) * middleOf,
            y + Math.sin(angle) * middleOf,
            Math.min((r - inner) * 0.22, middleOf * wide * 0.45),
            next,
          );
      else
        drawn += path(
          `M${at(angle - wide, inner)}A${n(inner)} ${n(inner)} 0 0 1 ${at(angle + wide, inner)}Q${at(angle + wide, r)} ${at(angle, r * 0.99)}Q${at(angle - wide, r)} ${at(angle - wide, inner)}Z`,
          i % 2 === 0 ? colour : next,
        );
    }
  }
  return drawn + circle(x, y, unit * 0.045, accent) + circle(x, y, unit * 0.022, light);
}
