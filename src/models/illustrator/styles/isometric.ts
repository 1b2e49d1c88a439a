import { silhouette, transformOf } from "../drawing/actor";
import type { Actor, Composition } from "../compose";
import { createChance, type Chance } from "../paint/chance";
import { mix, recolour } from "../paint/colour";
import { repaint } from "../paint/repaint";
import { group, n, polygon, type Point } from "../paint/shapes";
import type { Canvas } from "../paint/canvas";
import type { Layer } from "../scene";
import { TILES, props, type Grid } from "./isometric-props";
import type { Style, View } from "./style";

/** A block of the place, seen from above at an angle, with the subjects on it. */
export const isometric: Style = {
  name: "isometric",
  words: [
    "isometric",
    "isometric view",
    "isometric illustration",
    "isometric art",
    "diorama",
    "axonometric",
    "isometric 3d",
    "miniature world",
  ],
  face: "sans",
  scene,
};

function scene({ composition, canvas }: View): Layer[] {
  const { width, height, light, setting, seed, idea } = composition;
  const chance = createChance(seed, "isometric");
  const half = Math.min((width * 0.49) / TILES, (height * 0.66) / TILES);
  const [x0, y0] = [width / 2, height * 0.56 - (half * TILES) / 2];
  const grid: Grid = { half, at: (i, j, up = 0) => [x0 + (i - j) * half, y0 + (i + j) * half * 0.5 - up] };
  const top = idea.snowy ? "#eef4ff" : setting.terrain.top;
  const air = canvas.vertical([
    [0, mix(light.sky[1], "#ffffff", light.dark ? 0 : 0.35)],
    [1, mix(light.sky[2], "#ffffff", light.dark ? 0 : 0.3)],
  ]);
  const glow = canvas.radial(width / 2, height / 2, canvas.unit * 0.7, [
    [0, "#ffffff", light.dark ? 0.12 : 0.45],
    [1, "#ffffff", 0],
  ]);
  return [
    { name: "sky", depth: 0, body: canvas.sheet(air) + canvas.sheet(glow) },
    {
      name: "back",
      depth: 0.3,
      body:
        slab(grid, light.on(top), light.on(setting.terrain.side), light.shadow, half * 1.5) +
        tiles(grid, light.on(top), chance),
    },
    {
      name: "back",
      depth: 0.6,
      body:
        (setting.indoors === true && setting.terrain.props === "blocks" ? walls(grid, composition, canvas) : "") +
        props(setting.terrain.props, grid, composition, chance),
    },
    { name: "subjects", depth: 0.8, body: standIns(composition, grid, canvas) },
  ];
}

function slab({ at, half }: Grid, top: string, side: string, shadow: string, thick: number): string {
  const [back, right, front, left] = [at(0, 0), at(TILES, 0), at(TILES, TILES), at(0, TILES)];
  const down = ([x, y]: Point, by: number): Point => [x, y + by];
  return (
    polygon(
      [down(left, thick * 1.9), down(front, thick * 2.2), down(right, thick * 1.9), down(front, thick)],
      shadow,
      0.16,
    ) +
    polygon([left, front, down(front, thick), down(left, thick)], mix(side, "#ffffff", 0.06)) +
    polygon([front, right, down(right, thick), down(front, thick)], mix(side, "#000000", 0.22)) +
    polygon([left, front, down(front, half * 0.3), down(left, half * 0.3)], mix(top, "#000000", 0.1)) +
    polygon([front, right, down(right, half * 0.3), down(front, half * 0.3)], mix(top, "#000000", 0.25)) +
    polygon([back, right, front, left], top)
  );
}

function tiles({ at }: Grid, top: string, chance: Chance): string {
  let drawn = "";
  for (let i = 0; i < TILES; i++)
    for (let j = 0; j < TILES; j++) {
      const tone = chance.between(-0.07, 0.07);
      drawn += polygon(
        [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)],
        tone > 0 ? mix(top, "#ffffff", tone) : mix(top, "#000000", -tone),
      );
    }
  return drawn;
}

/** The two walls of a room that do not hide it, with a window in each. */
function walls({ at, half }: Grid, { light, setting }: Composition, canvas: Canvas): string {
  const tall = half * 5.4;
  const paint = light.on(mix(setting.terrain.side, "#fff4e2", 0.62));
  const sky = canvas.vertical([
    [0, light.sky[0]],
    [1, light.sky[2]],
  ]);
  const pane = (point: (along: number, up: number) => Point): string =>
    polygon([point(2.9, 1.5), point(5.1, 1.5), point(5.1, 4.3), point(2.9, 4.3)], light.on("#fbf6ec")) +
    polygon([point(3.1, 1.7), point(3.92, 1.7), point(3.92, 4.1), point(3.1, 4.1)], sky) +
    polygon([point(4.08, 1.7), point(4.9, 1.7), point(4.9, 4.1), point(4.08, 4.1)], sky);
  return (
    polygon([at(0, 0, tall), at(0, TILES, tall), at(0, TILES), at(0, 0)], mix(paint, "#ffffff", 0.1)) +
    polygon([at(0, 0, tall), at(TILES, 0, tall), at(TILES, 0), at(0, 0)], mix(paint, "#000000", 0.1)) +
    pane((along, up) => at(0, along, up * half)) +
    pane((along, up) => at(along, 0, up * half))
  );
}

/** The subjects on the free tiles in front, larger than the block's scale would have them. */
function standIns(composition: Composition, { at, half }: Grid, canvas: Canvas): string {
  const { actors, width, light, setting, idea } = composition;
  const many = Math.max(1, actors.length);
  return actors
    .map((actor, index) => {
      const across = many === 1 ? 0 : index / (many - 1) - 0.5;
      const room = many === 1 ? 8.4 : Math.min(6, 10 / many + 1.6);
      const { box } = actor.form;
      const scale = Math.min(
        (half * room) / (box[3] - box[1]),
        (half * room * 1.2) / (box[2] - box[0]),
        (actor.scale * half * 9) / canvas.unit,
      );
      const [x, y] = at(4.6 + across * 4.4, 4.6 - across * 4.4);
      const placed: Actor = {
        ...actor,
        scale,
        x: Math.min(width * 0.96, x),
        foot: actor.aloft ? y - half * 2.2 : y + half * 0.1,
      };
      const own = repaint(actor.form.main, actor.colour);
      const shade = group(
        silhouette(actor.form.body, mix(light.on(idea.snowy ? "#eef4ff" : setting.terrain.top), light.shadow, 0.3)),
        `translate(${n(placed.x)} ${n(y)}) matrix(1 0 -0.9 0.36 0 0) translate(${n(-placed.x)} ${n(-placed.foot)}) ${transformOf(placed)}`,
      );
      return (
        shade +
        group(
          recolour(actor.form.body, (hex) => light.onSubject(own(hex))),
          transformOf(placed),
        )
      );
    })
    .join("");
}
