import type { Actor, Composition } from "../../illustrator/compose";
import { transformOf } from "../../illustrator/drawing/actor";
import { fine, group } from "../../illustrator/paint/shapes";
import { DRIVES, gaitOf } from "../gaits";
import type { Mover } from "../puppet";
import { posed } from "./turns";

/** Who leads an actor: whoever carries it, or it itself. */
const leaderOf = (actor: Actor): Actor => actor.carrier ?? actor;

/** The point it is turned about: its feet, or its middle where it has no ground under it. */
function pivotOf({ holds }: Composition["setting"], { x, foot, aloft, form, scale }: Actor): [number, number] {
  const high = (form.box[3] - form.box[1]) * scale;
  return [x, aloft || holds === "hovering" ? foot - high / 2 : foot];
}

export const actor: Mover = ([index = 0], view) => {
  const own = view.actors[index];
  if (own === undefined) return (body) => body;
  const leader = leaderOf(own);
  const gait = gaitOf(view, leader);
  const pivot = pivotOf(view.setting, leader);
  const wheels = DRIVES.has(own.icon) ? wheelsOf(own.form.body) : [];
  return (body, time) => posed(body + spokes(wheels, own, time), pivot, gait(time));
};

/** It goes where its owner goes, and grows smaller as that one rises. */
export const shadow: Mover = ([index = 0], view) => {
  const own = view.actors[index];
  if (own === undefined) return (body) => body;
  const leader = leaderOf(own);
  const gait = gaitOf(view, leader);
  const lies: [number, number] = [leader.x, leader.foot];
  return (body, time) => {
    const { dx = 0, dy = 0, turn = 0, wide = 1 } = gait(time);
    // A mirror image turns the other way; a shadow on the ground does not turn at all.
    return leader.floats
      ? posed(body, lies, { dx, dy: -dy, turn: -turn * 0.5 })
      : posed(body, lies, { dx, wide: wide * (1 + dy / view.height) });
  };
};

interface Wheel {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const CIRCLE = /([Mm])(-?[\d.]+)[ ,]?(-?[\d.]+)a([\d.]+) \4 0 1 [01](-?[\d.]+) (-?[\d.]+)/g;
/** Rounder things than these are lamps. */
const SMALLEST = 1.2;

/** The circles on the ground of a drawing from the side: two half arcs each, as the artwork has them. */
export function wheelsOf(body: string): Wheel[] {
  const wheels = new Map<string, Wheel>();
  for (const [, d = ""] of body.matchAll(/ d="([^"]+)"/g)) {
    let start = { x: 0, y: 0 };
    for (const [, command, x, y, radius, dx, dy] of d.matchAll(CIRCLE)) {
      const from = command === "M" ? { x: 0, y: 0 } : start;
      start = { x: from.x + Number(x), y: from.y + Number(y) };
      const wheel = { x: start.x + Number(dx) / 2, y: start.y + Number(dy) / 2, radius: Number(radius) };
      const place = `${Math.round(wheel.x)} ${Math.round(wheel.y)}`;
      if (wheel.radius >= SMALLEST && wheel.y > 20 && wheel.radius > (wheels.get(place)?.radius ?? 0))
        wheels.set(place, wheel);
    }
  }
  return [...wheels.values()];
}

/** What shows that a wheel turns. It looks to the left, and rolls that way. */
function spokes(wheels: readonly Wheel[], own: Actor, time: number): string {
  if (wheels.length === 0) return "";
  const drawn = wheels.map(({ x, y, radius }) => {
    const long = radius * 0.72;
    const cross = `M${fine(x - long)} ${fine(y)}h${fine(long * 2)}M${fine(x)} ${fine(y - long)}v${fine(long * 2)}`;
    return `<path d="${cross}" transform="rotate(${fine(-time * 200)} ${fine(x)} ${fine(y)})" stroke="#f2f2f2" stroke-opacity="0.75" stroke-width="${fine(radius * 0.22)}" stroke-linecap="round" fill="none"/>`;
  });
  return group(drawn.join(""), transformOf(own));
}
