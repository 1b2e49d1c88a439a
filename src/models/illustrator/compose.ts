import { Canvas, circle, ellipse, n } from "./canvas";
import { createChance, type Chance } from "./chance";
import { formOf, type Form } from "./figures";
import { lampLight, lightOf, type Light } from "./light";
import type { Setting, Stage } from "./settings/setting";
import { paintSky, paintWeather } from "./sky";
import type { Idea } from "./understand";

/** The drawings a picture needs, by name, as SVG in a 32 × 32 box. */
export type Drawings = Readonly<Record<string, string>>;

/** Lays the idea out on a sheet of the given size: sky, place, subjects, weather, from far to near. */
export function compose(idea: Idea, drawings: Drawings, width: number, height: number, seed: number): string {
  const canvas = new Canvas(width, height);
  const { setting } = idea;
  const light = setting.lamps === true ? lampLight(idea.light) : lightOf(idea.light);
  const horizon = height * setting.horizon;
  const ground =
    setting.holds === "hovering" ? height * 0.72 : setting.holds === "floating" ? height * 0.8 : height * 0.9;
  const chance = (part: string): Chance => createChance(seed, part);
  const stage = (part: string): Stage => ({ canvas, light, chance: chance(part), horizon, ground, snowy: idea.snowy });
  return canvas.svg(
    [
      setting.indoors === true ? "" : paintSky(canvas, light, idea.weather, horizon, chance("sky")),
      setting.back(stage("back")),
      paintSubjects(canvas, idea, drawings, light, ground, chance("subjects")),
      setting.front?.(stage("front")) ?? "",
      setting.indoors === true ? "" : paintWeather(canvas, light, idea.weather, chance("weather")),
      vignette(canvas, light),
    ].join(""),
  );
}

interface Placed {
  readonly icon: string;
  readonly form: Form;
  readonly x: number;
  readonly foot: number;
  readonly scale: number;
}

function paintSubjects(
  canvas: Canvas,
  idea: Idea,
  drawings: Drawings,
  light: Light,
  ground: number,
  chance: Chance,
): string {
  const grade = gradeFilter(canvas, light);
  const placed = place(canvas, idea, drawings, ground, chance).toSorted((a, b) => a.foot - b.foot);
  return placed.map((subject) => paintOne(canvas, subject, light, grade, idea.setting.holds, chance)).join("");
}

/** The hero in the middle or a little aside; companions beside it and a step behind. */
function place(canvas: Canvas, idea: Idea, drawings: Drawings, ground: number, chance: Chance): Placed[] {
  const actors = idea.subjects
    .flatMap(({ icon, count }) => Array.from({ length: count }, () => icon))
    .filter((icon) => icon in drawings);
  const room = canvas.width / Math.max(1, actors.length);
  return actors.map((icon, index) => {
    const form = formOf(icon, drawings[icon] ?? "");
    const hero = actors.length === 1;
    const tallest = Math.min((canvas.width + canvas.height) * (hero ? 0.28 : 0.21), canvas.height * 0.56);
    const widest = Math.min(hero ? canvas.width * 0.62 : room * 0.92, canvas.unit * 0.62);
    const size =
      Math.min(tallest / form.height, widest / 32) *
      (idea.subjects[0]?.icon === icon ? 1 : 0.88) *
      (actors.length > 3 ? chance.between(0.85, 1.1) : 1);
    const x = hero
      ? canvas.width * chance.between(0.45, 0.55)
      : room * (index + 0.5) + room * chance.between(-0.08, 0.08);
    const back = actors.length > 1 && index % 2 === 1 ? canvas.height * 0.05 : 0;
    return { icon, form, x, foot: ground - back, scale: size };
  });
}

function paintOne(
  canvas: Canvas,
  { icon, form, x, foot, scale }: Placed,
  light: Light,
  grade: string,
  holds: Setting["holds"],
  chance: Chance,
): string {
  const high = form.height * scale;
  const lift = FLYING.test(icon) && holds !== "floating" ? canvas.height * chance.between(0.2, 0.3) : 0;
  const dip = holds === "floating" && lift === 0 ? high * 0.1 : 0;
  const hover = holds === "hovering" ? canvas.height * chance.between(-0.04, 0.02) : 0;
  const top = foot - high - lift + dip + hover;
  const middle = top + high / 2;
  const glow = circle(
    x,
    middle,
    high * 0.85,
    canvas.radial(x, middle, high * 0.85, [
      [0, light.haze, 0.32],
      [1, light.haze, 0],
    ]),
  );
  const shadow =
    holds === "hovering"
      ? ""
      : ellipse(x, foot + high * 0.005, form.width * scale * 0.52, high * 0.045, light.shadow, lift > 0 ? 0.16 : 0.34);
  const drawing = `<g filter="${grade}"><g transform="translate(${n(x - 16 * scale)} ${n(top)}) scale(${scale.toFixed(4)})">${form.body}</g></g>`;
  return glow + shadow + drawing;
}

/** Drawings of things that are in the air. */
const FLYING =
  /^(airplane|small-airplane|helicopter|balloon|kite|bird|eagle|dove|parrot|butterfly|honeybee|bat|dragon|flying-saucer|rocket|parachute|phoenix-bird)$/;

/** Shows a daylight drawing in the scene's light. */
function gradeFilter(canvas: Canvas, light: Light): string {
  // Half way to the scene's tint: a subject in full dusk would no longer say what colour it is.
  const [r, g, b] = light.tint.map((part) => 0.42 + part * 0.58);
  return canvas.filter(
    `<feColorMatrix type="matrix" values="${n2(r)} 0 0 0 0 0 ${n2(g)} 0 0 0 0 0 ${n2(b)} 0 0 0 0 0 1 0"/>`,
  );
}

const n2 = (value = 1): string => value.toFixed(3);

/** A little less light in the corners draws the eye to the middle. */
function vignette(canvas: Canvas, light: Light): string {
  const [x, y] = [canvas.width / 2, canvas.height / 2];
  return canvas.rect(
    canvas.radial(x, y, Math.hypot(x, y), [
      [0.55, light.shadow, 0],
      [1, light.shadow, 0.32],
    ]),
  );
}
