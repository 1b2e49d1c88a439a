import type { Mover } from "../puppet";
import { leaning, passing, shifted, swing, twinkling } from "./turns";

const CLOUD_SPEED = 9;

export const stars: Mover = () => (body, time) => twinkling(body, time, 0.75);

/** Curtains that wave from where they hang. */
export const aurora: Mover =
  ([horizon = 0], { width }) =>
  (body, time) =>
    leaning(shifted(body, width * 0.02 * swing(time, 17), 0), horizon * 0.5, 5 * swing(time, 11));

/** One sky after the other: a cloud that has left comes in again. */
export const clouds: Mover =
  (_values, { width }) =>
  (body, time) =>
    passing(body, time * CLOUD_SPEED, width * 1.35, [1, 0]);
