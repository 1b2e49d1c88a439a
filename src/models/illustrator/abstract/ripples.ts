import { mix } from "../paint/colour";
import { circle, ellipse } from "../paint/shapes";
import type { Art } from "./art";

/** Stillness: a disc over water, and rings that go out from where something touched it. */
export function ripples({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const line = height * chance.between(0.5, 0.58);
  const x = width * chance.between(0.38, 0.62);
  const disc = unit * 0.17;
  let drawn = canvas.sheet(
    canvas.vertical(
      [
        [0, mix(ground, light, 0.2)],
        [0.7, light],
        [1, mix(light, accent, 0.35)],
      ],
      0,
      line,
    ),
    0,
    line + 1,
  );
  drawn +=
    circle(
      x,
      line - disc * 1.25,
      disc * 2.4,
      canvas.radial(x, line - disc * 1.25, disc * 2.4, [
        [0, light, 0.8],
        [1, light, 0],
      ]),
    ) + circle(x, line - disc * 1.25, disc, accent);
  drawn += canvas.sheet(
    canvas.vertical(
      [
        [0, mix(middle, light, 0.4)],
        [1, deep],
      ],
      line,
    ),
    line,
  );
  for (let i = 13; i > 0; i--) {
    const wide = unit * 0.075 * i ** 1.25;
    const y = line + (height - line) * 0.42;
    drawn += ellipse(x, y, wide, wide * 0.2, i % 2 === 0 ? light : mix(middle, deep, 0.4), 0.1 + 0.16 / i);
  }
  for (let i = 0; i < 5; i++)
    drawn += ellipse(
      x + unit * chance.between(-0.03, 0.03),
      line + (height - line) * (0.06 + i * 0.07),
      disc * (0.86 - i * 0.13),
      unit * 0.009,
      accent,
      0.5 - i * 0.07,
    );
  const [sx, foot] = [width * (x < width / 2 ? 0.78 : 0.22), height * 0.93];
  for (const [dy, rx, ry, tone] of [
    [0, 0.13, 0.042, 0.75],
    [0.062, 0.095, 0.034, 0.55],
    [0.112, 0.062, 0.026, 0.35],
  ] as const) {
    drawn +=
      ellipse(sx, foot - dy * unit, rx * unit, ry * unit, mix(deep, "#14202b", tone)) +
      ellipse(
        sx - rx * unit * 0.15,
        foot - dy * unit - ry * unit * 0.3,
        rx * unit * 0.7,
        ry * unit * 0.45,
        light,
        0.18,
      );
  }
  return drawn;
}
