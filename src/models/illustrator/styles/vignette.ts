import { at, each, put, type Band } from "./band";
import type { Finish } from "./style";

/** A little less light towards the corners draws the eye to the middle. */
export const vignette: Finish = { scenesOnly: true, reach: 0, run };

const STRENGTH = 0.28;
/** Of the way from the middle to a corner: up to here nothing changes. */
const FROM = 0.55;

function run(band: Band): void {
  const { source, width, height, shade } = band;
  const middle = width / 2;
  const centre = height / 2;
  const corner = Math.hypot(middle, centre);
  each(band, (x, y, into) => {
    const dx = x - middle;
    const dy = y - centre;
    const away = Math.sqrt(dx * dx + dy * dy) / corner;
    const share = away <= FROM ? 0 : ((away - FROM) / (1 - FROM)) * STRENGTH;
    const here = at(band, x, y);
    const dim = (part: number, dark: number): number => part + (dark - part) * share;
    put(
      band,
      into,
      dim(source[here] ?? 0, shade[0]),
      dim(source[here + 1] ?? 0, shade[1]),
      dim(source[here + 2] ?? 0, shade[2]),
    );
  });
}
