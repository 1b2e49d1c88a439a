import { flatten } from "./rasterise";

/** Where the bytes of a font file come from. */
export type FontSource = (file: string) => Promise<Uint8Array>;

/** Words as outlines: no font is needed once they are set. */
export interface Lettering {
  readonly lines: readonly { readonly d: string; readonly box: readonly [number, number, number, number] }[];
  /** Characters that no font of ours has. */
  readonly missing: readonly string[];
  /** The text went on. */
  readonly cut: boolean;
}

export type Face = "sans" | "serif";

const FACES = {
  sans: { family: "Noto Sans", weight: 800, file: (script: string) => `noto-sans-${script}-800-normal.woff2` },
  serif: { family: "Noto Serif", weight: 700, file: (script: string) => `noto-serif-${script}-700-normal.woff2` },
} as const;

/** The scripts we have fonts for. Symbols and marks that every line may hold belong to the first. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  [
    "latin",
    /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212]/u,
  ],
  ["latin-ext", /[\u0100-\u024f\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0]/u],
  ["cyrillic", /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/u],
  ["greek", /[\u0370-\u03ff]/u],
];

export const MAX_LETTERS = 80;

/**
 * Sets a text in so many lines, or in as many as its length asks for. What has no glyph is left out, and named.
 */
export async function setText(
  text: string,
  face: Face,
  font: FontSource,
  { most = MAX_LETTERS, lines: count }: { readonly most?: number; readonly lines?: number } = {},
): Promise<Lettering> {
  const whole = [...text];
  const cut = whole.length > most;
  const letters = whole.slice(0, most);
  const missing = [...new Set(letters.filter((letter) => !SCRIPTS.some(([, has]) => has.test(letter))))];
  const printable = letters
    .filter((letter) => !missing.includes(letter))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  if (printable === "") return { lines: [], missing, cut };
  const { family, weight, file } = FACES[face];
  const scripts = SCRIPTS.filter(([, has]) => has.test(printable)).map(([script]) => script);
  const fonts = await Promise.all([...new Set(["latin", ...scripts])].map((script) => font(file(script))));
  const lines = [];
  for (const line of brokenInto(printable, count ?? linesFor(printable))) {
    const text = line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const set = await flatten(
      `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><text x="0" y="100" font-family="${family}" font-weight="${weight}" font-size="100">${text}</text></svg>`,
      fonts,
    );
    if (set !== undefined) lines.push(set);
  }
  return { lines, missing, cut };
}

const linesFor = ({ length }: string): number => (length <= 16 ? 1 : length <= 34 ? 2 : length <= 56 ? 3 : 4);

/** Lines of about equal length, broken between words. */
function brokenInto(text: string, count: number): string[] {
  const target = text.length / count;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || (line.length + word.length / 2 > target && lines.length < count)) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
