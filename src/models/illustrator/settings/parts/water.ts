import { part } from "../../paint/part";
import { ellipse, n, path, stroke } from "../../paint/shapes";
import { mix } from "../../paint/colour";
import type { Stage } from "../setting";

/** Water from `top` to `bottom`: it wears the sky's colours, and sun or moon lay a path on it. */
export function water(stage: Stage, top: number, bottom: number): string {
  const { canvas, light, chance, sunX } = stage;
  const depth = bottom - top;
  const fill = canvas.vertical(
    [
      [0, mix(light.on("#6fb7d6", 0.3), light.sky[2], 0.45)],
      [0.35, light.on("#3f95c0", 0.15)],
      [1, light.on("#17558a")],
    ],
    top,
    bottom,
  );
  let drawn = canvas.sheet(fill, top, depth);
  let ripples = "";
  const count = Math.round(90 * Math.min(1, depth / (canvas.height * 0.3)));
  for (let i = 0; i < count; i++) {
    const share = chance.next() ** 1.5;
    const y = top + depth * share;
    const long = canvas.unit * (0.018 + 0.09 * share) * chance.between(0.5, 1.4);
    const x = chance.between(-0.05, 1) * canvas.width;
    ripples += `M${n(x)} ${n(y)}q${n(long / 4)} ${n(-long * 0.05)} ${n(long / 2)} 0t${n(long / 2)} 0`;
  }
  drawn += part("ripples", stroke(ripples, light.on("#e9f6ff", 0.2), canvas.unit * 0.0026, 0.45));
  let glitter = "";
  for (let i = 0; i < count; i++) {
    const share = chance.next();
    const y = top + depth * share;
    const spread = canvas.unit * (0.02 + 0.12 * share);
    const x = sunX + chance.between(-spread, spread);
    const long = canvas.unit * (0.01 + 0.04 * share) * chance.between(0.4, 1.2);
    glitter += `M${n(x - long)} ${n(y)}h${n(long * 2)}`;
  }
  return (
    drawn + part("glitter", stroke(glitter, light.body.colour, canvas.unit * 0.003, light.name === "day" ? 0.3 : 0.55))
  );
}

/** The light line where water meets land, through the points from the left edge to the right. */
export function foam(stage: Stage, y: number, roll: number): string {
  const { canvas, light, chance } = stage;
  const line = canvas.rolling(chance, y, roll, 4);
  const d = `M${line.map(([x, py]) => `${n(x)} ${n(py)}`).join("L")}`;
  return part(
    "foam",
    stroke(d, light.on("#ffffff"), canvas.unit * 0.012, 0.85) +
      stroke(d, light.on("#ffffff"), canvas.unit * 0.03, 0.25),
  );
}

/** Rings and light round what floats at (x, y). */
export function wake(stage: Stage, wide: number): string {
  const { canvas, light, chance, ground } = stage;
  let drawn = "";
  for (let i = 0; i < 9; i++) {
    drawn += ellipse(
      canvas.width * (0.5 + chance.between(-0.24, 0.24)),
      ground + chance.between(-0.006, 0.05) * canvas.height,
      canvas.unit * wide * chance.between(0.4, 1),
      canvas.unit * 0.0045,
      light.on("#e9f6ff", 0.1),
      0.6,
    );
  }
  return part("ripples", drawn);
}

/** A swell with a curling crest, for open water and prints of it. */
export function swell(
  stage: Stage,
  y: number,
  height: number,
  waves: number,
  colour: string,
  distance: number,
): string {
  const { canvas, light, chance } = stage;
  const step = canvas.width / waves;
  let d = `M${n(-step)} ${n(canvas.height)}L${n(-step)} ${n(y)}`;
  let crest = "";
  for (let i = -1; i <= waves; i++) {
    const x = i * step + chance.between(-0.1, 0.1) * step;
    const tall = height * chance.between(0.6, 1.1);
    d += `Q${n(x + step * 0.3)} ${n(y - tall)} ${n(x + step * 0.55)} ${n(y - tall * 0.75)}Q${n(x + step * 0.6)} ${n(y)} ${n(x + step)} ${n(y)}`;
    crest += `M${n(x + step * 0.12)} ${n(y - tall * 0.45)}Q${n(x + step * 0.32)} ${n(y - tall * 0.98)} ${n(x + step * 0.54)} ${n(y - tall * 0.74)}`;
  }
  return part(
    "swell",
    path(`${d}L${n(canvas.width + step)} ${n(canvas.height)}Z`, light.on(colour, distance)) +
      stroke(crest, light.on("#f2fbff", distance * 0.5), canvas.unit * 0.006, 0.85),
    height,
    distance,
  );
}

/** A sheet of falling water, `wide` across, with mist at its foot. */
export function fall(stage: Stage, x: number, top: number, foot: number, wide: number): string {
  const { canvas, light, chance } = stage;
  const fill = canvas.vertical(
    [
      [0, light.on("#d9f1fb", 0.1)],
      [0.6, light.on("#a9d8ef", 0.1)],
      [1, light.on("#f4fcff")],
    ],
    top,
    foot,
  );
  let drawn = path(
    `M${n(x - wide * 0.42)} ${n(top)}H${n(x + wide * 0.42)}Q${n(x + wide * 0.5)} ${n((top + foot) / 2)} ${n(x + wide * 0.56)} ${n(foot)}H${n(x - wide * 0.56)}Q${n(x - wide * 0.5)} ${n((top + foot) / 2)} ${n(x - wide * 0.42)} ${n(top)}Z`,
    fill,
  );
  let threads = "";
  for (let i = 0; i < 14; i++) {
    const at = x + wide * chance.between(-0.42, 0.42);
    const y = top + (foot - top) * chance.between(0, 0.55);
    threads += `M${n(at)} ${n(y)}v${n((foot - top) * chance.between(0.12, 0.4))}`;
  }
  drawn += part("falling", stroke(threads, light.on("#ffffff"), canvas.unit * 0.005, 0.65));
  for (let i = 0; i < 10; i++) {
    const size = wide * chance.between(0.12, 0.3);
    drawn += ellipse(
      x + wide * chance.between(-0.7, 0.7),
      foot + size * chance.between(-0.3, 0.2),
      size,
      size * 0.55,
      light.on("#ffffff", 0.1),
      0.4,
    );
  }
  return drawn;
}
