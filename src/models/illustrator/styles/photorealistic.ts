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

const TAPS = Array.from({ length: 16 }, (_, i) => {
  const [angle, far] = [i * 2.399963, Math.sqrt((i + 0.5) / 16)];
  return [Math.cos(angle) * far, Math.sin(angle) * far] as const;
});

function run(band: Band): void {
  const { source, width, height, unit, noise } = band;
  const middle: [number, number] = [width / 2, height * 0.6];
  const focus = unit * 0.36;
  each(band, (x, y, into) => {
    const away = Math.hypot((x - middle[0]) * (height > width ? 1.1 : 0.8), y - middle[1]);
    const blur = Math.min(1, Math.max(0.05, (away - focus) / (unit * 0.34))) * unit * 0.011;
    let [red, green, blue, total] = [0, 0, 0, 0];
    for (const [dx, dy] of TAPS) {
      const from = at(band, Math.round(x + dx * blur), Math.round(y + dy * blur));
      const [r, g, b] = [source[from] ?? 0, source[from + 1] ?? 0, source[from + 2] ?? 0];
      // Bright points spread more than dark ones, as in a lens.
      const weight = 1 + ((r + g + b) / 765) ** 3 * 2.4;
      red += r * weight;
      green += g * weight;
      blue += b * weight;
      total += weight;
    }
    const here = at(band, x, y);
    const grain = noise(x * 0.71 + 3, y * 0.71) * 5.5;
    const volume = noise((x / unit) * 3, (y / unit) * 3) * 7;
    const bloom = Math.max(0, (red + green + blue) / total / 3 - 205) * 0.2;
    const curve = (value: number): number => {
      const v = value / 255;
      return (v * v * (3 - 2 * v) * 0.32 + v * 0.68) * 255;
    };
    const tone = (sum: number, own: number): number =>
      curve((sum / total) * 0.86 + own * 0.14 + volume) * 0.985 + grain + bloom;
    put(
      band,
      into,
      tone(red, source[here] ?? 0) + 2,
      tone(green, source[here + 1] ?? 0),
      tone(blue, source[here + 2] ?? 0) - 3,
    );
  });
}
