import type { Actor, Composition } from "../compose";
import { transformOf } from "../drawing/actor";
import type { Canvas } from "../paint/canvas";
import { createChance, type Chance } from "../paint/chance";
import { mix, recolour } from "../paint/colour";
import { repaint } from "../paint/repaint";
import { circle, fine, group, n, path } from "../paint/shapes";
import { schemeFor, type Scheme } from "./art";

/** A sheet that repeats: what leaves it on the right comes in on the left, and so above and below. */
export function paintPattern(composition: Composition, canvas: Canvas): string {
  const chance = createChance(composition.seed, "pattern");
  const colours = schemeFor("pattern", chance);
  return composition.actors.length > 0 ? scattered(composition, canvas, chance) : geometric(canvas, chance, colours);
}

const GROUNDS = ["#fdf3e3", "#e7f2ee", "#f3e8f1", "#e9effa", "#233047", "#fbe9e2", "#2c4a45"] as const;

/** The subjects in offset rows, each turned a little, with small marks between. */
function scattered({ actors, height, width }: Composition, canvas: Canvas, chance: Chance): string {
  const kinds = [...new Map(actors.map((actor) => [`${actor.icon} ${actor.colour ?? ""}`, actor])).values()];
  const ground = chance.pick(GROUNDS);
  const mark = mix(ground, ground < "#8" ? "#ffffff" : "#3a3350", 0.28);
  const columns = Math.max(2, Math.round((width / canvas.unit) * 3));
  // An even number of rows, so that the offset comes round.
  const rows = Math.max(2, Math.round(((height / width) * columns) / 2) * 2);
  const [w, h] = [width / columns, height / rows];
  let drawn = canvas.sheet(ground);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const x = (i + (j % 2) / 2 + 0.25) * w;
      const y = (j + 0.5) * h;
      const actor = kinds[(i + j * 2 + Math.floor(j / 2)) % kinds.length];
      if (actor === undefined) continue;
      const turn = chance.between(-16, 16);
      drawn += wrapped(x, y, Math.max(w, h), width, height, (px, py) =>
        motif(actor, px, py, Math.min(w, h) * 0.66, turn),
      );
      drawn += wrapped(x + w / 2, y, w * 0.2, width, height, (px, py) =>
        sparkle(px, py, Math.min(w, h) * 0.07, mark, (i + j) % 2 === 0),
      );
    }
  return drawn;
}

function motif({ form, colour, flipped }: Actor, x: number, y: number, size: number, turn: number): string {
  const { box } = form;
  const scale = Math.min(size / (box[3] - box[1]), size / (box[2] - box[0]));
  const foot = y + ((box[3] - box[1]) * scale) / 2;
  const body = recolour(form.body, repaint(form.main, colour));
  return group(group(body, transformOf({ form, x, foot, scale, flipped })), `rotate(${fine(turn)} ${n(x)} ${n(y)})`);
}

const sparkle = (x: number, y: number, size: number, colour: string, round: boolean): string =>
  round
    ? circle(x, y, size * 0.5, colour)
    : path(
        `M${n(x)} ${n(y - size)}Q${n(x)} ${n(y)} ${n(x + size)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y + size)}Q${n(x)} ${n(y)} ${n(x - size)} ${n(y)}Q${n(x)} ${n(y)} ${n(x)} ${n(y - size)}Z`,
        colour,
      );

/** Draws a thing wherever a part of it shows when the sheet is laid beside itself. */
function wrapped(
  x: number,
  y: number,
  reach: number,
  width: number,
  height: number,
  paint: (x: number, y: number) => string,
): string {
  const turns = (at: number, length: number): number[] => [
    at,
    ...(at < reach ? [at + length] : []),
    ...(at > length - reach ? [at - length] : []),
  ];
  return turns(x, width)
    .flatMap((px) => turns(y, height).map((py) => paint(px, py)))
    .join("");
}

/** No subject: scales, waves, or rounded tiles, in whole numbers of them. */
function geometric(canvas: Canvas, chance: Chance, [ground, deep, middle, light, accent]: Scheme): string {
  const { width, height, unit } = canvas;
  const columns = Math.max(4, Math.round((width / unit) * 6));
  const w = width / columns;
  const rows = Math.max(4, Math.round(height / w / 2) * 4);
  const h = height / rows;
  const all = [deep, middle, light, accent] as const;
  const kind = chance.whole(0, 2);
  let drawn = canvas.sheet(ground);
  const tint = (i: number, j: number): string =>
    all[(((i % columns) + columns) * 7 + (((j % rows) + rows) % rows) * 3) % all.length] ?? deep;
  if (kind === 0) {
    for (let j = -1; j <= rows + 1; j++)
      for (let i = -1; i <= columns; i++) {
        const [x, y] = [(i + (Math.abs(j) % 2) / 2 + 0.5) * w, j * h];
        for (const [r, colour] of [
          [0.5, ground],
          [0.46, tint(i, j)],
          [0.33, ground],
          [0.27, tint(i, j)],
          [0.12, ground],
        ] as const)
          drawn += circle(x, y, w * r * 1.0, colour);
      }
    return drawn;
  }
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [x, y] = [i * w, j * h];
      const colour = tint(i * 3 + j, j);
      const turn = kind === 1 ? chance.whole(0, 1) : (i + j) % 2;
      drawn +=
        turn === 0
          ? path(`M${n(x)} ${n(y)}H${n(x + w)}A${n(w)} ${n(h)} 0 0 1 ${n(x)} ${n(y + h)}Z`, colour)
          : path(`M${n(x + w)} ${n(y + h)}H${n(x)}A${n(w)} ${n(h)} 0 0 1 ${n(x + w)} ${n(y)}Z`, colour);
      if (kind === 2) drawn += circle(x + w / 2, y + h / 2, Math.min(w, h) * 0.16, ground);
    }
  return drawn;
}
