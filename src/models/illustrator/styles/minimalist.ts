import { paintActor } from "../drawing/actor";
import { mix, seen, shown } from "../paint/colour";
import { below, circle } from "../paint/shapes";
import { createChance } from "../paint/chance";
import type { Layer } from "../scene";
import type { Stage } from "../settings/setting";
import type { Style, View } from "./style";

/** Little: a field of colour, a disc, a line of ground, and the thing itself. */
export const minimalist: Style = {
  name: "minimalist",
  words: ["minimalist", "minimalism", "minimal", "minimalistic", "clean design", "negative space", "scandinavian"],
  face: "sans",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    return shown({ l: Math.round(l * 9) / 9, c: c * 0.86, h });
  },
  scene,
};

function scene({ composition, canvas }: View): Layer[] {
  const { light, setting, width, height, sunX, seed, actors, ground, idea } = composition;
  const chance = createChance(seed, "minimal");
  const top = setting.terrain.top;
  const air = light.dark ? mix(light.sky[0], light.sky[1], 0.4) : mix(light.sky[2], "#ffffff", 0.35);
  const disc = light.dark ? light.body.colour : mix("#f29e5c", light.body.colour, 0.25);
  const line = setting.holds === "hovering" ? height * 1.2 : ground - height * 0.05;
  const hill = (y: number, colour: string): string =>
    below(canvas.rolling(chance, y, height * 0.07, 1), height, colour);
  const calm = { ...composition, horizon: line };
  // With nobody there, the place's own farthest form is the subject.
  const stage: Stage = { ...calm, canvas, chance, snowy: idea.snowy };
  const place = actors.length > 0 ? "" : (setting.back(stage)[0] ?? "");
  return [
    { name: "sky", depth: 0, body: canvas.sheet(air) },
    {
      name: "back",
      depth: 0.2,
      body: circle(
        actors.length > 0 ? width / 2 + (sunX - width / 2) * 0.35 : sunX,
        height * 0.42,
        canvas.unit * 0.27,
        disc,
      ),
    },
    {
      name: "back",
      depth: 0.5,
      body:
        place +
        hill(line - height * 0.05, light.on(top, 0.55)) +
        hill(line, light.on(idea.snowy ? "#eef4ff" : top, 0.16)),
    },
    { name: "subjects", depth: 0.8, body: actors.map((actor, index) => paintActor(calm, actor, index)).join("") },
  ];
}
