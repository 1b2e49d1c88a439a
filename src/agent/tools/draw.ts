import type { AspectRatio } from "../../core/job";
import { nearestRatio, sizeWithEdge, type Size } from "../../core/size";
import type { Outcome, Tool } from "./tool";

/** Tools that have the image model at work. */

export const draw: Tool<"draw"> = async ({ prompt, aspect_ratio, style, colors, references = [] }, bench) => {
  const opened = await Promise.all(references.map(bench.open));
  const size = aspect_ratio === undefined ? bench.canvas : sizeLike(bench.canvas, aspect_ratio);
  const drawing = await bench.draw({ prompt, size, style, colors, references: opened });
  return { drawing, shows: prompt, note: `Drew “${inShort(prompt)}”${colors === undefined ? "" : ` in ${colors}`}.` };
};

export const edit: Tool<"edit"> = async ({ image, prompt }, bench): Promise<Outcome> => {
  const opened = await bench.open(image);
  const drawing = await bench.draw({
    prompt,
    size: sizeLike(bench.canvas, nearestRatio(opened.item)),
    references: [opened],
  });
  const shows = [opened.item.shows, prompt].filter((text) => text !== null).join("; ");
  return { drawing, shows, note: `Had ${image} changed: “${inShort(prompt)}”.` };
};

/** A prompt as a log tells it. */
const inShort = (prompt: string): string => (prompt.length <= 160 ? prompt : `${prompt.slice(0, 159)}…`);

/** The size of that ratio whose longer side is as long as the canvas's. */
const sizeLike = ({ width, height }: Size, ratio: AspectRatio): Size => sizeWithEdge(ratio, Math.max(width, height));
