import { seen, shown } from "../paint/colour";
import { frameOf } from "../paint/shapes";
import { at, each, edge, lightness, put, step, type Band } from "./band";
import type { Style } from "./style";

/** Bold black contours, loud colours, and dots where it is shaded. */
export const comic: Style = {
  name: "comic",
  words: [
    "comic",
    "comic book",
    "comics",
    "pop art",
    "pop-art",
    "popart",
    "lichtenstein",
    "warhol",
    "manga",
    "graphic novel",
    "halftone",
    "comic style",
    "superhero comic",
    "cel shaded",
    "cel shading",
  ],
  face: "sans",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    return shown({ l: 0.12 + Math.round(l * 6) / 6.8, c: c < 0.02 ? c : c * 1.25 + 0.015, h });
  },
  layers: (drawn, { canvas, composition: { width, height } }) => {
    const edgeWide = canvas.unit * 0.02;
    const white = "#fffdf4";
    return [
      ...drawn,
      {
        name: "frame",
        depth: 1,
        body: frameOf(width, height, edgeWide, white),
      },
    ];
  },
  finish: { reach: 0.003, run },
};

const ANGLE = Math.PI / 12;

function run(band: Band): void {
  const { source, unit, ink } = band;
  const radius = Math.max(1, Math.round(unit * 0.0022));
  const pitch = unit * 0.0115;
  const [sin, cos] = [Math.sin(ANGLE), Math.cos(ANGLE)];
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const line = step(40, 92, edge(band, x, y, radius));
    const dark = 1 - lightness(source, here) / 255;
    const u = (x * cos + y * sin) / pitch;
    const v = (y * cos - x * sin) / pitch;
    const off = Math.sqrt((u - Math.round(u)) ** 2 + (v - Math.round(v)) ** 2);
    const size = Math.sqrt(Math.max(0, dark - 0.22)) * 0.52;
    const dot = size < 0.06 ? 0 : 1 - step(size - 0.07, size + 0.07, off);
    const shade = 1 - dot * 0.26;
    const tone = (part: number, black: number): number => {
      const flat = Math.min(255, (Math.round(part / 32) * 32 * 0.7 + part * 0.3) * 1.05) * shade;
      return flat + (black - flat) * line;
    };
    put(
      band,
      into,
      tone(source[here] ?? 0, ink[0]),
      tone(source[here + 1] ?? 0, ink[1]),
      tone(source[here + 2] ?? 0, ink[2]),
    );
  });
}
