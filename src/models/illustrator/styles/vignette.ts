import { at, put, type Band } from "./band";
import type { Finish } from "./style";

/** A little less light towards the corners draws the eye to the middle. */
export const vignette: Finish = { scenesOnly: true, reach: 0, run };

const STRENGTH = 0.28;
/** Of the way from the middle to a corner: up to here nothing changes. */
const FROM = 0.55;

/** What is read is what is written: a style that looks no further than a pixel works where it is. */
function run(band: Band): void {
  const { source, width, height, top, bottom, shade } = band;
  const corner = Math.hypot(width / 2, height / 2);
  const dim = (part: number, dark: number, share: number): number => part + (dark - part) * share;
  for (let y = top; y < bottom; y++) {
    const dy = y - height / 2;
    for (let x = 0; x < width; x++) {
      const dx = x - width / 2;
      const away = Math.sqrt(dx * dx + dy * dy) / corner;
      if (away <= FROM) continue;
      const share = ((away - FROM) / (1 - FROM)) * STRENGTH;
      const here = at(band, x, y);
      put(
        band,
        here,
        dim(source[here] ?? 0, shade[0], share),
        dim(source[here + 1] ?? 0, shade[1], share),
        dim(source[here + 2] ?? 0, shade[2], share),
      );
    }
  }
}
