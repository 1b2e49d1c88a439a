import type { Light } from "./light";
import type { Weather } from "./idea";
import type { Canvas } from "./paint/canvas";
import type { Chance } from "./paint/chance";
import { part } from "./paint/part";
import { circle, ellipse, n, path, stroke } from "./paint/shapes";

/** What falls or drifts between us and the scene. */
export function paintWeather(canvas: Canvas, light: Light, weather: Weather, chance: Chance): string {
  switch (weather) {
    case "snow":
      return flakes(canvas, light, chance);
    case "rain":
      return rain(canvas, light, chance, 220);
    case "storm":
      return lightning(canvas, chance) + rain(canvas, light, chance, 300);
    case "fog":
      return fog(canvas, light, chance);
    case "wind":
      return wind(canvas, light, chance);
    default:
      return "";
  }
}

function flakes(canvas: Canvas, light: Light, chance: Chance): string {
  let drawn = "";
  for (let i = 0; i < 190; i++) {
    const near = chance.next() ** 3;
    drawn += circle(
      chance.between(0, canvas.width),
      chance.between(0, canvas.height),
      canvas.unit * (0.0018 + near * 0.0065),
      light.on("#ffffff", 0.1),
      0.55 + near * 0.4,
    );
  }
  return part("snowfall", drawn);
}

function rain(canvas: Canvas, light: Light, chance: Chance, count: number): string {
  const drops = (many: number, size: number): string => {
    let d = "";
    for (let i = 0; i < many; i++) {
      const long = canvas.unit * chance.between(0.02, 0.05) * size;
      d += `M${n(chance.between(0, canvas.width * 1.1))} ${n(chance.between(-20, canvas.height))}l${n(-long * 0.22)} ${n(long)}`;
    }
    return d;
  };
  const colour = light.on("#e3f0fa", 0.15);
  let splashes = "";
  for (let i = 0; i < 40; i++)
    splashes += ellipse(
      chance.between(0, canvas.width),
      canvas.height * chance.between(0.72, 1),
      canvas.unit * 0.012,
      canvas.unit * 0.003,
      colour,
      0.35,
    );
  return (
    part("rainfall", stroke(drops(count, 0.8), colour, canvas.unit * 0.0016, 0.4), 0.8) +
    part("rainfall", stroke(drops(count / 3, 1.5), colour, canvas.unit * 0.0028, 0.55), 1) +
    part("splashes", splashes)
  );
}

function lightning(canvas: Canvas, chance: Chance): string {
  let drawn = "";
  for (const [from, to] of chance.pick([
    [[0.12, 0.3]],
    [[0.7, 0.88]],
    [
      [0.1, 0.26],
      [0.74, 0.9],
    ],
  ])) {
    let x = canvas.width * chance.between(from ?? 0.1, to ?? 0.3);
    let d = `M${n(x)} -4`;
    let fork = "";
    for (let y = canvas.height * 0.06; y < canvas.height * 0.52; y += canvas.height * 0.06) {
      x += canvas.unit * chance.between(-0.06, 0.06);
      d += `L${n(x)} ${n(y)}`;
      if (chance.maybe(0.3))
        fork += `M${n(x)} ${n(y)}l${n(canvas.unit * chance.between(-0.12, 0.12))} ${n(canvas.unit * 0.08)}l${n(canvas.unit * chance.between(-0.04, 0.04))} ${n(canvas.unit * 0.07)}`;
    }
    drawn +=
      stroke(d, "#d9d4ff", canvas.unit * 0.034, 0.18) +
      stroke(d, "#efeaff", canvas.unit * 0.016, 0.4) +
      stroke(d + fork, "#fffbe0", canvas.unit * 0.005);
  }
  return part("lightning", canvas.sheet("#e8e6ff", 0, canvas.height, 0.07) + drawn);
}

function fog(canvas: Canvas, light: Light, chance: Chance): string {
  let drawn = canvas.sheet(light.haze, 0, canvas.height, 0.16);
  for (let i = 0; i < 8; i++) {
    const y = canvas.height * chance.between(0.35, 0.95);
    const high = canvas.height * chance.between(0.08, 0.16);
    const bank = canvas.sheet(
      canvas.vertical(
        [
          [0, light.haze, 0],
          [0.5, light.haze, 0.4],
          [1, light.haze, 0],
        ],
        y - high,
        y + high,
      ),
      y - high,
      high * 2,
    );
    drawn += part("fog", bank, i);
  }
  return drawn;
}

/** Gusts that curl at the end, and leaves they carry. */
function wind(canvas: Canvas, light: Light, chance: Chance): string {
  let gusts = "";
  let leaves = "";
  for (let i = 0; i < 9; i++) {
    const [x, y] = [canvas.width * chance.between(-0.1, 0.7), canvas.height * chance.between(0.06, 0.8)];
    const long = canvas.unit * chance.between(0.2, 0.4);
    const curl = canvas.unit * chance.between(0.02, 0.035);
    gusts += `M${n(x)} ${n(y)}q${n(long * 0.3)} ${n(-curl)} ${n(long * 0.6)} 0t${n(long * 0.4)} ${n(-curl * 0.4)}a${n(curl)} ${n(curl)} 0 1 0 ${n(-curl)} ${n(-curl)}`;
  }
  for (let i = 0; i < 26; i++) {
    const [x, y] = [chance.between(0, canvas.width), canvas.height * chance.between(0.1, 0.95)];
    const size = canvas.unit * chance.between(0.008, 0.018);
    const turn = chance.whole(0, 360);
    const leaf = `<g transform="translate(${n(x)} ${n(y)}) rotate(${turn})">${path(`M${n(-size)} 0Q0 ${n(-size)} ${n(size)} 0Q0 ${n(size)} ${n(-size)} 0Z`, light.on(chance.pick(["#d9822b", "#b5532f", "#8fae4a", "#e0b040"])))}</g>`;
    leaves += part("leaf", leaf, x, y);
  }
  return part("gusts", stroke(gusts, light.on("#ffffff", 0.1), canvas.unit * 0.004, 0.6)) + leaves;
}
