import { at, each, edge, lightness, putBlend, step, type Band } from "./band";
import type { Style } from "./style";

/** Graphite on grained paper: soft contours and shading in slanted strokes. */
export const pencil: Style = {
  name: "pencil sketch",
  words: [
    "pencil sketch",
    "pencil drawing",
    "pencil",
    "sketch",
    "graphite",
    "charcoal",
    "charcoal drawing",
    "hand drawn",
    "hand-drawn",
    "crayon",
    "chalk drawing",
    "doodle",
  ],
  face: "serif",
  finish: { reach: 0.004, run },
};

function run(band: Band): void {
  const { source, unit, noise, ink: lead, paper } = band;
  const radius = Math.max(1, Math.round(unit * 0.0013));
  each(band, (x, y, into) => {
    const u = x / unit;
    const v = y / unit;
    const grain = noise(u * 420, v * 420) * 0.5 + noise(u * 210, v * 210 + 5) * 0.5;
    const shake = Math.round(noise(u * 45, v * 45) * unit * 0.0012);
    const twice = Math.max(
      edge(band, x + shake, y + shake, radius),
      edge(band, x - shake - radius, y - shake, radius) * 0.7,
    );
    const line = step(12, 80, twice) * (0.86 + grain * 0.2);
    const dark = 1 - step(0, 0.86, lightness(source, at(band, x, y)) / 255);
    // Long streaks along one slant, as a hand shades.
    const along = u + v;
    const across = u - v;
    const streak = noise(along * 9, across * 260) * 0.5 + noise(along * 22, across * 120 + 30) * 0.35;
    const shade = Math.max(0, dark ** 1.1 * 0.84 + streak * dark * 0.55 + grain * 0.16 * Math.min(1, dark * 3) - 0.04);
    putBlend(band, into, paper, lead, Math.min(0.94, Math.max(line, shade)), grain * 3);
  });
}
