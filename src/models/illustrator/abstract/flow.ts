import { mix } from "../paint/colour";
import { circle, n, path } from "../paint/shapes";
import type { Art } from "./art";

/** Ribbons of colour that run across the sheet and over one another. */
export function flow({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const stops = [ground, deep, middle, light, accent, light, middle, deep];
  let drawn = canvas.sheet(
    canvas.linear(
      [0, 0],
      [width, height],
      [
        [0, ground],
        [1, mix(ground, deep, 0.7)],
      ],
    ),
  );
  const [sx, sy] = [width * chance.between(0.2, 0.8), height * chance.between(0.16, 0.3)];
  drawn +=
    circle(
      sx,
      sy,
      unit * 0.5,
      canvas.radial(sx, sy, unit * 0.5, [
        [0, accent, 0.45],
        [1, accent, 0],
      ]),
    ) + circle(sx, sy, unit * 0.11, mix(accent, light, 0.3));
  const ribbons = 13;
  const [p1, p2, lean] = [chance.between(0, 6), chance.between(0, 6), chance.between(-0.22, 0.22)];
  const wave = (x: number, i: number): number => {
    const u = x / unit;
    return (
      Math.sin(u * 2.3 + p1 + i * 0.33) * 0.085 +
      Math.sin(u * 4.1 + p2 - i * 0.22) * 0.035 +
      lean * (u - width / unit / 2) * 0.5
    );
  };
  for (let i = 0; i < ribbons; i++) {
    const base = height * (0.26 + (0.86 * i) / ribbons);
    let d = "";
    for (let k = 0; k <= 40; k++) {
      const x = (width * k) / 40;
      d += `${k === 0 ? "M" : "L"}${n(x)} ${n(base + wave(x, i) * unit)}`;
    }
    const [from = ground, to = deep] = [stops[(i + 1) % stops.length], stops[(i + 2) % stops.length]];
    const shade = canvas.vertical(
      [
        [0, mix(from, "#ffffff", 0.16)],
        [0.3, from],
        [1, mix(from, to, 0.6)],
      ],
      base - unit * 0.1,
      base + unit * 0.18,
    );
    const dark = path(`${d}L${n(width)} ${n(height)}L0 ${n(height)}Z`, "#0b1020", 0.1);
    drawn += `<g transform="translate(0 ${n(-unit * 0.008)})">${dark}</g>${path(`${d}L${n(width)} ${n(height)}L0 ${n(height)}Z`, shade)}`;
  }
  return drawn;
}
