import { mentions } from "../words/text";
import { artDeco } from "./art-deco";
import { comic } from "./comic";
import { flat } from "./flat";
import { ink } from "./ink";
import { isometric } from "./isometric";
import { lowPoly } from "./low-poly";
import { minimalist } from "./minimalist";
import { neon } from "./neon";
import { oil } from "./oil";
import { paperCut } from "./paper-cut";
import { pencil } from "./pencil";
import { photorealistic } from "./photorealistic";
import { pixel } from "./pixel";
import { retroPoster } from "./retro-poster";
import { stainedGlass } from "./stained-glass";
import type { Style } from "./style";
import { ukiyoE } from "./ukiyo-e";
import { watercolor } from "./watercolor";

/** Every manner the illustrator draws in. A new one is a file, and a line here. */
export const styles = {
  flat,
  watercolor,
  oil,
  ink,
  pencil,
  pixel,
  lowPoly,
  paperCut,
  neon,
  retroPoster,
  artDeco,
  minimalist,
  comic,
  isometric,
  ukiyoE,
  stainedGlass,
  photorealistic,
} as const satisfies Record<string, Style>;

/** The style whose longest word a text has, and that word. */
export function styleIn(text: string): { style: Style; words: string } | undefined {
  let best: { style: Style; words: string } | undefined;
  for (const style of Object.values<Style>(styles))
    for (const words of [style.name, ...style.words])
      if (words.length > (best?.words.length ?? 0) && mentions(text, words)) best = { style, words };
  return best;
}
