import { readColour } from "../paint/colour";

/** Colours as prompts name them, beyond the names that CSS knows. */
const MORE: Readonly<Record<string, string>> = {
  red: "#e03131",
  green: "#37a04a",
  blue: "#2b6fd6",
  yellow: "#f7c92e",
  orange: "#f2801c",
  purple: "#8540c4",
  pink: "#f283b4",
  brown: "#8a5a3a",
  black: "#2b2b33",
  white: "#f7f7f5",
  grey: "#8d939b",
  gray: "#8d939b",
  golden: "#e8b02a",
  gold: "#e8b02a",
  silver: "#c3c9d1",
  bronze: "#b0793c",
  copper: "#c06a3a",
  emerald: "#1fa36a",
  ruby: "#c2183c",
  sapphire: "#2050b8",
  amber: "#f5a623",
  jade: "#3aa676",
  mint: "#9be0c0",
  cream: "#fbf1d9",
  scarlet: "#d9261c",
  burgundy: "#7a1f36",
  mustard: "#d9a52b",
  peach: "#ffcba4",
  apricot: "#fbceb1",
  rose: "#e8688a",
  lilac: "#c8a2d8",
  "sky blue": "#7cc4f2",
  "navy blue": "#1d2f6f",
  "dark blue": "#1f3a8a",
  "light blue": "#8cc8f2",
  "dark green": "#1f5f36",
  "light green": "#9ad88a",
  "dark red": "#8f1a1f",
  "pale blue": "#b5d8f0",
  "pale pink": "#f8cfdc",
  "hot pink": "#f0408f",
  "light pink": "#f8bdd2",
  "baby blue": "#a8d4f2",
  "royal blue": "#2f4fd0",
  "forest green": "#23683a",
  "lime green": "#86d02a",
  "mint green": "#9be0b5",
  "blood red": "#8f0f17",
  "off white": "#f4f0e6",
  "pastel pink": "#f7c6d6",
  "pastel blue": "#b9d8f0",
  "pastel green": "#c2e6c2",
  "pastel yellow": "#fbeeb4",
  "pastel purple": "#d9c6ee",
  crimson: "#c81e3a",
  turquoise: "#35c4bf",
  teal: "#12807d",
  violet: "#8a4fd0",
  magenta: "#d42ba0",
  indigo: "#4338a8",
  coral: "#ff7f5e",
  salmon: "#fa8a76",
  lavender: "#c3b1e8",
  beige: "#e8dcc0",
  ivory: "#fbf7e8",
  maroon: "#801f30",
  khaki: "#c8b878",
  olive: "#7f8233",
  tan: "#d2b48c",
};

/** The colour of that name, or none. */
export function colourNamed(name: string): string | undefined {
  if (Object.hasOwn(MORE, name)) return MORE[name];
  return /^[a-z]{4,}( [a-z]+)?$/.test(name) ? readColour(name.replace(" ", "")) : undefined;
}

export interface Palette {
  readonly colours: readonly string[];
  /** What stood in the list and is no colour. */
  readonly unknown: readonly string[];
}

const MAX_COLOURS = 12;

/** A list of hex values and names, with anything between them: "#264653, teal and gold". */
export function readPalette(text: string): Palette {
  const colours: string[] = [];
  const unknown: string[] = [];
  const parts = text
    .toLowerCase()
    .split(/[,;|/\n]+|\band\b|&|\+|(?<=#[\da-f]{3,8})\s+(?=\S)|\s+(?=#)/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  for (const part of parts) {
    const whole = named(part);
    if (whole !== undefined) {
      colours.push(whole);
      continue;
    }
    // "navy gold cream" without commas.
    for (const word of part.split(/\s+/)) {
      const one = named(word);
      if (one === undefined) unknown.push(word);
      else colours.push(one);
    }
  }
  return { colours: [...new Set(colours)].slice(0, MAX_COLOURS), unknown };
}

const named = (text: string): string | undefined =>
  colourNamed(text) ??
  (/^(#?[\da-f]{3}|#?[\da-f]{6})$/i.test(text) || /^(rgb|hsl|oklch)a?\(/.test(text) ? readColour(text) : undefined);
