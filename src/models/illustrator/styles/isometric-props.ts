import type { Composition } from "../compose";
import type { Chance } from "../paint/chance";
import { mix } from "../paint/colour";
import { circle, n, path, polygon, type Point } from "../paint/shapes";
import type { Prop } from "../settings/setting";

export const TILES = 8;

export interface Grid {
  /** Where tile (i, j) has its upper corner. */
  readonly at: (i: number, j: number, up?: number) => Point;
  readonly half: number;
}

/** A block on tile (i, j): `wide` tiles across, `tall` units high. */
export function block(
  { at, half }: Grid,
  i: number,
  j: number,
  wide: number,
  tall: number,
  colour: string,
  lift = 0,
): string {
  const [a, b, c, d] = [at(i, j, lift), at(i + wide, j, lift), at(i + wide, j + wide, lift), at(i, j + wide, lift)];
  const up = ([x, y]: Point): Point => [x, y - tall * half];
  return (
    polygon([up(d), up(c), c, d], mix(colour, "#ffffff", 0.08)) +
    polygon([up(c), up(b), b, c], mix(colour, "#000000", 0.24)) +
    polygon([up(a), up(b), up(c), up(d)], mix(colour, "#ffffff", 0.26))
  );
}

export function props(kind: Prop, grid: Grid, { light, idea }: Composition, chance: Chance): string {
  const places: [number, number][] = [];
  for (let i = 0; i < TILES; i++)
    for (let j = 0; j < TILES; j++)
      if ((i < 2 || j < 2 || (i === TILES - 1 && j < 3) || (j === TILES - 1 && i < 3)) && chance.maybe(0.5))
        places.push([i, j]);
  return places
    .toSorted(([a, b], [c, d]) => a + b - c - d)
    .map(([i, j]) => prop(kind, grid, i, j, light.on, idea.snowy, chance))
    .join("");
}

function prop(
  kind: Prop,
  grid: Grid,
  i: number,
  j: number,
  on: (hex: string) => string,
  snowy: boolean,
  chance: Chance,
): string {
  const { half } = grid;
  const [x, y] = grid.at(i + 0.5, j + 0.5);
  const size = half * chance.between(0.8, 1.15);
  const cone = (dy: number, w: number, h: number, colour: string): string =>
    polygon(
      [
        [x - w, y - dy],
        [x, y - dy + w * 0.45],
        [x, y - dy - h],
      ],
      colour,
    ) +
    polygon(
      [
        [x + w, y - dy],
        [x, y - dy + w * 0.45],
        [x, y - dy - h],
      ],
      mix(colour, "#000000", 0.22),
    );
  switch (kind) {
    case "firs":
      return (
        block(grid, i + 0.42, j + 0.42, 0.16, 0.4, on("#6b4a30")) +
        cone(size * 0.3, size * 0.62, size * 1.1, on(snowy ? "#e6effa" : "#2f7a4f")) +
        cone(size * 0.9, size * 0.46, size * 0.95, on(snowy ? "#f6faff" : "#3a8a5a"))
      );
    case "trees":
      return (
        block(grid, i + 0.4, j + 0.4, 0.2, 0.8, on("#7a5436")) +
        circle(x, y - size * 1.3, size * 0.62, on(snowy ? "#e6effa" : "#4a9a4a")) +
        circle(x - size * 0.18, y - size * 1.5, size * 0.34, on(snowy ? "#f8fbff" : "#6ab862"))
      );
    case "palms":
      return (
        block(grid, i + 0.43, j + 0.43, 0.14, 1.6, on("#9a6f42")) +
        [-1, -0.5, 0.5, 1]
          .map((side) =>
            path(
              `M${n(x)} ${n(y - size * 1.7)}q${n(side * size * 0.5)} ${n(-size * 0.5)} ${n(side * size)} ${n(size * (0.1 + Math.abs(side) * 0.3))}q${n(-side * size * 0.5)} ${n(-size * 0.25)} ${n(-side * size)} ${n(-size * 0.1)}Z`,
              on(side > 0 ? "#3d8b4f" : "#57ab62"),
            ),
          )
          .join("")
      );
    case "rocks":
      return block(grid, i + 0.2, j + 0.2, 0.6, chance.between(0.3, 1), on("#868a94"));
    case "houses":
      return house(
        grid,
        i,
        j,
        chance.between(0.7, 1),
        on(chance.pick(["#f3e0c0", "#e9c9b0", "#dfe8ea"])),
        on(chance.pick(["#c2553f", "#7a5a8f", "#4f7fa5"])),
      );
    case "towers":
      return block(
        grid,
        i + 0.12,
        j + 0.12,
        0.76,
        chance.between(1.2, 3.4),
        on(chance.pick(["#7f91ad", "#9aa7bd", "#6b7fa0", "#b0a7bd"])),
      );
    case "cacti":
      return block(grid, i + 0.4, j + 0.4, 0.2, chance.between(0.8, 1.5), on("#4f9a52"));
    case "waves":
      return path(
        `M${n(x - size * 0.5)} ${n(y)}q${n(size * 0.25)} ${n(-size * 0.2)} ${n(size * 0.5)} 0t${n(size * 0.5)} 0q${n(-size * 0.25)} ${n(size * 0.12)} ${n(-size * 0.5)} ${n(size * 0.06)}t${n(-size * 0.5)} ${n(-size * 0.06)}Z`,
        on("#e6f6ff"),
        0.85,
      );
    case "keep":
      return tower(grid, i, j, chance.between(1.4, 2.8), on("#a9a3ad"), on(chance.pick(["#5b6fae", "#a4493d"])));
    case "blocks":
      return block(
        grid,
        i + 0.2,
        j + 0.2,
        0.6,
        chance.between(0.3, 0.9),
        on(chance.pick(["#d98e73", "#7fa5b8", "#e3c06f", "#9ab88a"])),
      );
  }
}

function house(grid: Grid, i: number, j: number, tall: number, wall: string, roof: string): string {
  const up = tall * grid.half;
  const [a, b, c, d] = [
    grid.at(i + 0.1, j + 0.1, up),
    grid.at(i + 0.9, j + 0.1, up),
    grid.at(i + 0.9, j + 0.9, up),
    grid.at(i + 0.1, j + 0.9, up),
  ];
  const ridge = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2 - grid.half * 0.6];
  const [near, far] = [ridge(c, d), ridge(a, b)];
  return (
    block(grid, i + 0.1, j + 0.1, 0.8, tall, wall) +
    polygon([d, c, near], mix(wall, "#ffffff", 0.08)) +
    polygon([near, far, b, c], mix(roof, "#000000", 0.16)) +
    polygon([near, far, a, d], mix(roof, "#ffffff", 0.12))
  );
}

/** A tower with a pointed roof. */
function tower(grid: Grid, i: number, j: number, tall: number, stone: string, roof: string): string {
  const { half } = grid;
  const [a, b, c, d] = [
    grid.at(i + 0.12, j + 0.12, tall * half),
    grid.at(i + 0.88, j + 0.12, tall * half),
    grid.at(i + 0.88, j + 0.88, tall * half),
    grid.at(i + 0.12, j + 0.88, tall * half),
  ];
  const [x, y] = grid.at(i + 0.5, j + 0.5, (tall + 1.5) * half);
  return (
    block(grid, i + 0.15, j + 0.15, 0.7, tall, stone) +
    polygon([a, b, c, d], mix(roof, "#000000", 0.3)) +
    polygon([d, c, [x, y]], mix(roof, "#ffffff", 0.14)) +
    polygon([c, b, [x, y]], mix(roof, "#000000", 0.2))
  );
}
