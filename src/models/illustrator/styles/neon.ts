import { seen, shown } from "../paint/colour";
import { at, each, edge, put, step, type Band } from "./band";
import type { Style } from "./style";

/** Night, and everything drawn in glowing tubes. */
export const neon: Style = {
  name: "neon",
  words: [
    "neon",
    "cyberpunk",
    "synthwave",
    "vaporwave",
    "neon lights",
    "neon style",
    "outrun",
    "glowing neon",
    "tron",
    "blacklight",
    "holographic",
  ],
  face: "sans",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    // Dark surfaces of violet and blue that keep a trace of their own hue.
    return shown({ l: 0.1 + l * 0.36, c: 0.05 + c * 0.55, h: c < 0.03 ? 285 : h });
  },
  finish: { reach: 0.016, run },
};

/** Where the glow is gathered from: two rings of directions. */
const RING = Array.from({ length: 14 }, (_, i) => ({
  x: Math.cos((i / 14) * Math.PI * 2),
  y: Math.sin((i / 14) * Math.PI * 2),
}));

function run(band: Band): void {
  const { source, unit, palette, width, from, to } = band;
  const radius = Math.max(1, Math.round(unit * 0.0014));
  const [inner, outer] = [unit * 0.005, unit * 0.0125];
  // Found once: the glow looks at each edge from many places.
  const tubes = new Float32Array(width * (to - from));
  for (let y = from; y < to; y++)
    for (let x = 0; x < width; x++) tubes[(y - from) * width + x] = step(9, 36, edge(band, x, y, radius));
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const tube = tubes[here >> 2] ?? 0;
    let glow = 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let i = 0; i < RING.length; i++) {
      const point = RING[i];
      if (point === undefined) continue;
      const far = i % 2 === 0 ? inner : outer;
      const there = at(band, Math.round(x + point.x * far), Math.round(y + point.y * far));
      const strength = tubes[there >> 2] ?? 0;
      if (strength === 0) continue;
      glow += strength;
      red += (source[there] ?? 0) * strength;
      green += (source[there + 1] ?? 0) * strength;
      blue += (source[there + 2] ?? 0) * strength;
    }
    const r = source[here] ?? 0;
    const g = source[here + 1] ?? 0;
    const b = source[here + 2] ?? 0;
    const hr = glow === 0 ? r : red / glow;
    const hg = glow === 0 ? g : green / glow;
    const hb = glow === 0 ? b : blue / glow;
    // The tube has the surface's hue at full strength.
    const strongest = Math.max(30, hr, hg, hb);
    const weakest = Math.min(hr, hg, hb) * (palette.length > 0 ? 0.4 : 0.75);
    const reach = 255 / Math.max(20, strongest - weakest);
    const lit = Math.min(1, glow / (RING.length / 2)) * 0.62 + tube * 0.8;
    const hot = 90 * tube * tube;
    const shine = (own: number, hue: number): number => own * 0.85 + Math.max(0, hue - weakest) * reach * lit + hot;
    put(band, into, shine(r, hr), shine(g, hg), shine(b, hb));
  });
}
