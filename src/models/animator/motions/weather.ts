import type { Mover } from "../puppet";
import { dealt, passing, posed, scatter, shifted, swing, wrap } from "./turns";

/** Near flakes are larger, and fall faster. */
export const snowfall: Mover = (_values, { height }, still) => {
  const layers = dealt(still, 3, (flake) => nearness(flake));
  return (_body, time) =>
    layers
      .map((flakes, near) => {
        const sway = (6 + 5 * near) * swing(time, 5 + near, near / 3);
        return shifted(passing(flakes, time * (46 + 34 * near), height, [0, 1]), sway, 0);
      })
      .join("");
};

function nearness(flake: string): number {
  const radius = Number(/ r="([^"]+)"/.exec(flake)?.[1] ?? 0);
  return radius < 1.6 ? 0 : radius < 2.6 ? 1 : 2;
}

/** Along the way its streaks point; half a streak a frame. */
export const rainfall: Mover =
  ([size = 1], { height }) =>
  (body, time) =>
    passing(body, time * 620 * size, height, [-0.2, 1]);

/** Here and there, for a sixth of a second. */
export const splashes: Mover = (_values, _view, still) => {
  const drops = dealt(still, 40, (_drop, index) => index);
  return (_body, time) => drops.filter((_drop, index) => scatter(index + 41 * Math.floor(time * 6)) < 0.45).join("");
};

/** A flash and its echo, then dark for a while. */
export const lightning: Mover = () => (body, time) => {
  const since = wrap(time + 1.2, 3.4);
  return since < 0.14 || (since > 0.24 && since < 0.34) ? body : "";
};

export const fog: Mover =
  ([index = 0], { height }) =>
  (body, time) =>
    shifted(body, 0, height * 0.014 * swing(time, 7 + index, index / 5));

export const gusts: Mover =
  (_values, { width }) =>
  (body, time) =>
    passing(body, time * 130, width * 1.4, [1, 0]);

/** Carried along by the wind, turning. */
export const leaf: Mover = ([x = 0, y = 0], { width, height }) => {
  const own = scatter(Math.round(x * 13 + y * 7));
  const span = width * 1.2;
  return (body, time) => {
    const dx = wrap(x + width * 0.1 + time * (70 + 70 * own), span) - width * 0.1 - x;
    return posed(body, [x, y], { dx, dy: height * 0.04 * swing(time, 2 + own, own), turn: time * (90 + 160 * own) });
  };
};
