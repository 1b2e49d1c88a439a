import { silhouette } from "../drawing/actor";
import { mix, seen, shown } from "../paint/colour";
import { group, n } from "../paint/shapes";
import type { Layer } from "../scene";
import { each, at, put, type Band } from "./band";
import type { Style, View } from "./style";

/** Sheets of card, one before the other, each with its shadow on the one behind. */
export const paperCut: Style = {
  name: "paper cut",
  words: [
    "paper cut",
    "papercut",
    "paper-cut",
    "cut paper",
    "paper art",
    "paper craft",
    "papercraft",
    "layered paper",
    "collage",
    "diorama paper",
    "kirigami",
  ],
  face: "sans",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    return shown({ l: 0.17 + l * 0.8, c: c * 0.94, h });
  },
  layers,
  finish: { reach: 0.003, run: texture },
};

function layers(drawn: readonly Layer[], { composition, canvas }: View): Layer[] {
  const { light, setting } = composition;
  const clear = seeThrough(canvas.definitions);
  return drawn.map((layer) => {
    if (layer.name === "sky" || layer.name === "weather") return layer;
    const card = layer.body.replace(SHAPE, (shape) => (isSolid(shape, clear) ? shape : ""));
    const size = canvas.unit * (0.007 + 0.011 * layer.depth);
    const tone = light.on(setting.terrain.top, 0.35 * (1 - layer.depth));
    const sheet = (dx: number, dy: number, colour: string): string =>
      group(silhouette(card, colour), `translate(${n(dx)} ${n(dy)})`);
    return {
      ...layer,
      // Two steps of shadow above, and the cut edge that catches the light.
      body:
        sheet(size * 0.6, -size, mix(tone, light.shadow, 0.3)) +
        sheet(size * 0.35, -size * 0.58, mix(tone, light.shadow, 0.55)) +
        sheet(-canvas.unit * 0.0014, -canvas.unit * 0.0024, mix(tone, "#fff6e6", 0.75)) +
        layer.body,
    };
  });
}

const SHAPE = /<(?:path|rect|circle|ellipse)\b[^>]*>/g;

/** What lets the ground through throws no shadow of a card. */
const isSolid = (shape: string, clear: ReadonlySet<string>): boolean =>
  !/(fill|stroke)-opacity=/.test(shape) && !clear.has(/fill="url\(#(\w+)\)"/.exec(shape)?.[1] ?? "");

const seeThrough = (definitions: string): ReadonlySet<string> =>
  new Set(
    [...definitions.matchAll(/<(\w+Gradient) id="(\w+)"[^>]*>.*?<\/\1>/g)].flatMap(([gradient, , id = ""]) =>
      gradient.includes("stop-opacity") ? [id] : [],
    ),
  );

/** The fibres of the card, and the light its cut edges catch. */
function texture(band: Band): void {
  const { source, unit, noise } = band;
  const reach = Math.max(1, Math.round(unit * 0.0012));
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const grain = noise((x / unit) * 380, (y / unit) * 380) * 2.6 + noise((x / unit) * 90, (y / unit) * 170) * 2;
    const up = at(band, x - reach, y - reach);
    let lift = grain;
    for (let part = 0; part < 3; part++)
      lift += Math.max(-9, Math.min(9, ((source[here + part] ?? 0) - (source[up + part] ?? 0)) * 0.05));
    put(band, into, (source[here] ?? 0) + lift, (source[here + 1] ?? 0) + lift, (source[here + 2] ?? 0) + lift);
  });
}
