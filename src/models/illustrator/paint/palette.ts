import { hueApart, mix, recolour, seen, type Seen } from "./colour";

interface Entry {
  readonly hex: string;
  readonly look: Seen;
}

/** What a part of the picture asks of the palette. */
export interface Part {
  /** How a lightness is shown: a ground may be paler or darker than what stands on it. */
  readonly lightness: (own: number) => number;
  /** A colour of the palette that this part would rather not have: the one of the ground behind it. */
  readonly shy: string | undefined;
}

/** What a colour costs more that the part would rather not have. */
const SHYNESS = 0.3;

function nearest(entries: readonly Entry[], look: Seen, shy?: string): Entry {
  const cost = (entry: Entry): number =>
    Math.abs(entry.look.l - look.l) * 1.6 +
    (hueApart(entry.look.h, look.h) / 180) * Math.min(1, look.c * 6, entry.look.c * 6) +
    (entry.hex === shy ? SHYNESS : 0);
  return entries.reduce((best, entry) => (cost(entry) < cost(best) ? entry : best));
}

/** How far a tint may go to white, a shade to black. */
const FURTHEST = 0.62;

function toned({ hex, look }: Entry, lightness: number): string {
  const step = (lightness - look.l) * 0.85;
  if (step >= 0) return mix(hex, "#ffffff", Math.min(FURTHEST, step / Math.max(0.15, 1 - look.l)));
  return mix(hex, "#000000", Math.min(FURTHEST, -step / Math.max(0.15, look.l)));
}

const entriesOf = (palette: readonly string[]): Entry[] => palette.map((hex) => ({ hex, look: seen(hex) }));

const GRADIENT = /<(linear|radial)Gradient [^>]*>.*?<\/\1Gradient>/g;

/** Gradients in the palette. Each keeps to one of its colours: between two of them lies neither. */
export function gradientsInPalette(definitions: string, palette: readonly string[], { lightness }: Part): string {
  const entries = entriesOf(palette);
  return definitions.replace(GRADIENT, (gradient) => {
    const looks = [...gradient.matchAll(/#[\da-f]{6}/gi)].map(([hex]) => seen(hex));
    const middle = looks[Math.floor(looks.length / 2)];
    if (middle === undefined) return gradient;
    const entry = nearest(entries, middle);
    return recolour(gradient, (hex) => toned(entry, lightness(seen(hex).l)));
  });
}

/**
 * Paints with the given colours, their tints and their shades alone. Each colour of the drawing goes to the palette
 * colour nearest in lightness and hue, then a part of the way back to its own lightness, so that forms stay readable.
 */
export function inPalette(svg: string, palette: readonly string[], { lightness, shy }: Part): string {
  const entries = entriesOf(palette);
  return recolour(svg, (hex) => {
    const look = seen(hex);
    return toned(nearest(entries, look, shy), lightness(look.l));
  });
}

/** The palette's colour for this one. */
export const paletteColour = (palette: readonly string[], hex: string): string | undefined =>
  palette.length === 0 ? undefined : nearest(entriesOf(palette), seen(hex)).hex;
