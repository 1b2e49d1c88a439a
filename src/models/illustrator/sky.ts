import { aurora, rainbow } from "./sights";
import type { Light } from "./light";
import type { Canvas } from "./paint/canvas";
import type { Chance } from "./paint/chance";
import { mix } from "./paint/colour";
import { part } from "./paint/part";
import { circle, ellipse } from "./paint/shapes";
import type { Sight, Weather } from "./idea";

interface Sky {
  readonly canvas: Canvas;
  readonly light: Light;
  readonly weather: Weather;
  readonly sights: ReadonlySet<Sight>;
  readonly horizon: number;
  readonly sunX: number;
  readonly chance: Chance;
}

/** The sky and what shines or hangs in it, from far to near. */
export function paintSky(sky: Sky): string {
  const { canvas, light, weather, sights, horizon } = sky;
  const dull = weather === "storm" ? 0.55 : weather === "rain" || weather === "fog" || weather === "snow" ? 0.25 : 0;
  const grey = light.on("#8b98a8");
  const [top, middle, bottom] = light.sky;
  const fill = canvas.vertical(
    [
      [0, mix(top, grey, dull)],
      [0.55, mix(middle, grey, dull)],
      [1, mix(bottom, grey, dull * 0.8)],
    ],
    0,
    horizon,
  );
  const open = weather !== "rain" && weather !== "storm";
  // Land or water begins near the horizon: what they cover is not painted twice.
  let drawn = canvas.sheet(fill, 0, Math.min(canvas.height, horizon + canvas.height * 0.1));
  if (open && !sights.has("no stars")) drawn += part("stars", stars(sky));
  if (sights.has("aurora")) drawn += part("aurora", aurora(canvas, horizon, sky.chance), horizon);
  if (open && !sights.has(light.dark ? "no moon" : "no sun")) drawn += shining(sky);
  if (sights.has("rainbow")) drawn += rainbow(canvas, horizon);
  if (
    !sights.has("no clouds") &&
    !sights.has("aurora") &&
    (weather !== "clear" || light.name === "day" || light.name === "sunset")
  )
    drawn += part("clouds", clouds(sky));
  return drawn;
}

function stars({ canvas, light, horizon, sights, chance }: Sky): string {
  let drawn = "";
  const density = sights.has("stars") ? Math.max(light.dark ? 420 : 60, light.stars) : light.stars;
  const count = Math.round((density * canvas.width * horizon) / 650_000);
  for (let i = 0; i < count; i++) {
    const y = horizon * chance.next() ** 1.4 * 0.9;
    drawn += circle(
      chance.between(0, canvas.width),
      y,
      canvas.unit * chance.between(0.0008, 0.0026),
      "#ffffff",
      chance.between(0.4, 1),
    );
  }
  return drawn;
}

/** Sun or moon, beside the middle so that the subject does not hide it. */
function shining({ canvas, light, horizon, sights, sunX: x }: Sky): string {
  const { kind, colour, height } = light.body;
  const y = horizon * height;
  const big = sights.has("big sun") || sights.has("moon") ? 1.7 : light.name === "moonlight" ? 1.5 : 1;
  const radius = canvas.unit * (kind === "sun" ? 0.062 : 0.05) * big;
  const halo = radius * (kind === "sun" ? 6 : 4);
  const glow = circle(
    x,
    y,
    halo,
    canvas.radial(x, y, halo, [
      [0, colour, 0.65],
      [0.35, colour, 0.2],
      [1, colour, 0],
    ]),
  );
  if (kind === "sun") return glow + circle(x, y, radius, colour);
  const craters = [
    [-0.3, -0.2, 0.2],
    [0.32, 0.15, 0.26],
    [-0.05, 0.45, 0.15],
    [0.2, -0.5, 0.12],
  ] as const;
  return (
    glow +
    circle(x, y, radius, colour) +
    craters.map(([dx, dy, r]) => circle(x + dx * radius, y + dy * radius, r * radius, "#d9cfa8", 0.6)).join("")
  );
}

/** Heaps of cloud with a lit head and a shaded foot. */
function clouds({ canvas, light, weather, horizon, chance }: Sky): string {
  const heavy = weather === "storm" || weather === "rain";
  const many = weather === "clear" ? 4 : weather === "snow" ? 5 : heavy ? 11 : 8;
  const lit = heavy ? light.on("#7d8896", 0.1) : mix(light.on("#ffffff"), light.sky[2], 0.18);
  const low = heavy ? light.on("#56606e", 0.05) : mix(light.on("#d3dceb"), light.sky[1], 0.35);
  let drawn = "";
  for (let i = 0; i < many; i++) {
    const x = canvas.width * ((i + chance.between(0, 1)) / many);
    const y = horizon * chance.between(0.06, heavy ? 0.4 : 0.5);
    const size = canvas.unit * chance.between(0.05, heavy ? 0.18 : 0.11);
    drawn += ellipse(x + size * 0.1, y + size * 0.06, size * 1.6, size * 0.36, low, 0.85);
    for (const [dx, dy, r] of [
      [-0.75, -0.02, 0.34],
      [-0.25, -0.26, 0.46],
      [0.4, -0.32, 0.52],
      [0.95, -0.06, 0.36],
    ] as const)
      drawn += circle(x + dx * size, y + dy * size, r * size, lit, 0.92);
    drawn += ellipse(x + size * 0.1, y, size * 1.45, size * 0.26, lit, 0.92);
  }
  return drawn;
}
