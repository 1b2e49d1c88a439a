import { part } from "../../paint/part";
import { circle, n, path, stroke } from "../../paint/shapes";
import type { Stage } from "../setting";
import { bank } from "./terrain";

/** Blades of grass along the lower edge. */
export function grass(stage: Stage, colour: string, count: number, tall = 0.085): string {
  const { canvas, light, chance } = stage;
  const blades = ["", ""];
  for (let i = 0; i < count; i++) {
    const x = chance.between(0, canvas.width);
    const long = canvas.unit * chance.between(0.35, 1) * tall;
    const lean = chance.between(-0.4, 0.4) * long;
    const foot = canvas.height + 4;
    const wide = canvas.unit * 0.008;
    blades[i % 2] +=
      `M${n(x)} ${n(foot)}Q${n(x + lean * 0.2)} ${n(foot - long * 0.6)} ${n(x + lean)} ${n(foot - long)}Q${n(x + lean * 0.5 + wide * 0.6)} ${n(foot - long * 0.5)} ${n(x + wide)} ${n(foot)}Z`;
  }
  return (
    part("grass", path(blades[0] ?? "", light.on(colour)), canvas.height) +
    part("grass", path(blades[1] ?? "", light.on(colour, 0.14)), canvas.height, 1)
  );
}

/** What is under our eyes: blades of grass, or a bank of snow. */
export const verge = (stage: Stage, colour: string, count: number): string =>
  stage.snowy ? bank(stage, "#ffffff") : grass(stage, colour, count);

/** Tufts of grass over the land: they say how far it goes. */
export function tufts(stage: Stage, colour: string, count: number): string {
  const { canvas, light, chance, horizon, snowy } = stage;
  if (snowy) return "";
  let d = "";
  for (let i = 0; i < count; i++) {
    const share = chance.next();
    const [x, y] = [chance.between(0, canvas.width), horizon + (canvas.height - horizon) * (0.12 + 0.86 * share)];
    const size = canvas.unit * (0.006 + 0.02 * share);
    d += `M${n(x - size)} ${n(y - size * 0.9)}Q${n(x - size * 0.3)} ${n(y - size * 0.4)} ${n(x)} ${n(y)}Q${n(x)} ${n(y - size * 0.8)} ${n(x + size * 0.15)} ${n(y - size * 1.3)}M${n(x)} ${n(y)}Q${n(x + size * 0.4)} ${n(y - size * 0.4)} ${n(x + size)} ${n(y - size * 0.8)}`;
  }
  return stroke(d, light.on(colour), canvas.unit * 0.0028, 0.75);
}

/** Flowers in the grass, near ones with petals. */
export function flowers(
  stage: Stage,
  count: number,
  colours: readonly [string, ...string[]] = ["#ffffff", "#ffe066", "#ff8fab", "#cdb4ff"],
): string {
  const { canvas, light, chance, horizon, snowy } = stage;
  if (snowy) return "";
  const places = Array.from({ length: count }, () => chance.next() ** 0.7).toSorted((a, b) => a - b);
  let drawn = "";
  for (const share of places) {
    const [x, y] = [chance.between(0, canvas.width), horizon + (canvas.height - horizon) * (0.25 + 0.73 * share)];
    const size = canvas.unit * (0.0035 + 0.011 * share ** 1.5);
    const colour = light.on(chance.pick(colours));
    if (share < 0.55) {
      drawn += circle(x, y, size, colour, 0.9);
      continue;
    }
    drawn += stroke(`M${n(x)} ${n(y)}v${n(size * 3.2)}`, light.on("#3f7d45"), size * 0.35);
    for (let petal = 0; petal < 5; petal++) {
      const angle = (petal / 5) * Math.PI * 2;
      drawn += circle(x + Math.cos(angle) * size * 0.8, y + Math.sin(angle) * size * 0.7, size * 0.62, colour);
    }
    drawn += circle(x, y, size * 0.5, light.on("#f4b400"));
  }
  return drawn;
}

/** Big leaves hanging into the picture from its upper corners: they frame the view. */
export function leafFrame(stage: Stage, colours: readonly [string, ...string[]], size = 0.34): string {
  const { canvas, light, chance } = stage;
  let drawn = "";
  for (const side of [0, 1]) {
    for (let i = 0; i < 9; i++) {
      const low = i >= 5;
      const x = side * canvas.width + (side === 0 ? -1 : 1) * canvas.unit * 0.03;
      const y = low ? canvas.height * chance.between(0.86, 1.02) : canvas.height * chance.between(-0.02, 0.24);
      const angle = (low ? -1 : 1) * chance.between(0.1, 1.1);
      const long = canvas.unit * size * chance.between(0.55, 1);
      const dx = Math.cos(angle) * long * (side === 0 ? 1 : -1);
      const dy = Math.sin(angle) * long;
      const [px, py] = [-dy * 0.2, dx * 0.2];
      drawn += path(
        `M${n(x)} ${n(y)}Q${n(x + dx * 0.45 + px)} ${n(y + dy * 0.45 + py)} ${n(x + dx)} ${n(y + dy)}Q${n(x + dx * 0.45 - px)} ${n(y + dy * 0.45 - py)} ${n(x)} ${n(y)}Z`,
        light.on(chance.pick(colours)),
      );
      drawn += stroke(
        `M${n(x)} ${n(y)}L${n(x + dx * 0.92)} ${n(y + dy * 0.92)}`,
        light.shadow,
        canvas.unit * 0.0025,
        0.25,
      );
    }
  }
  return drawn;
}
