import { fine, group, n } from "../../illustrator/paint/shapes";

/** The arithmetic that all movements share. Times are seconds, lengths the sheet's units, angles degrees. */

/** From -1 to 1 and back in so many seconds. */
export const swing = (time: number, period: number, phase = 0): number =>
  Math.sin((time / period + phase) * Math.PI * 2);

/** A number in [0, 1) that is always the same for the same whole number. */
export function scatter(index: number): number {
  const mixed = Math.imul(index + 1, 0x9e3779b1) ^ (Math.imul(index + 7, 0x85ebca6b) >>> 13);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** The rest of a division, never negative. */
export const wrap = (value: number, length: number): number => ((value % length) + length) % length;

export const shifted = (body: string, x: number, y: number): string => group(body, `translate(${fine(x)} ${fine(y)})`);

/** Turned, stretched and moved, about a point. */
export const posed = (
  body: string,
  [x, y]: readonly [number, number],
  { dx = 0, dy = 0, turn = 0, wide = 1, high = 1 }: Pose,
): string =>
  group(
    body,
    `translate(${fine(x + dx)} ${fine(y + dy)}) rotate(${fine(turn)}) scale(${fine(wide)} ${fine(high)}) translate(${n(-x)} ${n(-y)})`,
  );

export interface Pose {
  readonly dx?: number;
  readonly dy?: number;
  readonly turn?: number;
  readonly wide?: number;
  readonly high?: number;
}

/** Leaning over a line that stays where it is. */
export const leaning = (body: string, foot: number, angle: number): string =>
  group(body, `translate(0 ${n(foot)}) skewX(${fine(angle)}) translate(0 ${n(-foot)})`);

/** Passing by for ever: what leaves at one end comes in at the other, `length` behind. */
export function passing(body: string, way: number, length: number, [x, y]: readonly [number, number]): string {
  const at = wrap(way, length);
  return shifted(body, x * at, y * at) + shifted(body, x * (at - length), y * (at - length));
}

const SHAPE = /<(?:circle|ellipse|path|rect)[^>]*\/>/g;

/** The single shapes of a drawing, dealt to so many hands. */
export function dealt(body: string, hands: number, which: (shape: string, index: number) => number): string[] {
  const groups = Array.from({ length: hands }, () => "");
  for (const [index, [shape]] of [...body.matchAll(SHAPE)].entries()) groups[which(shape, index) % hands] += shape;
  return groups;
}

/** Each see-through shape of a drawing brighter and fainter, in a time of its own. */
export function twinkling(body: string, time: number, depth: number): string {
  let index = 0;
  return body.replace(/fill-opacity="([^"]+)"/g, (_all, opacity: string) => {
    index += 1;
    const glow = 1 - depth * (0.5 + 0.5 * swing(time, 1.5 + 3 * scatter(index), scatter(index * 3)));
    return `fill-opacity="${fine(Number(opacity) * glow)}"`;
  });
}
