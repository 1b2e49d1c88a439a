import type { Mover } from "../puppet";
import { dealt, passing, scatter, shifted, swing } from "./turns";

export const ripples: Mover = () => (body, time) => shifted(body, 6 * swing(time, 5), 1.4 * swing(time, 3.1));

/** Each glint of the sun on the water comes and goes. */
export const glitter: Mover = () => (body, time) =>
  body.replace(/ d="([^"]*)"/, (_all, d: string) => {
    const glints = d.split("M").slice(1);
    const lit = glints.filter((_glint, index) => scatter(index * 31 + Math.floor(time * 5 + scatter(index))) < 0.68);
    return ` d="${lit.map((glint) => `M${glint}`).join("")}"`;
  });

/** Water goes round where it is: forward on the crest, back in the trough. */
export const swell: Mover =
  ([height = 10, distance = 0], { width }) =>
  (body, time) =>
    shifted(
      body,
      width * 0.014 * swing(time, 4.5, distance * 3),
      height * (0.24 + 0.24 * swing(time, 4.5, 0.25 + distance * 3)),
    );

export const foam: Mover =
  (_values, { height }) =>
  (body, time) =>
    shifted(body, 0, height * 0.006 * swing(time, 4));

/** Threads of a fall run down it as dashes. */
export const falling: Mover = () => (body, time) =>
  body.replace("<path ", `<path stroke-dasharray="34 13" stroke-dashoffset="${Math.round(-time * 260)}" `);

export const bubbles: Mover = (_values, { height }, still) => {
  // A bubble is two shapes: itself, and the light on it.
  const groups = dealt(still, 3, (_shape, index) => Math.floor(index / 2));
  return (_body, time) =>
    groups
      .map((bubble, index) =>
        shifted(passing(bubble, time * (26 + 17 * index), height, [0, -1]), 5 * swing(time, 2.4, index / 3), 0),
      )
      .join("");
};
