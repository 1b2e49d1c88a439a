import { circle, n, path, polygon } from "../paint/shapes";
import type { Art } from "./art";

/** Everything flies outward from one bright place. */
export function burst({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const [x, y] = [width * chance.between(0.4, 0.6), height * chance.between(0.4, 0.6)];
  const reach = Math.hypot(width, height);
  const all = [deep, middle, light, accent] as const;
  let drawn = canvas.sheet(ground);
  const rays = 34;
  for (let i = 0; i < rays; i++) {
    const [a, b] = [
      ((i + chance.between(0, 0.25)) / rays) * Math.PI * 2,
      ((i + chance.between(0.5, 1)) / rays) * Math.PI * 2,
    ];
    const far = i % 3 === 0 ? reach : unit * chance.between(0.42, 0.9);
    drawn += path(
      `M${n(x)} ${n(y)}L${n(x + Math.cos(a) * far)} ${n(y + Math.sin(a) * far)}L${n(x + Math.cos(b) * far)} ${n(y + Math.sin(b) * far)}Z`,
      chance.pick(all),
      0.9,
    );
  }
  for (const [r, colour] of [
    [0.2, accent],
    [0.155, light],
    [0.105, "#fffdf2"],
  ] as const)
    drawn += circle(x, y, unit * r, colour);
  for (let i = 0; i < 150; i++) {
    const angle = chance.between(0, Math.PI * 2);
    const far = unit * (0.24 + chance.next() ** 0.8 * 0.62);
    const [px, py] = [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
    const size = unit * chance.between(0.004, 0.017);
    const colour = chance.pick([...all, "#fffdf2"] as const);
    if (i % 3 === 0) drawn += circle(px, py, size, colour);
    else if (i % 3 === 1)
      drawn += polygon(
        [
          [px, py - size],
          [px + size, py + size * 0.7],
          [px - size, py + size * 0.7],
        ],
        colour,
      );
    else
      drawn += `<rect x="${n(px)}" y="${n(py)}" width="${n(size * 1.7)}" height="${n(size * 0.8)}" fill="${colour}" transform="rotate(${chance.whole(0, 180)} ${n(px)} ${n(py)})"/>`;
  }
  return drawn;
}
