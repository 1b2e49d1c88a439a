import { box, path, polygon, stroke, n } from "../../paint/shapes";
import type { Stage } from "../setting";
import { LAMP } from "./buildings";

/** A castle of `towers` towers and a gate, centred on x. */
export function castle(stage: Stage, x: number, foot: number, height: number, distance: number): string {
  const { light, chance, snowy } = stage;
  const stone = light.on("#a9a3ad", distance);
  const dark = light.on("#8d8796", distance);
  const roof = light.on(snowy ? "#f4f9ff" : chance.pick(["#5b6fae", "#a4493d", "#4d7c8a"]), distance);
  const glass = light.dark ? LAMP : light.on("#4a4a63", distance);
  const merlons = (left: number, right: number, top: number, size: number): string => {
    let d = "";
    for (let at = left; at < right - size * 0.6; at += size * 1.7)
      d += `M${n(at)} ${n(top + 1)}v${n(-size)}h${n(size)}v${n(size)}Z`;
    return d;
  };
  const tower = (dx: number, wide: number, tall: number, pointed: boolean): string => {
    const [left, top] = [x + dx * height - (wide * height) / 2, foot - tall * height];
    const w = wide * height;
    return (
      box(left, top, w, tall * height, stone) +
      box(left + w * 0.62, top, w * 0.38, tall * height, light.shadow, { opacity: 0.16 }) +
      (pointed
        ? polygon(
            [
              [left - w * 0.14, top],
              [left + w / 2, top - w * 1.35],
              [left + w * 1.14, top],
            ],
            roof,
          ) +
          polygon(
            [
              [left + w / 2, top - w * 1.35],
              [left + w * 1.14, top],
              [left + w * 0.62, top],
            ],
            light.shadow,
            0.18,
          ) +
          stroke(`M${n(left + w / 2)} ${n(top - w * 1.35)}v${n(-w * 0.5)}`, dark, w * 0.05) +
          polygon(
            [
              [left + w / 2, top - w * 1.82],
              [left + w * 0.98, top - w * 1.68],
              [left + w / 2, top - w * 1.54],
            ],
            light.on("#d9503f", distance),
          )
        : path(merlons(left, left + w, top, w * 0.16), stone)) +
      path(
        `M${n(left + w * 0.4)} ${n(top + w * 0.75)}v${n(-w * 0.25)}a${n(w * 0.1)} ${n(w * 0.1)} 0 0 1 ${n(w * 0.2)} 0v${n(w * 0.25)}Z`,
        glass,
      )
    );
  };
  const wallTop = foot - height * 0.36;
  return (
    tower(-0.22, 0.13, 0.72, true) +
    tower(0.2, 0.15, 0.82, true) +
    tower(0, 0.2, 0.6, true) +
    box(x - height * 0.42, wallTop, height * 0.84, height * 0.36, dark) +
    path(merlons(x - height * 0.42, x + height * 0.42, wallTop, height * 0.035), dark) +
    tower(-0.44, 0.15, 0.48, true) +
    tower(0.44, 0.15, 0.5, true) +
    path(
      `M${n(x - height * 0.075)} ${n(foot)}v${n(-height * 0.12)}a${n(height * 0.075)} ${n(height * 0.075)} 0 0 1 ${n(height * 0.15)} 0v${n(height * 0.12)}Z`,
      light.on("#4b3a33", distance),
    ) +
    path(
      `M${n(x - height * 0.25)} ${n(wallTop + height * 0.14)}v${n(-height * 0.05)}h${n(height * 0.03)}v${n(height * 0.05)}ZM${n(x + height * 0.22)} ${n(wallTop + height * 0.14)}v${n(-height * 0.05)}h${n(height * 0.03)}v${n(height * 0.05)}Z`,
      glass,
    )
  );
}
