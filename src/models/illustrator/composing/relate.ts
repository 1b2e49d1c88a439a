import type { Actor } from "../compose";
import type { Form } from "../figures/form";
import type { Idea, Relation } from "../idea";
import type { Chance } from "../paint/chance";
import { WORN } from "../words/relations";
import { tall, wide, type Frame } from "./arrange";
import { naturalSize } from "./natural";

/** Places what stands in a relation to something placed already: on it, under it, behind it. */
export function relate(
  idea: Idea,
  forms: readonly Form[],
  placed: ReadonlyMap<number, readonly Actor[]>,
  frame: Frame,
  chance: Chance,
): Map<number, Actor[]> {
  const done = new Map<number, readonly Actor[]>(placed);
  const satellites = new Map<number, Actor[]>();
  // Later relations may hang on earlier satellites: "a cat on a horse in front of a house".
  for (let turn = 0; turn < idea.relations.length; turn++)
    for (const relation of idea.relations) {
      const anchors = done.get(relation.to);
      const form = forms[relation.subject];
      const subject = idea.subjects[relation.subject];
      if (anchors === undefined || form === undefined || subject === undefined || done.has(relation.subject)) continue;
      const natural = naturalSize(subject.icon) * subject.size;
      const host = idea.subjects[relation.to];
      const hostNatural = host === undefined ? 1 : naturalSize(host.icon) * host.size;
      const actors = spread(anchors, subject.count, relation).map(({ anchor, offset }) =>
        beside(
          {
            icon: subject.icon,
            form,
            colour: subject.colour,
            relation,
            anchor,
            offset,
            ratio: (natural / hostNatural) ** 0.6,
          },
          frame,
          chance,
        ),
      );
      done.set(relation.subject, actors);
      satellites.set(relation.subject, actors);
    }
  return satellites;
}

/** Three birds on one elephant sit side by side; three riders on three horses take one each. */
function spread(anchors: readonly Actor[], count: number, { kind }: Relation): { anchor: Actor; offset: number }[] {
  if (kind === "wearing") return anchors.map((anchor) => ({ anchor, offset: 0 }));
  return Array.from({ length: count }, (_, i) => {
    const anchor = anchors[i % anchors.length];
    const each = Math.ceil(count / anchors.length);
    const order = Math.floor(i / anchors.length);
    return { anchor, offset: (order - (each - 1) / 2) / Math.max(1, each) };
  }).flatMap(({ anchor, offset }) => (anchor === undefined ? [] : [{ anchor, offset }]));
}

interface Pairing {
  readonly icon: string;
  readonly form: Form;
  readonly colour: string | undefined;
  readonly relation: Relation;
  readonly anchor: Actor;
  /** Of the anchor's width, from its middle. */
  readonly offset: number;
  /** How big the one should be beside the other. */
  readonly ratio: number;
}

function beside({ icon, form, colour, relation, anchor, offset, ratio }: Pairing, frame: Frame, chance: Chance): Actor {
  const high = tall(anchor.form) * anchor.scale;
  const across = wide(anchor.form) * anchor.scale;
  const top = anchor.foot - high;
  const x = anchor.x + offset * across * 0.9;
  const over = anchor.order + 0.01;
  const base = {
    icon,
    form,
    colour,
    x,
    flipped: anchor.flipped,
    aloft: true,
    distance: anchor.distance,
    floats: false,
    order: over,
  };
  const carried = { ...base, carrier: anchor.carrier ?? anchor };
  /** The scale that makes it `share` of the anchor's size, and no wider than `most` of its width. */
  const size = Math.max(high, across * 0.5);
  const fit = (share: number, most: number): number =>
    Math.min((size * share) / tall(form), (across * most) / wide(form));
  switch (relation.kind) {
    case "wearing": {
      const eyes = WORN[icon] === "eyes";
      const scale = eyes ? fit(0.3, 0.62) : fit(0.42, 0.62);
      const foot = eyes ? top + high * anchor.form.face + (tall(form) * scale) / 2 : top + high * 0.1;
      // A drawing from the side has its head on the left, until it is turned.
      const ahead = SIDEWAYS.has(anchor.icon) ? across * 0.28 * (anchor.flipped ? 1 : -1) : 0;
      return { ...carried, x: x + ahead, scale, foot };
    }
    case "on": {
      const scale = fit(Math.min(0.8, Math.max(0.34, ratio)), 1.1);
      const foot = Math.max(top + high * 0.16, tall(form) * scale + frame.height * 0.03);
      return { ...carried, scale, foot };
    }
    case "in": {
      const scale = fit(Math.min(0.85, Math.max(0.5, ratio)), 0.66);
      const foot = Math.max(top + high * 0.42, tall(form) * scale + frame.height * 0.03);
      return { ...carried, scale, foot, order: anchor.order - 0.01 };
    }
    case "above": {
      const scale = fit(Math.min(0.85, Math.max(0.3, ratio)), 1.6);
      const foot = Math.max(top - frame.height * 0.03, tall(form) * scale + frame.height * 0.03);
      return { ...base, scale, foot, x: offset === 0 ? x + across * chance.between(-0.2, 0.2) : x };
    }
    case "holding": {
      const scale = fit(0.46, 0.8);
      const side = anchor.flipped ? -1 : 1;
      return { ...carried, scale, x: x + side * across * 0.3, foot: anchor.foot - high * 0.1 };
    }
    case "under": {
      const scale = fit(Math.min(0.46, Math.max(0.2, ratio)), 0.5);
      return { ...base, scale, x: x + across * 0.06, foot: anchor.foot + high * 0.02, aloft: false };
    }
    case "behind": {
      const foot = anchor.foot - high * 0.07;
      const most = Math.min((frame.width * 0.9) / wide(form), (foot - frame.height * 0.04) / tall(form));
      const scale = Math.min(most, fit(Math.min(1.5, Math.max(0.9, ratio)), 2.4));
      const side = chance.maybe(0.5) ? 1 : -1;
      const half = (wide(form) * scale) / 2;
      const wanted = x + side * (across * 0.3 + half * 0.3);
      return {
        ...base,
        scale,
        x: Math.min(Math.max(wanted, half), Math.max(half, frame.width - half)),
        foot,
        order: anchor.order - 0.01,
        aloft: anchor.aloft,
        distance: Math.min(1, anchor.distance + 0.08),
      };
    }
    case "in front of":
    case "beside": {
      const scale = fit(Math.min(1.2, Math.max(0.4, ratio)), 1);
      const foot = Math.min(frame.height * 0.97, anchor.foot + high * 0.06);
      return { ...base, scale, x: x + across * 0.16, foot, aloft: anchor.aloft };
    }
  }
}

const SIDEWAYS: ReadonlySet<string> = new Set(
  "dog poodle guide-dog service-dog cat black-cat horse cow ox pig ewe ram goat elephant camel two-hump-camel rabbit rat mouse deer tiger leopard zebra giraffe hippopotamus rhinoceros llama kangaroo water-buffalo bison donkey monkey".split(
    " ",
  ),
);
