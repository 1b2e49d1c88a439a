import { seen, shown } from "../paint/colour";
import { n, path, stroke } from "../paint/shapes";
import type { Layer } from "../scene";
import type { Style, View } from "./style";

/** Black, gold, cream and teal, a fan of rays, and a stepped golden frame. */
export const artDeco: Style = {
  name: "art deco",
  words: ["art deco", "art-deco", "deco", "1920s", "roaring twenties", "gatsby", "great gatsby", "art nouveau"],
  face: "serif",
  recolour: () => (hex) => toned(hex),
  layers,
};

const GOLD = "#d9aa4c";

/** By lightness from black over teal and gold to cream; warm things are gold, cold ones teal. */
function toned(hex: string): string {
  const { l, c, h } = seen(hex);
  const warm = c > 0.03 && (h < 115 || h > 330);
  const goal = warm ? { c: 0.115, h: 80 } : { c: 0.055, h: 195 };
  const lightness = l < 0.25 ? 0.14 + l * 0.3 : 0.08 + l * 0.9;
  return shown({ l: lightness, c: goal.c * Math.min(1, 0.35 + (1 - Math.abs(lightness - 0.65) * 1.6)), h: goal.h });
}

function layers(drawn: readonly Layer[], { composition, canvas }: View): Layer[] {
  const { width, height, horizon } = composition;
  const { unit } = canvas;
  let fan = "";
  const x = width / 2;
  const y = composition.idea.kind === "scene" && horizon > 0 ? horizon : height;
  const reach = Math.hypot(width, height);
  for (let i = 1; i < 24; i += 2) {
    const [a, b] = [Math.PI * (1 + i / 24), Math.PI * (1 + (i + 1) / 24)];
    fan += `M${n(x)} ${n(y)}L${n(x + Math.cos(a) * reach)} ${n(y + Math.sin(a) * reach)}L${n(x + Math.cos(b) * reach)} ${n(y + Math.sin(b) * reach)}Z`;
  }
  const rays: Layer = { name: "back", depth: 0.05, body: path(fan, GOLD, 0.2) };
  const at = drawn.findIndex(({ name }) => name !== "sky");
  return [
    ...drawn.slice(0, Math.max(0, at)),
    rays,
    ...drawn.slice(Math.max(0, at)).filter(({ name }) => name !== "weather" || composition.idea.weather !== "clear"),
    { name: "frame", depth: 1, body: frame(width, height, unit) },
  ];
}

function frame(width: number, height: number, unit: number): string {
  const line = (inset: number, thick: number, notch: number): string => {
    const [l, t, r, b] = [inset, inset, width - inset, height - inset];
    return stroke(
      `M${n(l + notch)} ${n(t)}H${n(r - notch)}V${n(t + notch / 2)}H${n(r - notch / 2)}V${n(t + notch)}H${n(r)}V${n(b - notch)}H${n(r - notch / 2)}V${n(b - notch / 2)}H${n(r - notch)}V${n(b)}H${n(l + notch)}V${n(b - notch / 2)}H${n(l + notch / 2)}V${n(b - notch)}H${n(l)}V${n(t + notch)}H${n(l + notch / 2)}V${n(t + notch / 2)}H${n(l + notch)}Z`,
      GOLD,
      thick,
    );
  };
  const edge = unit * 0.05;
  const plate = path(
    `M0 0H${n(width)}V${n(height)}H0ZM${n(edge)} ${n(edge + unit * 0.08)}V${n(height - edge - unit * 0.08)}L${n(edge + unit * 0.08)} ${n(height - edge)}H${n(width - edge - unit * 0.08)}L${n(width - edge)} ${n(height - edge - unit * 0.08)}V${n(edge + unit * 0.08)}L${n(width - edge - unit * 0.08)} ${n(edge)}H${n(edge + unit * 0.08)}Z`,
    "#15181d",
  ).replace("<path", '<path fill-rule="evenodd"');
  let fans = "";
  for (const [cx, cy, sx, sy] of [
    [0, 0, 1, 1],
    [width, 0, -1, 1],
    [0, height, 1, -1],
    [width, height, -1, -1],
  ] as const)
    for (let i = 1; i <= 3; i++) {
      const r = unit * (0.03 + i * 0.024);
      fans += `M${n(cx + sx * (r + unit * 0.012))} ${n(cy + sy * unit * 0.012)}A${n(r)} ${n(r)} 0 0 ${sx * sy === 1 ? 1 : 0} ${n(cx + sx * unit * 0.012)} ${n(cy + sy * (r + unit * 0.012))}`;
    }
  return (
    plate +
    line(unit * 0.022, unit * 0.004, unit * 0.09) +
    line(unit * 0.05, unit * 0.008, unit * 0.08) +
    stroke(fans, GOLD, unit * 0.005)
  );
}
