import type { Actor, Composition } from "../compose";
import { transformOf } from "../drawing/actor";
import type { Canvas } from "../paint/canvas";
import { createChance } from "../paint/chance";
import { mix, recolour, seen, shown } from "../paint/colour";
import { repaint } from "../paint/repaint";
import { circle, group, n, path, polygon, stroke, type Point } from "../paint/shapes";
import { schemeFor } from "./art";

/** A sign: the subject, simplified, in a badge on a quiet ground. */
export function paintEmblem({ actors, seed, width, height, idea }: Composition, canvas: Canvas): string {
  const chance = createChance(seed, "emblem");
  const [hue, dark, plate] = chance.pick([
    ["#f4efe6", "#22324a", "#f2b84b"],
    ["#eef3f1", "#1f4b43", "#8fd0a9"],
    ["#f7eeea", "#5a2340", "#f29a8e"],
    ["#eef1f8", "#2a2f6b", "#9db4f2"],
    ["#fbf4e2", "#4a2c1d", "#f0c36a"],
  ] as const);
  // Words stand below the badge.
  const worded = idea.lettering !== undefined;
  const r = canvas.unit * (worded ? 0.28 : 0.34);
  const [x, y] = [width / 2, height * (worded ? 0.4 : 0.48)];
  let drawn = canvas.sheet(hue) + badge(chance.pick(["disc", "shield", "hexagon"]), x, y, r, dark, plate);
  const [actor] = actors;
  if (actor === undefined) {
    const [, deep, middle, light, accent] = schemeFor("emblem", chance);
    const petals = chance.pick([5, 6, 8]);
    for (let i = 0; i < petals; i++) {
      const turn = (i / petals) * 360;
      drawn += `<g transform="rotate(${n(turn)} ${n(x)} ${n(y)})">${path(`M${n(x)} ${n(y)}Q${n(x - r * 0.3)} ${n(y - r * 0.42)} ${n(x)} ${n(y - r * 0.62)}Q${n(x + r * 0.3)} ${n(y - r * 0.42)} ${n(x)} ${n(y)}Z`, [deep, middle, accent][i % 3] ?? deep)}</g>`;
    }
    return drawn + circle(x, y, r * 0.14, light);
  }
  // Two things share the badge; more would be a crowd.
  const kinds = [...new Map(actors.map((one) => [one.icon, one])).values()].slice(0, 2);
  return (
    drawn +
    kinds
      .map((one, index) =>
        sign(one, x + (kinds.length === 1 ? 0 : (index - 0.5) * r * 0.92), y, r * (kinds.length === 1 ? 1.24 : 0.86)),
      )
      .join("")
  );
}

function sign({ form, flipped, colour }: Actor, x: number, y: number, size: number): string {
  const { box } = form;
  const scale = Math.min(size / (box[3] - box[1]), size / (box[2] - box[0]));
  const own = repaint(form.main, colour);
  // Few tones, so that it reads when it is small.
  const body = recolour(form.body, (hex) => {
    const { l, c, h } = seen(own(hex));
    return shown({ l: Math.round(l * 5) / 5, c, h });
  });
  return group(body, transformOf({ form, x, foot: y + ((box[3] - box[1]) * scale) / 2, scale, flipped }));
}

function badge(
  kind: "disc" | "shield" | "hexagon",
  x: number,
  y: number,
  r: number,
  dark: string,
  plate: string,
): string {
  const light = mix(plate, "#ffffff", 0.3);
  if (kind === "disc") {
    let notches = "";
    for (let i = 0; i < 40; i++) {
      const a = (i / 40) * Math.PI * 2;
      notches += `M${n(x + Math.cos(a) * r * 1.015)} ${n(y + Math.sin(a) * r * 1.015)}L${n(x + Math.cos(a) * r * 1.075)} ${n(y + Math.sin(a) * r * 1.075)}`;
    }
    return (
      circle(x, y, r * 1.12, dark) +
      stroke(notches, plate, r * 0.018) +
      circle(x, y, r * 0.97, plate) +
      circle(x, y, r * 0.9, light)
    );
  }
  if (kind === "hexagon") {
    const corners = (size: number): Point[] =>
      Array.from({ length: 6 }, (_, i) => [
        x + Math.sin((i / 6) * Math.PI * 2) * size,
        y - Math.cos((i / 6) * Math.PI * 2) * size,
      ]);
    return polygon(corners(r * 1.2), dark) + polygon(corners(r * 1.08), plate) + polygon(corners(r * 1.0), light);
  }
  const shield = (size: number): string =>
    `M${n(x - size * 0.88)} ${n(y - size * 0.92)}Q${n(x)} ${n(y - size * 1.14)} ${n(x + size * 0.88)} ${n(y - size * 0.92)}Q${n(x + size * 1.04)} ${n(y + size * 0.42)} ${n(x)} ${n(y + size * 1.12)}Q${n(x - size * 1.04)} ${n(y + size * 0.42)} ${n(x - size * 0.88)} ${n(y - size * 0.92)}Z`;
  return path(shield(r * 1.14), dark) + path(shield(r * 1.03), plate) + path(shield(r * 0.96), light);
}
