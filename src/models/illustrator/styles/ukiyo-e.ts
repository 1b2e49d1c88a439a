import { hueApart, seen, shown } from "../paint/colour";
import { box, circle, frameOf } from "../paint/shapes";
import type { Layer } from "../scene";
import { at, each, edge, put, step, type Band } from "./band";
import type { Style, View } from "./style";

/** A colour woodblock print: indigo, vermilion, ochre and paper, with a graded sky and fine outlines. */
export const ukiyoE: Style = {
  name: "ukiyo-e",
  words: [
    "ukiyo-e",
    "ukiyo e",
    "ukiyoe",
    "japanese woodblock",
    "woodblock print",
    "woodblock",
    "hokusai",
    "hiroshige",
    "japanese print",
    "japanese art",
    "japanese style",
    "edo period",
  ],
  face: "serif",
  recolour: () => (hex) => toned(hex),
  layers,
  finish: { reach: 0.002, run },
};

const BLOCKS = [
  { l: 0.95, c: 0.03, h: 88 },
  { l: 0.86, c: 0.06, h: 82 },
  { l: 0.76, c: 0.08, h: 78 },
  { l: 0.58, c: 0.15, h: 35 },
  { l: 0.44, c: 0.12, h: 30 },
  { l: 0.66, c: 0.06, h: 235 },
  { l: 0.48, c: 0.09, h: 248 },
  { l: 0.32, c: 0.08, h: 258 },
  { l: 0.62, c: 0.07, h: 140 },
  { l: 0.45, c: 0.06, h: 150 },
  { l: 0.82, c: 0.03, h: 220 },
  { l: 0.25, c: 0.02, h: 60 },
];

function toned(hex: string): string {
  const look = seen(hex);
  const cost = (block: (typeof BLOCKS)[number]): number =>
    Math.abs(block.l - look.l) * 2 +
    (hueApart(block.h, look.h) / 180) * Math.min(1, look.c * 9) +
    (look.c < 0.03 ? block.c * 4 : 0);
  const best = BLOCKS.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return shown({ ...best, l: best.l + (look.l - best.l) * 0.25 });
}

function layers(drawn: readonly Layer[], { composition, canvas }: View): Layer[] {
  const { width, height, setting } = composition;
  const { unit } = canvas;
  const paper = "#efe3c6";
  const edgeWide = unit * 0.04;
  // The printer wipes the block darker towards the top.
  const bokashi =
    setting.indoors === true
      ? ""
      : canvas.sheet(
          canvas.vertical(
            [
              [0, "#1f3a66", 0.85],
              [1, "#1f3a66", 0],
            ],
            0,
            height * 0.24,
          ),
          0,
          height * 0.24,
        );
  const frame = frameOf(width, height, edgeWide, paper);
  const line = `<rect x="${edgeWide}" y="${edgeWide}" width="${width - edgeWide * 2}" height="${height - edgeWide * 2}" fill="none" stroke="#2a2a33" stroke-width="${unit * 0.004}"/>`;
  const [sx, sy] = [width - edgeWide - unit * 0.055, height - edgeWide - unit * 0.06];
  // A seal without characters: a carved square.
  const seal =
    box(sx - unit * 0.028, sy - unit * 0.028, unit * 0.056, unit * 0.056, "#b5372a", { radius: unit * 0.008 }) +
    circle(sx, sy, unit * 0.016, paper) +
    circle(sx, sy, unit * 0.008, "#b5372a");
  const at = drawn.findIndex(({ name }) => name !== "sky");
  return [
    ...drawn.slice(0, at),
    { name: "sky", depth: 0.05, body: bokashi },
    ...drawn.slice(at),
    { name: "frame", depth: 1, body: frame + line + seal },
  ];
}

function run(band: Band): void {
  const { source, unit, noise, ink } = band;
  const radius = Math.max(1, Math.round(unit * 0.0011));
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const u = x / unit;
    const v = y / unit;
    const line = step(26, 80, edge(band, x, y, radius)) * 0.82;
    // The grain of the wood runs across; fibres of the paper show through.
    const wood = noise(u * 4, v * 110 + noise(u * 3, v * 3) * 4) * 4.5;
    const fibre = noise(u * 260, v * 260) * 3;
    const lift = wood + fibre;
    const print = (part: number, black: number): number => part + lift + (black - part - lift) * line;
    put(
      band,
      into,
      print(source[here] ?? 0, ink[0]),
      print(source[here + 1] ?? 0, ink[1]),
      print(source[here + 2] ?? 0, ink[2]),
    );
  });
}
