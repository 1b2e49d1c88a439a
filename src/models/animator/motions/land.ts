import type { Mover } from "../puppet";
import { dealt, leaning, posed, shifted, swing, twinkling, wrap } from "./turns";

/** In the wind it bends further, and faster. */
export const grass: Mover =
  ([foot = 0, row = 0], { idea }) =>
  (body, time) => {
    const windy = idea.weather === "wind" || idea.weather === "storm";
    return leaning(body, foot, (windy ? 9 : 4) * swing(time, windy ? 1.5 : 3.4, row / 4) - (windy ? 8 : 0));
  };

export const kelp: Mover =
  ([x = 0, foot = 0]) =>
  (body, time) =>
    leaning(body, foot, 5 * swing(time, 4.6, x / 300));

/** Dust, fireflies, spores: adrift in four directions, and each with its own light. */
export const motes: Mover = (_values, { width }, still) => {
  // A mote is two shapes: itself, and its halo.
  const groups = dealt(still, 4, (_shape, index) => Math.floor(index / 2));
  return (_body, time) =>
    groups
      .map((mote, index) =>
        shifted(
          twinkling(mote, time + index, 0.6),
          width * 0.02 * swing(time, 9 + 2 * index, index / 4),
          width * 0.014 * swing(time, 7 + index, index / 3),
        ),
      )
      .join("");
};

export const smoke: Mover =
  ([_x, top = 0]) =>
  (body, time) =>
    leaning(body, top, 4 * swing(time, 8));

/** Thrown out again and again, in three salvos. */
export const sparks: Mover = ([x = 0, top = 0], { height }, still) => {
  const salvos = dealt(still, 3, (_spark, index) => index);
  return (_body, time) =>
    salvos
      .map((salvo, index) => {
        const age = wrap(time / 1.7 + index / 3, 1);
        return posed(salvo, [x, top], { dy: height * 0.16 * age ** 2, wide: 0.25 + age, high: 0.25 + age });
      })
      .join("");
};

/** Blades round a hub. */
export const spin: Mover =
  ([x = 0, y = 0]) =>
  (body, time) =>
    posed(body, [x, y], { turn: time * 40 });
