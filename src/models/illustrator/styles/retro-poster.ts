import { hueApart, seen, shown } from "../paint/colour";
import { frameOf, n, path } from "../paint/shapes";
import type { Layer } from "../scene";
import { at, each, put, type Band } from "./band";
import type { Style, View } from "./style";

/** A travel poster of the thirties: few warm inks, rays from the sun, a cream border. */
export const retroPoster: Style = {
  name: "retro poster",
  words: [
    "retro poster",
    "vintage poster",
    "travel poster",
    "retro",
    "vintage",
    "poster style",
    "mid-century",
    "midcentury",
    "mid century",
    "1950s",
    "50s",
    "1930s",
    "screen print",
    "screenprint",
    "risograph",
    "wpa poster",
    "national park poster",
  ],
  face: "sans",
  recolour: () => (hex) => toned(hex),
  layers,
  finish: { reach: 0.002, run: print },
};

/** The inks: a print has no others. */
const INKS = ["#f6e7c5", "#f0b75a", "#df7a3e", "#b5402f", "#6f2f3a", "#24424f", "#3f8078", "#9fb98a", "#1b2733"];
const LOOKS = INKS.map((hex) => ({ hex, look: seen(hex) }));

function toned(hex: string): string {
  const look = seen(hex);
  const cost = (ink: (typeof LOOKS)[number]): number =>
    Math.abs(ink.look.l - look.l) * 2 +
    (look.c > 0.04 ? (hueApart(ink.look.h, look.h) / 180) * 0.8 * Math.min(1, look.c * 8) : ink.look.c);
  const best = LOOKS.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  // A step towards its own lightness keeps neighbours apart.
  return shown({ ...best.look, l: best.look.l + (look.l - best.look.l) * 0.35 });
}

function layers(drawn: readonly Layer[], { composition, canvas }: View): Layer[] {
  const { width, height, horizon, sunX, setting, light } = composition;
  const border = canvas.unit * 0.045;
  const y = horizon * light.body.height;
  let rays = "";
  const reach = Math.hypot(width, height);
  for (let i = 0; i < 28; i += 2) {
    const [a, b] = [(i / 28) * Math.PI * 2, ((i + 1) / 28) * Math.PI * 2];
    rays += `M${n(sunX)} ${n(y)}L${n(sunX + Math.cos(a) * reach)} ${n(y + Math.sin(a) * reach)}L${n(sunX + Math.cos(b) * reach)} ${n(y + Math.sin(b) * reach)}Z`;
  }
  const sky = composition.idea.kind === "scene" && setting.indoors !== true;
  const cream = "#f6e7c5";
  const frame = frameOf(width, height, border, cream);
  const line = `<rect x="${n(border)}" y="${n(border)}" width="${n(width - border * 2)}" height="${n(height - border * 2)}" fill="none" stroke="#24424f" stroke-width="${n(canvas.unit * 0.006)}"/>`;
  return [
    ...drawn.flatMap((layer): Layer[] =>
      layer.name === "sky" && sky
        ? [layer, { name: "sky", depth: 0.05, body: path(rays, "#fff1c9", 0.2) }]
        : layer.name === "weather" && composition.idea.weather === "clear"
          ? []
          : [layer],
    ),
    { name: "frame", depth: 1, body: frame + line },
  ];
}

/** Four steps of each ink and the speckle of a stone press. */
function print(band: Band): void {
  const { source, unit, noise } = band;
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const grain = noise((x / unit) * 300, (y / unit) * 300);
    const worn = grain > 0.78 ? 14 : grain * 3;
    const flat = (value: number): number => Math.round(value / 22) * 22 * 0.6 + value * 0.4 + worn;
    put(band, into, flat(source[here] ?? 0), flat(source[here + 1] ?? 0), flat(source[here + 2] ?? 0));
  });
}
