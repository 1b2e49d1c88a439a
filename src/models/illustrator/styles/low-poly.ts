import Delaunator from "delaunator";
import { createChance } from "../paint/chance";
import { seen, shown, toHex } from "../paint/colour";
import { n } from "../paint/shapes";
import { lightness } from "./band";
import type { Pixels } from "../../../raster/rasterise";
import type { Style, View } from "./style";

/** Flat triangles, small where there is something to see. */
export const lowPoly: Style = {
  name: "low poly",
  words: [
    "low poly",
    "low-poly",
    "lowpoly",
    "polygonal",
    "polygon art",
    "triangulated",
    "faceted",
    "3d low poly",
    "geometric style",
    "origami",
  ],
  face: "sans",
  redraw,
};

const CORNERS = 3_400;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Points over a picture, crowded where its lightness changes. The rim is set with points as well. */
export function spots({ data, width, height }: Pixels, count: number, seed: number): Spot[] {
  const chance = createChance(seed, "spots");
  const found: Spot[] = [];
  const light = (x: number, y: number): number =>
    lightness(data, (Math.min(height - 1, y) * width + Math.min(width - 1, x)) * 4);
  for (let tries = 0; tries < count * 40 && found.length < count; tries++) {
    const [x, y] = [Math.floor(chance.next() * width), Math.floor(chance.next() * height)];
    const slope =
      Math.abs(light(x + 2, y) - light(Math.max(0, x - 2), y)) +
      Math.abs(light(x, y + 2) - light(x, Math.max(0, y - 2)));
    if (chance.next() < 0.018 + Math.min(1, slope / 90) * 0.75) found.push({ x, y });
  }
  for (let i = 0; i <= 16; i++) {
    found.push({ x: (width * i) / 16, y: 0 }, { x: (width * i) / 16, y: height });
    found.push({ x: 0, y: (height * i) / 16 }, { x: width, y: (height * i) / 16 });
  }
  return found;
}

function redraw(picture: Pixels, { composition, canvas }: View): string {
  const { data, width, height } = picture;
  const scale = canvas.width / width;
  const points = spots(picture, CORNERS, composition.seed);
  const { triangles } = Delaunator.from(
    points,
    ({ x }) => x,
    ({ y }) => y,
  );
  const chance = createChance(composition.seed, "facets");
  let drawn = "";
  for (let i = 0; i < triangles.length; i += 3) {
    const corners = [0, 1, 2].map((k) => points[triangles[i + k] ?? 0] ?? { x: 0, y: 0 });
    const middle = {
      x: corners.reduce((sum, { x }) => sum + x, 0) / 3,
      y: corners.reduce((sum, { y }) => sum + y, 0) / 3,
    };
    const from = (Math.min(height - 1, Math.floor(middle.y)) * width + Math.min(width - 1, Math.floor(middle.x))) * 4;
    const look = seen(toHex([data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0]));
    const colour = shown({ ...look, l: look.l + chance.between(-0.035, 0.035) });
    const d = corners.map(({ x, y }, k) => `${k === 0 ? "M" : "L"}${n(x * scale)} ${n(y * scale)}`).join("");
    // A stroke of its own colour closes the seams between neighbours.
    drawn += `<path d="${d}Z" fill="${colour}" stroke="${colour}"/>`;
  }
  return `<g stroke-width="0.8" stroke-linejoin="round">${drawn}</g>`;
}
