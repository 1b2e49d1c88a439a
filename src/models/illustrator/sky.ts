import { circle, ellipse, n, type Canvas } from "./canvas";
import type { Chance } from "./chance";
import { mix } from "./colour";
import type { Light } from "./light";
import type { Weather } from "./understand";

/** The sky and what shines or hangs in it. */
export function paintSky(canvas: Canvas, light: Light, weather: Weather, horizon: number, chance: Chance): string {
  const dull = weather === "clear" || weather === "clouds" ? 0 : weather === "storm" ? 0.55 : 0.25;
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
  let drawn = canvas.rect(fill);
  if (weather === "clear" || weather === "snow" || weather === "clouds") drawn += stars(canvas, light, horizon, chance);
  if (weather !== "rain" && weather !== "storm") drawn += shining(canvas, light, horizon, chance);
  if (weather !== "clear" || light.name === "day") drawn += clouds(canvas, light, weather, horizon, chance);
  return drawn;
}

function stars(canvas: Canvas, light: Light, horizon: number, chance: Chance): string {
  let drawn = "";
  const count = Math.round((light.stars * canvas.width * horizon) / 650_000);
  for (let i = 0; i < count; i++) {
    const y = horizon * chance.next() ** 1.4 * 0.85;
    drawn += circle(
      chance.between(0, canvas.width),
      y,
      canvas.unit * chance.between(0.0008, 0.0024),
      "#ffffff",
      chance.between(0.4, 1),
    );
  }
  return drawn;
}

/** Sun or moon, beside the middle so that the subject does not hide it. */
function shining(canvas: Canvas, light: Light, horizon: number, chance: Chance): string {
  const { kind, colour, height } = light.body;
  const x = canvas.width * (chance.next() < 0.5 ? chance.between(0.14, 0.24) : chance.between(0.76, 0.86));
  const y = horizon * height;
  const radius = canvas.unit * (kind === "sun" ? 0.062 : 0.048);
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
  ] as const;
  return (
    glow +
    circle(x, y, radius, colour) +
    craters.map(([dx, dy, r]) => circle(x + dx * radius, y + dy * radius, r * radius, "#d9cfa8", 0.6)).join("")
  );
}

function clouds(canvas: Canvas, light: Light, weather: Weather, horizon: number, chance: Chance): string {
  const many = weather === "clear" ? 4 : weather === "snow" ? 5 : 9;
  const heavy = weather === "storm" || weather === "rain";
  const colour = heavy ? light.on("#6d7886", 0.1) : mix(light.on("#ffffff"), light.sky[1], 0.25);
  let drawn = "";
  for (let i = 0; i < many; i++) {
    const x = canvas.width * chance.between(-0.05, 1.05);
    const y = horizon * chance.between(0.08, heavy ? 0.4 : 0.55);
    const size = canvas.unit * chance.between(0.06, heavy ? 0.2 : 0.12);
    const opacity = n(heavy ? 0.9 : 0.75);
    drawn += `<g opacity="${opacity}">${ellipse(x, y, size * 1.5, size * 0.42, colour)}${circle(x - size * 0.55, y - size * 0.2, size * 0.45, colour)}${circle(x + size * 0.15, y - size * 0.38, size * 0.6, colour)}${circle(x + size * 0.75, y - size * 0.15, size * 0.4, colour)}</g>`;
  }
  return drawn;
}

/** What falls or drifts between us and the scene. */
export function paintWeather(canvas: Canvas, light: Light, weather: Weather, chance: Chance): string {
  switch (weather) {
    case "snow":
      return flakes(canvas, light, chance);
    case "rain":
      return rain(canvas, light, chance, 190);
    case "storm":
      return lightning(canvas, chance) + rain(canvas, light, chance, 260);
    case "fog":
      return fog(canvas, light, chance);
    default:
      return "";
  }
}

function flakes(canvas: Canvas, light: Light, chance: Chance): string {
  let drawn = "";
  for (let i = 0; i < 170; i++) {
    const near = chance.next() ** 3;
    drawn += circle(
      chance.between(0, canvas.width),
      chance.between(0, canvas.height),
      canvas.unit * (0.0018 + near * 0.0065),
      light.on("#ffffff", 0.1),
      0.55 + near * 0.4,
    );
  }
  return drawn;
}

function rain(canvas: Canvas, light: Light, chance: Chance, count: number): string {
  let path = "";
  for (let i = 0; i < count; i++) {
    const long = canvas.unit * chance.between(0.02, 0.05);
    path += `M${n(chance.between(0, canvas.width))} ${n(chance.between(-20, canvas.height))}l${n(-long * 0.22)} ${n(long)}`;
  }
  return `<path d="${path}" stroke="${light.on("#e3f0fa", 0.15)}" stroke-width="${n(canvas.unit * 0.0022)}" stroke-linecap="round" opacity="0.55" fill="none"/>`;
}

function lightning(canvas: Canvas, chance: Chance): string {
  let x = canvas.width * (chance.next() < 0.5 ? chance.between(0.12, 0.28) : chance.between(0.72, 0.88));
  let path = `M${n(x)} 0`;
  for (let y = canvas.height * 0.07; y < canvas.height * 0.5; y += canvas.height * 0.07) {
    x += canvas.unit * chance.between(-0.06, 0.06);
    path += `L${n(x)} ${n(y)}`;
  }
  const bolt = (width: number, opacity: number) =>
    `<path d="${path}" fill="none" stroke="#fff7d1" stroke-width="${n(canvas.unit * width)}" stroke-linejoin="bevel" opacity="${opacity}"/>`;
  return bolt(0.02, 0.25) + bolt(0.006, 1);
}

function fog(canvas: Canvas, light: Light, chance: Chance): string {
  let drawn = "";
  for (let i = 0; i < 7; i++) {
    const y = canvas.height * chance.between(0.4, 0.95);
    const high = canvas.height * chance.between(0.08, 0.16);
    drawn += canvas.rect(
      canvas.vertical(
        [
          [0, light.haze, 0],
          [0.5, light.haze, 0.42],
          [1, light.haze, 0],
        ],
        y - high,
        y + high,
      ),
      y - high,
      high * 2,
    );
  }
  return drawn;
}
