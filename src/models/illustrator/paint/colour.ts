import { converter, differenceCiede2000, formatHex, modeLab65, modeOklch, modeRgb, parse, useMode } from "culori/fn";

/** Colours are `#rrggbb` strings throughout; this file is where they become numbers. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** Lightness 0–1, chroma 0–0.37, hue in degrees, as the eye judges them (OKLCH). */
export interface Seen {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

useMode(modeRgb);
useMode(modeLab65);
useMode(modeOklch);
const toOklch = converter("oklch");
const ciede2000 = differenceCiede2000();

/** A colour as people write it: `#f80`, `ff8800`, `orange`, `rgb(255 136 0)`. */
export function readColour(text: string): string | undefined {
  const parsed = parse(text) ?? (/^[\da-f]{3}([\da-f]{3})?$/i.test(text) ? parse(`#${text}`) : undefined);
  return parsed === undefined ? undefined : formatHex(parsed);
}

export function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

export function seen(hex: string): Seen {
  const { l, c, h = 0 } = toOklch(hex) ?? { l: 0, c: 0 };
  return { l, c, h };
}

/** The nearest colour a screen shows; chroma it lacks is clipped. */
export const shown = ({ l, c, h }: Seen): string =>
  formatHex({ mode: "oklch", l: Math.min(1, Math.max(0, l)), c: Math.max(0, c), h });

/** How different two colours look: below 2 they pass for one, above 25 nobody would confuse them (CIEDE2000). */
export const difference = (a: string, b: string): number => ciede2000(a, b);

/** From the first colour (0) to the second (1). */
export function mix(from: string, to: string, share: number): string {
  const a = toRgb(from);
  const b = toRgb(to);
  return toHex([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** A surface of this colour under light of that tint. */
export function under(colour: string, tint: Rgb): string {
  const [r, g, b] = toRgb(colour);
  return toHex([r * tint[0], g * tint[1], b * tint[2]]);
}

/** The shorter way round the circle of hues, in degrees. */
export const hueApart = (a: number, b: number): number => Math.abs(((a - b + 540) % 360) - 180);

export type Recolour = (hex: string) => string;

/** Every colour of a piece of SVG, each looked up once. */
export function recolour(svg: string, change: Recolour): string {
  const known = new Map<string, string>();
  return svg.replace(/#[\da-f]{6}\b/gi, (hex) => {
    const found = known.get(hex) ?? change(hex.toLowerCase());
    known.set(hex, found);
    return found;
  });
}
