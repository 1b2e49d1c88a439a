import { at, each, edge, lightness, putBlend, step, type Band } from "./band";
import type { Style } from "./style";

/** A pen on white paper: contours, and hatching where it is dark. */
export const ink: Style = {
  name: "ink line art",
  words: [
    "ink line art",
    "line art",
    "lineart",
    "ink drawing",
    "pen and ink",
    "ink",
    "line drawing",
    "coloring page",
    "colouring page",
    "black and white drawing",
    "etching",
    "engraving",
    "woodcut",
    "linocut",
    "outline drawing",
    "ink sketch",
  ],
  face: "serif",
  finish: { reach: 0.003, run },
};

function run(band: Band): void {
  const { source, unit, noise, ink: dark, paper } = band;
  const radius = Math.max(1, Math.round(unit * 0.0014));
  const pitch = unit * 0.0085;
  each(band, (x, y, into) => {
    const u = x / unit;
    const v = y / unit;
    const wobble = noise(u * 60, v * 60) * unit * 0.0007;
    const line = step(24, 70, edge(band, Math.round(x + wobble), Math.round(y - wobble), radius));
    // Middle tones are left to the paper: a pen that shades everything shows nothing.
    const tone = step(-0.05, 0.92, lightness(source, at(band, x, y)) / 255);
    const waver = noise(u * 14, v * 14) * pitch * 0.5;
    // Thinner lines with more light; a second direction where it is darkest.
    const hatch = (along: number, limit: number): number => {
      const want = Math.max(0, (limit - tone) / limit) * 0.62;
      const off = Math.abs((((along + waver) / pitch) % 1) + (along + waver < 0 ? 1 : 0) - 0.5) * 2;
      return want <= 0.03 ? 0 : step(1 - want - 0.16, 1 - want + 0.16, off);
    };
    const shade = Math.max(
      hatch(x * 0.707 + y * 0.707, 0.5),
      hatch(x * 0.707 - y * 0.707 + unit * 9, 0.34),
      hatch(y, 0.2) * 0.9,
    );
    putBlend(band, into, paper, dark, Math.min(1, Math.max(line, shade * 0.92)));
  });
}
