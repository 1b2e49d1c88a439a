import { part } from "../../paint/part";
import { circle, polygon } from "../../paint/shapes";
import type { Stage } from "../setting";

/** Beams of light falling from above. */
export function beams({ canvas, light, chance, sunX }: Stage, count: number, opacity: number): string {
  let drawn = "";
  const fill = canvas.vertical([
    [0, light.rim.colour, opacity],
    [0.8, light.rim.colour, 0],
  ]);
  for (let i = 0; i < count; i++) {
    const x = canvas.width * chance.between(-0.1, 1.1);
    const lean = (x - sunX) * 0.35;
    const wide = canvas.unit * chance.between(0.03, 0.1);
    drawn += polygon(
      [
        [x, -4],
        [x + wide, -4],
        [x + wide * 2.4 + lean, canvas.height],
        [x - wide * 0.6 + lean, canvas.height],
      ],
      fill,
    );
  }
  return drawn;
}

/** Sparks of light in the air: dust, fireflies, spores. */
export function motes({ canvas, chance }: Stage, count: number, colour: string, size = 0.004): string {
  let drawn = "";
  for (let i = 0; i < count; i++) {
    const [x, y] = [chance.between(0, canvas.width), chance.between(canvas.height * 0.15, canvas.height * 0.95)];
    const radius = canvas.unit * size * chance.between(0.5, 1.3);
    drawn += circle(x, y, radius * 2.6, colour, 0.14) + circle(x, y, radius, colour, chance.between(0.5, 0.95));
  }
  return part("motes", drawn);
}
