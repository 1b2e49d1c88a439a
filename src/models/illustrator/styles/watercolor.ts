import { seen, shown } from "../paint/colour";
import { at, each, edge, put, step, type Band } from "./band";
import type { Style } from "./style";

/** Wet colour on paper: edges that wander and dry darker, pigment that settles unevenly, paper left free at the rim. */
export const watercolor: Style = {
  name: "watercolor",
  words: [
    "watercolor",
    "watercolour",
    "water color",
    "water colour",
    "watercolor painting",
    "watercolour painting",
    "aquarelle",
    "gouache",
  ],
  face: "serif",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    return shown({ l: 0.2 + l * 0.8, c: c * 1.05, h });
  },
  finish: { reach: 0.012, run },
};

function run(band: Band): void {
  const { source, width, height, unit, noise, paper, framed } = band;
  const wander = unit * 0.0055;
  const radius = Math.max(1, Math.round(unit * 0.0028));
  const rim = unit * 0.03;
  each(band, (x, y, into) => {
    const u = x / unit;
    const v = y / unit;
    const sx = Math.round(x + noise(u * 22, v * 22) * wander + noise(u * 70, v * 70 + 9) * wander * 0.3);
    const sy = Math.round(y + noise(u * 22 + 40, v * 22) * wander + noise(u * 70 + 40, v * 70) * wander * 0.3);
    const from = at(band, sx, sy);
    const dried = 1 - step(14, 110, edge(band, sx, sy, radius)) * 0.26;
    const pool = noise(u * 5, v * 5 + 80) * 0.1 + noise(u * 17 + 7, v * 17) * 0.06;
    const grain = noise(u * 330, v * 330) * 0.05;
    const inside = Math.min(x, y, width - 1 - x, height - 1 - y) / rim;
    // The rim alone is ragged: far from it there is nothing to find out.
    const free = !framed || inside > 1.6 ? 1 : step(0.1, 1, inside + noise(u * 9, v * 9 + 50) * 0.4 + 0.25);
    const wet = Math.max(0, 0.98 - pool - grain);
    const lit = 1 + grain * (1 - free);
    const wash = (bare: number, pigment: number): number => {
      const sheet = bare * lit;
      return sheet + (bare + (pigment * dried - bare) * wet - sheet) * free;
    };
    put(
      band,
      into,
      wash(paper[0], source[from] ?? 0),
      wash(paper[1], source[from + 1] ?? 0),
      wash(paper[2], source[from + 2] ?? 0),
    );
  });
}
