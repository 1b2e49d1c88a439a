import { seen, shown } from "../paint/colour";
import { at, blend, each, edge, put, step, type Band } from "./band";
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
  finish: { reach: 0.02, run },
};

function run(band: Band): void {
  const { source, width, height, unit, noise, paper } = band;
  const wander = unit * 0.0055;
  const radius = Math.max(1, Math.round(unit * 0.0028));
  const rim = unit * 0.03;
  each(band, (x, y, into) => {
    const [u, v] = [x / unit, y / unit];
    const dx = noise(u * 22, v * 22) * wander + noise(u * 70, v * 70 + 9) * wander * 0.3;
    const dy = noise(u * 22 + 40, v * 22) * wander + noise(u * 70 + 40, v * 70) * wander * 0.3;
    const [sx, sy] = [Math.round(x + dx), Math.round(y + dy)];
    const from = at(band, sx, sy);
    const dried = step(14, 110, edge(band, sx, sy, radius)) * 0.26;
    const pool = noise(u * 5, v * 5 + 80) * 0.1 + noise(u * 17 + 7, v * 17) * 0.06;
    const grain = noise(u * 330, v * 330) * 0.035 + noise(u * 160, v * 160 + 3) * 0.025;
    const free = step(
      0.1,
      1,
      Math.min(x, y, width - 1 - x, height - 1 - y) / rim + noise(u * 9, v * 9 + 50) * 0.4 + 0.25,
    );
    const wet = 0.98 - pool - grain;
    let index = 0;
    const mixed = [0, 0, 0] as [number, number, number];
    for (; index < 3; index++) {
      const pigment = (source[from + index] ?? 0) * (1 - dried);
      mixed[index] = (paper[index] ?? 255) + (pigment - (paper[index] ?? 255)) * Math.max(0, wet);
    }
    const [red, green, blue] = blend(
      [paper[0] * (1 + grain), paper[1] * (1 + grain), paper[2] * (1 + grain)],
      mixed,
      free,
    );
    put(band, into, red, green, blue);
  });
}
