import { at, each, put, type Band } from "./band";
import type { Style } from "./style";

/** The drawing seen through a lens: the distance out of focus, soft light, a bright bloom, film grain. */
export const photorealistic: Style = {
  name: "photorealistic",
  words: [
    "photorealistic",
    "photo-realistic",
    "photorealism",
    "photograph",
    "photography",
    "photo",
    "realistic",
    "hyperrealistic",
    "hyper realistic",
    "ultra realistic",
    "realism",
    "dslr",
    "35mm",
    "bokeh",
    "depth of field",
    "macro photo",
    "raw photo",
    "film still",
    "cinematic still",
    "3d render",
    "octane render",
    "unreal engine",
  ],
  emulates: "The illustrator is no photographer: it softens its drawing like a lens and adds grain.",
  face: "sans",
  finish: { reach: 0.012, run },
};

/** Where a blurred pixel is gathered from, over a disc. */
const TAPS = Array.from({ length: 12 }, (_, i) => {
  const angle = i * 2.399963;
  const far = Math.sqrt((i + 0.5) / 12);
  return { x: Math.cos(angle) * far, y: Math.sin(angle) * far };
});

/** Bright points spread more than dark ones, as in a lens; by the sum of a pixel's parts. */
const WEIGHTS = Float64Array.from({ length: 766 }, (_, sum) => 1 + (sum / 765) ** 3 * 2.4);

/** A gentle S: more contrast in the middle. */
const CURVE = Float64Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  return (v * v * (3 - 2 * v) * 0.32 + v * 0.68) * 255;
});

function run(band: Band): void {
  const { source, width, height, unit, noise } = band;
  const middle = width / 2;
  const centre = height * 0.6;
  const narrow = height > width ? 1.1 : 0.8;
  const focus = unit * 0.36;
  each(band, (x, y, into) => {
    const dx = (x - middle) * narrow;
    const dy = y - centre;
    const away = Math.sqrt(dx * dx + dy * dy);
    const blur = Math.min(1, Math.max(0.05, (away - focus) / (unit * 0.34))) * unit * 0.011;
    let red = 0;
    let green = 0;
    let blue = 0;
    let total = 0;
    for (let i = 0; i < TAPS.length; i++) {
      const tap = TAPS[i];
      if (tap === undefined) continue;
      const from = at(band, Math.round(x + tap.x * blur), Math.round(y + tap.y * blur));
      const r = source[from] ?? 0;
      const g = source[from + 1] ?? 0;
      const b = source[from + 2] ?? 0;
      const weight = WEIGHTS[r + g + b] ?? 1;
      red += r * weight;
      green += g * weight;
      blue += b * weight;
      total += weight;
    }
    const here = at(band, x, y);
    const grain = noise(x * 0.71 + 3, y * 0.71) * 5.5;
    const volume = noise((x / unit) * 3, (y / unit) * 3) * 7;
    const bloom = Math.max(0, (red + green + blue) / total / 3 - 205) * 0.2;
    const tone = (sum: number, own: number): number => {
      const value = (sum / total) * 0.86 + own * 0.14 + volume;
      return (CURVE[Math.min(255, Math.max(0, Math.round(value)))] ?? value) * 0.985 + grain + bloom;
    };
    put(
      band,
      into,
      tone(red, source[here] ?? 0) + 2,
      tone(green, source[here + 1] ?? 0),
      tone(blue, source[here + 2] ?? 0) - 3,
    );
  });
}
