import type { Actor, Composition } from "../compose";
import { mix, recolour } from "../paint/colour";
import { part } from "../paint/part";
import { repaint } from "../paint/repaint";
import { ellipse, fine, group, n } from "../paint/shapes";

/** Draws one subject so that it belongs to the scene: its light, a bright edge to the sun, a shadow on the ground. */
export function paintActor(composition: Composition, actor: Actor, index: number): string {
  const { light } = composition;
  const own = repaint(actor.form.main, actor.colour);
  const body = recolour(actor.form.body, (hex) => mix(light.onSubject(own(hex)), light.haze, actor.distance));
  const lit = rim(composition, actor) + group(body, transformOf(actor));
  const [under, over] = actor.floats
    ? [mirrored(composition, actor, body), lit + waterline(composition, actor)]
    : [shadow(composition, actor), lit];
  return part("shadow", under, index) + part("actor", over, index);
}

/** From the drawing's own box to its place on the sheet. */
export function transformOf({
  form,
  x,
  foot,
  scale,
  flipped,
}: Pick<Actor, "form" | "x" | "foot" | "scale" | "flipped">): string {
  const [left, , right, bottom] = form.box;
  const middle = ((left + right) / 2) * scale;
  return flipped
    ? `translate(${n(x + middle)} ${n(foot - bottom * scale)}) scale(${fine(-scale)} ${fine(scale)})`
    : `translate(${n(x - middle)} ${n(foot - bottom * scale)}) scale(${fine(scale)})`;
}

/** The drawing in one colour. */
export const silhouette = (body: string, colour: string): string =>
  body.replace(/(fill|stroke)="(?!none)[^"]*"/g, `$1="${colour}"`).replace(/(fill|stroke)-opacity="[^"]*"/g, "");

/** The same shape in the colour of the light, a little nearer to where it comes from. */
function rim({ light, sunX, setting }: Composition, actor: Actor): string {
  if (setting.name === "underwater") return "";
  const size = Math.min(5, 0.42 * actor.scale) * light.rim.strength;
  const side = sunX < actor.x ? -1 : 1;
  return group(
    silhouette(actor.form.body, mix(light.rim.colour, light.haze, actor.distance)),
    `translate(${n(side * size)} ${n(-size * 0.7)}) ${transformOf(actor)}`,
  );
}

function shadow({ light, sunX, width, height, setting, ground, horizon, idea }: Composition, actor: Actor): string {
  if (setting.holds === "hovering") return "";
  const { box } = actor.form;
  const across = (box[2] - box[0]) * actor.scale;
  if (actor.aloft) {
    const away = ground - actor.foot;
    // Something that rides or sits on another has no shadow of its own.
    if (away < height * 0.1 || actor.order !== actor.foot) return "";
    return ellipse(
      actor.x,
      (ground + horizon) / 2 + (height - horizon) * 0.1,
      across * 0.34,
      across * 0.035,
      light.shadow,
      0.16,
    );
  }
  const contact = ellipse(actor.x, actor.foot, across * 0.5, across * 0.055, light.shadow, 0.36 * (1 - actor.distance));
  if (setting.indoors === true || light.dark) return contact;
  const lean = ((actor.x - sunX) / width) * 1.5;
  const long = light.name === "day" ? 0.16 : 0.3;
  // In the colour of shaded ground rather than see-through: its parts overlap.
  const shaded = mix(light.on(idea.snowy ? "#e6eef9" : setting.terrain.top, 0.05), light.shadow, 0.3);
  const fallen = group(
    silhouette(actor.form.body, shaded),
    `translate(${n(actor.x)} ${n(actor.foot)}) matrix(1 0 ${fine(-lean)} ${fine(-long)} 0 0) translate(${n(-actor.x)} ${n(-actor.foot)}) ${transformOf(actor)}`,
  );
  return fallen + contact;
}

const WATER = "#2f7fb0";

/** A broken image of what floats, upside down on the water and almost of its colour. */
function mirrored({ light }: Composition, actor: Actor, body: string): string {
  const water = light.on(WATER, 0.12);
  return group(
    recolour(body, (hex) => mix(hex, water, 0.78)),
    `translate(0 ${n(actor.foot)}) scale(1 -0.5) translate(0 ${n(-actor.foot)}) ${transformOf(actor)}`,
  );
}

/** The water closes round what floats in it. */
function waterline({ light }: Composition, actor: Actor): string {
  const { box } = actor.form;
  const across = (box[2] - box[0]) * actor.scale;
  const high = (box[3] - box[1]) * actor.scale;
  return (
    ellipse(actor.x, actor.foot, across * 0.5, high * 0.035, light.on(WATER, 0.12)) +
    ellipse(actor.x, actor.foot - high * 0.02, across * 0.52, high * 0.012, light.on("#eef9ff", 0.1), 0.6)
  );
}
