import type { Lettering } from "../../raster/letters";
import type { Composition } from "./compose";
import type { Canvas } from "./paint/canvas";
import { box, fine, n } from "./paint/shapes";

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
