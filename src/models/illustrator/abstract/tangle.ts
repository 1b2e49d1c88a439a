import { createNoise2D } from "simplex-noise";
import { n, stroke } from "../paint/shapes";
import type { Art } from "./art";

/** Threads that pull each other in every direction. */
export function tangle({ canvas, chance, colours: [ground, ...threads] }: Art): string {
  const { width, height, unit } = canvas;
  const noise = createNoise2D(chance.next);
  let drawn = canvas.sheet(ground);
  for (let i = 0; i < 190; i++) {
    let [x, y] = [width * (0.5 + chance.between(-0.34, 0.34)), height * (0.5 + chance.between(-0.34, 0.34))];
    let angle = chance.between(0, Math.PI * 2);
    let d = `M${n(x)} ${n(y)}`;
    const turn = chance.between(1.2, 3.4);
    for (let k = 0; k < 46; k++) {
      angle += noise((x / unit) * 3.2, (y / unit) * 3.2) * turn * 0.5;
      // Drawn back to the middle: a knot, not a cloud.
      const home = Math.atan2(height / 2 - y, width / 2 - x);
      const far = Math.hypot(x - width / 2, y - height / 2) / (unit * 0.5);
      angle += Math.sin(home - angle) * Math.min(0.5, far * 0.22);
      x += Math.cos(angle) * unit * 0.022;
      y += Math.sin(angle) * unit * 0.022;
      d += `L${n(x)} ${n(y)}`;
    }
    drawn += stroke(
      d,
      threads[i % threads.length] ?? ground,
      unit * chance.pick([0.0014, 0.0022, 0.004, 0.007]),
      chance.between(0.55, 0.95),
    );
  }
  return drawn;
}
