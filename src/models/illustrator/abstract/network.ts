import { mix } from "../paint/colour";
import { circle, n, stroke } from "../paint/shapes";
import type { Art } from "./art";

/** Nodes and the lines between neighbours, lit from within. */
export function network({ canvas, chance, colours: [, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const night = mix(deep, "#060a18", 0.82);
  let drawn = canvas.sheet(
    canvas.radial(width / 2, height / 2, Math.hypot(width, height) / 2, [
      [0, mix(deep, night, 0.45)],
      [1, night],
    ]),
  );
  const count = Math.round(120 * (Math.max(width, height) / unit));
  const nodes = Array.from({ length: count }, () => ({
    x: width * chance.next(),
    y: height * chance.next(),
    size: chance.next() ** 3,
  }));
  let [far, near] = ["", ""];
  for (const [index, a] of nodes.entries())
    for (const b of nodes.slice(index + 1)) {
      const apart = Math.hypot(a.x - b.x, a.y - b.y);
      if (apart < unit * 0.085) near += `M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}`;
      else if (apart < unit * 0.15) far += `M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}`;
    }
  drawn += stroke(far, middle, unit * 0.0012, 0.35) + stroke(near, light, unit * 0.0022, 0.6);
  for (const { x, y, size } of nodes) {
    const r = unit * (0.003 + size * 0.014);
    const colour = size > 0.55 ? accent : size > 0.2 ? light : middle;
    if (size > 0.2)
      drawn += circle(
        x,
        y,
        r * 4,
        canvas.radial(x, y, r * 4, [
          [0, colour, 0.6],
          [1, colour, 0],
        ]),
      );
    drawn += circle(x, y, r, colour) + (size > 0.2 ? circle(x, y, r * 0.45, "#ffffff") : "");
  }
  return drawn;
}
