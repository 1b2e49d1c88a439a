import { flatten } from "../../raster/rasterise";
import type { Artwork } from "./artwork";
import type { Composition } from "./compose";
import type { Canvas } from "./paint/canvas";
import { box, fine, n } from "./paint/shapes";

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

/** Sets a text in up to four lines. What has no glyph is left out, and named. */
export async function setText(text: string, face: Face, artwork: Pick<Artwork, "font">): Promise<Lettering> {
  const whole = [...text];
  const cut = whole.length > MAX_LETTERS;
  const letters = whole.slice(0, MAX_LETTERS);
  const missing = [...new Set(letters.filter((letter) => !SCRIPTS.some(([, has]) => has.test(letter))))];
  const printable = letters
    .filter((letter) => !missing.includes(letter))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
  if (printable === "") return { lines: [], missing, cut };
  const { family, weight, file } = FACES[face];
  const scripts = SCRIPTS.filter(([, has]) => has.test(printable)).map(([script]) => script);
  const fonts = await Promise.all([...new Set(["latin", ...scripts])].map((script) => artwork.font(file(script))));
  const lines = [];
  for (const line of brokenInto(printable)) {
    const text = line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const set = await flatten(
      `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><text x="0" y="100" font-family="${family}" font-weight="${weight}" font-size="100">${text}</text></svg>`,
      fonts,
    );
    if (set !== undefined) lines.push(set);
  }
  return { lines, missing, cut };
}

/** Lines of about equal length, broken between words. */
function brokenInto(text: string): string[] {
  const count = text.length <= 16 ? 1 : text.length <= 34 ? 2 : text.length <= 56 ? 3 : 4;
  const target = text.length / count;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || (line.length + word.length / 2 > target && lines.length < count)) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** Where the words stand on the sheet: a share of its height from the top, and how much of it they may take. */
const AREAS = {
  scene: { top: 0.05, height: 0.19, width: 0.86 },
  abstract: { top: 0.36, height: 0.28, width: 0.8 },
  pattern: { top: 0.4, height: 0.2, width: 0.7 },
  emblem: { top: 0.77, height: 0.16, width: 0.84 },
} as const;

export function placeLettering(
  { lines }: Lettering,
  { idea, width, height, light }: Composition,
  canvas: Canvas,
): string {
  if (lines.length === 0) return "";
  const area = AREAS[idea.kind];
  const widest = Math.max(...lines.map(({ box: [left, , right] }) => right - left));
  const leading = 118;
  const scale = Math.min(
    (width * area.width) / widest,
    (height * area.height) / (leading * lines.length),
    (canvas.unit * 0.15) / 80,
  );
  const block = leading * scale * lines.length;
  const top = height * area.top + (height * area.height - block) / 2;
  const letters = lines
    .map(
      ({ d, box: [left, , right] }, index) =>
        `<path transform="translate(${n(width / 2 - ((left + right) / 2) * scale)} ${n(top + (index + 0.88) * leading * scale - 100 * scale)}) scale(${fine(scale)})" d="${d}"/>`,
    )
    .join("");
  const plate =
    idea.kind === "pattern"
      ? box(
          width / 2 - (widest * scale) / 2 - canvas.unit * 0.04,
          top - canvas.unit * 0.02,
          widest * scale + canvas.unit * 0.08,
          block + canvas.unit * 0.04,
          "#fffdf6",
          { radius: canvas.unit * 0.02 },
        )
      : "";
  const ink = idea.kind === "pattern" ? "#fffdf6" : light.shadow;
  return (
    plate +
    `<g fill="none" stroke="${ink}" stroke-width="14" stroke-linejoin="round">${letters}</g>` +
    `<g fill="${idea.kind === "pattern" ? "#2a2438" : "#fffdf6"}">${letters}</g>`
  );
}
