import { mix } from "../paint/colour";
import { below, circle, ellipse, stroke, n } from "../paint/shapes";
import type { Art } from "./art";

/** Far ridges that fade, one small light, and much air. */
export function mist({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  let drawn = canvas.sheet(
    canvas.vertical([
      [0, mix(deep, ground, 0.35)],
      [0.5, mix(middle, light, 0.4)],
      [1, light],
    ]),
  );
  const x = width * chance.between(0.25, 0.75);
  drawn +=
    circle(
      x,
      height * 0.34,
      unit * 0.4,
      canvas.radial(x, height * 0.34, unit * 0.4, [
        [0, accent, 0.5],
        [1, accent, 0],
      ]),
    ) + circle(x, height * 0.34, unit * 0.06, mix(accent, "#ffffff", 0.4));
  for (let i = 0; i < 6; i++) {
    const y = height * (0.46 + i * 0.09);
    drawn += below(
      canvas.rolling(chance, y, height * 0.1, 2 + (i % 3)),
      height,
      mix(mix(light, middle, 0.3 + i * 0.1), deep, i * 0.17),
    );
    drawn += canvas.sheet(
      canvas.vertical(
        [
          [0, light, 0],
          [0.5, light, 0.34],
          [1, light, 0],
        ],
        y,
        y + height * 0.12,
      ),
      y,
      height * 0.12,
    );
  }
  // One tree alone, for scale.
  const [tx, foot, tall] = [width * (x < width / 2 ? 0.7 : 0.3), height * 0.9, unit * 0.17];
  const dark = mix(deep, "#10141c", 0.6);
  drawn += stroke(
    `M${n(tx)} ${n(foot)}C${n(tx)} ${n(foot - tall * 0.4)} ${n(tx + tall * 0.05)} ${n(foot - tall * 0.5)} ${n(tx)} ${n(foot - tall)}M${n(tx)} ${n(foot - tall * 0.5)}l${n(tall * 0.2)} ${n(-tall * 0.25)}M${n(tx)} ${n(foot - tall * 0.62)}l${n(-tall * 0.18)} ${n(-tall * 0.2)}`,
    dark,
    tall * 0.05,
  );
  for (const [dx, dy, r] of [
    [0, 1, 0.2],
    [0.2, 0.8, 0.15],
    [-0.18, 0.84, 0.15],
    [0.06, 1.14, 0.13],
  ] as const)
    drawn += ellipse(tx + dx * tall, foot - dy * tall, r * tall, r * tall * 0.8, dark, 0.9);
  return drawn;
}
