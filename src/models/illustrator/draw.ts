import { paintAbstract } from "./abstract/index";
import { paintEmblem } from "./abstract/emblem";
import { paintPattern } from "./abstract/pattern";
import type { Composition } from "./compose";
import { paintActor } from "./drawing/actor";
import type { Lettering } from "../../raster/letters";
import { placeLettering } from "./lettering";
import { Canvas } from "./paint/canvas";
import { createChance } from "./paint/chance";
import type { Layer, Scene } from "./scene";
import type { Stage } from "./settings/setting";
import { paintSky } from "./sky";
import { paintWeather } from "./weather";

/** Draws a composition, layer by layer, in the manner of its style. */
export function draw(composition: Composition, lettering: Lettering | undefined): Scene {
  const { idea, width, height } = composition;
  const canvas = new Canvas(width, height);
  const { style } = idea;
  const drawn = layersOf(composition, canvas);
  // A frame round a pattern would repeat with it.
  const styled = idea.kind === "pattern" ? drawn : (style.layers?.(drawn, { composition, canvas }) ?? drawn);
  const words =
    lettering === undefined
      ? []
      : [{ name: "lettering", depth: 1, body: placeLettering(lettering, composition, canvas) } as const];
  return { composition, canvas, layers: [...styled, ...words] };
}

function layersOf(composition: Composition, canvas: Canvas): Layer[] {
  const { idea, seed } = composition;
  switch (idea.kind) {
    case "pattern":
      return [{ name: "back", depth: 0, body: paintPattern(composition, canvas) }];
    case "emblem":
      return [{ name: "back", depth: 0, body: paintEmblem(composition, canvas) }];
    case "abstract":
      return [{ name: "back", depth: 0, body: paintAbstract(idea, canvas, seed) }];
    case "scene":
      return idea.style.scene?.({ composition, canvas }) ?? sceneLayers(composition, canvas);
  }
}

/** Sky, place, subjects, what stands before them, and weather. */
function sceneLayers(composition: Composition, canvas: Canvas): Layer[] {
  const { idea, setting, light, horizon, sunX, seed, actors } = composition;
  const chance = (part: string) => createChance(seed, part);
  const stage = (part: string): Stage => ({ ...composition, canvas, chance: chance(part), snowy: idea.snowy });
  const outdoors = setting.indoors !== true;
  const back = setting.back(stage("back"));
  const grounded = actors.map((actor, index) => paintActor(composition, actor, index)).join("");
  const layers: Layer[] = [
    {
      name: "sky",
      depth: 0,
      body: outdoors
        ? paintSky({ canvas, light, weather: idea.weather, sights: idea.sights, horizon, sunX, chance: chance("sky") })
        : "",
    },
    ...back.map((body, index): Layer => ({
      name: "back",
      depth: 0.1 + (0.6 * index) / Math.max(1, back.length - 1),
      body,
    })),
    { name: "subjects", depth: 0.8, body: grounded },
    { name: "front", depth: 0.95, body: setting.front?.(stage("front")) ?? "" },
    {
      name: "weather",
      depth: 1,
      body: outdoors ? paintWeather(canvas, light, idea.weather, chance("weather")) : "",
    },
  ];
  return layers.filter(({ body }) => body !== "");
}
