import type { Actor } from "../compose";
import type { Form } from "../figures/form";
import type { Chance } from "../paint/chance";
import type { Setting } from "../settings/setting";

/** What the subjects stand in: the sheet, its horizon, and the line of the nearest feet. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly horizon: number;
  readonly ground: number;
  readonly holds: Setting["holds"];
}

/** One kind of subject, so many of them. */
export interface Group {
  readonly index: number;
  readonly icon: string;
  readonly form: Form;
  readonly colour: string | undefined;
  readonly count: number;
  readonly natural: number;
  readonly size: number;
  readonly flying: boolean;
}

export const wide = ({ box: [left, , right] }: Form): number => right - left;
export const tall = ({ box: [, top, , bottom] }: Form): number => bottom - top;

/** Up to so many stand in one row; more stand in depth. */
const ROW = 3;

/** Places the groups side by side, each as large as its natural size and the sheet allow. */
export function arrange(groups: readonly Group[], frame: Frame, chance: Chance): Map<number, Actor[]> {
  const unit = Math.min(frame.width, frame.height);
  const largest = Math.max(...groups.map(({ natural }) => natural), 0.01);
  const crowd = groups.reduce((total, { count }) => total + Math.min(ROW, count), 0);
  // Nearer or farther: one seed's portrait is another's view.
  const room =
    Math.min((frame.width + frame.height) * 0.29, frame.height * 0.6) * (crowd > 1 ? 0.82 : chance.between(0.7, 0.98));
  // As tall as they may be, then narrowed together until they fit beside one another.
  const sizes = groups.map((group) => {
    const relative =
      Math.max(0.32, (group.natural / largest) ** 0.6) *
      (groups.length === 1 ? Math.min(1.3, Math.max(0.45, group.size ** 0.8)) : 1);
    const scale = Math.min((room * relative) / tall(group.form), (unit * 0.78 * relative) / wide(group.form));
    const columns = Math.min(group.count, ROW);
    return { scale, span: wide(group.form) * scale * (columns === 1 ? 1 : columns * (group.count > ROW ? 0.8 : 0.95)) };
  });
  const total = sizes.reduce((sum, { span }) => sum + span, 0) + unit * 0.04 * (groups.length - 1);
  const fit = Math.min(1, (frame.width * 0.92) / Math.max(1, total));
  // Those too narrow a sheet squeezes may overlap a little rather than shrink to nothing.
  const shrink = Math.min(1, fit * (groups.length > 1 ? 1.16 : 1.04));
  let left =
    frame.width / 2 -
    (total * fit) / 2 +
    frame.width * (groups.length === 1 ? chance.between(-0.15, 0.15) * (crowd === 1 ? 1 : 0.3) : 0);
  const placed = new Map<number, Actor[]>();
  for (const [order, group] of orderOf(groups, chance).entries()) {
    const size = sizes[groups.indexOf(group)] ?? { scale: 1, span: unit };
    const span = size.span * fit + unit * 0.04 * fit;
    const slot = { x: left + span / 2, span: size.span * fit, back: order % 2 === 1 && groups.length > 1 ? 0.14 : 0 };
    placed.set(group.index, members(group, size.scale * shrink, slot, frame, chance));
    left += span;
  }
  return placed;
}

/** The first named stays near the middle where there are three and more. */
function orderOf(groups: readonly Group[], chance: Chance): readonly Group[] {
  const [first, second, ...others] = groups;
  if (first === undefined || second === undefined) return groups;
  if (others.length === 0) return chance.maybe(0.5) ? groups : [second, first];
  return [second, first, ...others];
}

interface Slot {
  readonly x: number;
  readonly span: number;
  /** How far into the picture they stand: 0 on the nearest line, 1 on the horizon. */
  readonly back: number;
}

function members(group: Group, scale: number, slot: Slot, frame: Frame, chance: Chance): Actor[] {
  const { count, form } = group;
  const flipped = chance.maybe(0.5);
  if (count <= ROW)
    return Array.from({ length: count }, (_, i) => {
      const step = slot.span / count;
      const x = slot.x - slot.span / 2 + step * (i + 0.5);
      const back = slot.back + (count > 1 && i % 2 === 1 ? 0.1 : 0);
      return actor(
        group,
        scale * (count > 1 ? chance.between(0.92, 1.04) : 1),
        x,
        back,
        count > 1 ? chance.maybe(0.35) !== flipped : flipped,
        frame,
        chance,
      );
    });
  return crowdOf(group, scale, slot, frame, chance, flipped, wide(form));
}

/** Many: rows in depth, the far ones smaller, none quite in line. */
function crowdOf(
  group: Group,
  scale: number,
  slot: Slot,
  frame: Frame,
  chance: Chance,
  flipped: boolean,
  across: number,
): Actor[] {
  const { count } = group;
  const rows = Math.ceil(Math.sqrt(count / 2.2));
  const perRow = Math.ceil(count / rows);
  const near = Math.min(
    scale * 0.95 * (ROW / count) ** 0.38 * (group.flying ? 0.72 : 1),
    (frame.width * 0.94) / (perRow * across),
  );
  const actors: Actor[] = [];
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / perRow);
    const inRow = Math.min(perRow, count - row * perRow);
    const depth = rows === 1 ? 0 : row / (rows - 1);
    const span = Math.min(frame.width * 0.92, Math.max(slot.span, perRow * across * near * 0.9));
    const centre = Math.min(
      Math.max(slot.x, span / 2 + frame.width * 0.03),
      frame.width - span / 2 - frame.width * 0.03,
    );
    const x =
      centre -
      span / 2 +
      (span / inRow) * (i - row * perRow + 0.5 + chance.between(-0.14, 0.14)) +
      (row % 2 === 1 ? (span / inRow) * 0.4 : -(span / inRow) * 0.08);
    const size = near * (1 - 0.42 * depth) * chance.between(0.9, 1.06);
    actors.push(actor(group, size, x, 0.62 * depth, chance.maybe(0.2) !== flipped, frame, chance));
  }
  return actors;
}

function actor(
  group: Group,
  scale: number,
  x: number,
  back: number,
  flipped: boolean,
  frame: Frame,
  chance: Chance,
): Actor {
  const high = tall(group.form) * scale;
  const half = (wide(group.form) * scale) / 2;
  const margin = frame.width * 0.02;
  const inside = Math.min(Math.max(x, half + margin), Math.max(half + margin, frame.width - half - margin));
  const depth = (frame.ground - Math.max(frame.horizon, frame.height * 0.3)) * 0.78;
  const base = {
    icon: group.icon,
    form: group.form,
    colour: group.colour,
    x: inside,
    scale,
    flipped,
    distance: back * 0.3,
  };
  if (frame.holds === "hovering") {
    const middle =
      group.count > 3 ? frame.height * (0.16 + 0.56 * (1 - back)) : frame.height * (0.5 + chance.between(-0.05, 0.06));
    const foot = Math.min(middle + high / 2, frame.height * 0.93);
    return { ...base, foot, order: foot, aloft: true, floats: false };
  }
  if (group.flying) {
    // A flock fills the sky, row above row.
    const middle =
      frame.height *
      (group.count > 3
        ? 0.12 + back * 0.5 + chance.between(-0.04, 0.06)
        : group.count > 1
          ? chance.between(0.16, 0.44)
          : chance.between(0.28, 0.4));
    const foot = Math.max(middle + high / 2, high + frame.height * 0.04);
    return { ...base, foot, order: foot, aloft: true, floats: false };
  }
  const foot = frame.ground - depth * back;
  return { ...base, foot, order: foot, aloft: false, floats: frame.holds === "floating" };
}
