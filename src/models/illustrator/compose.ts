import type { Drawings } from "./artwork";
import { arrange, type Frame, type Group } from "./composing/arrange";
import { FLIES, naturalSize } from "./composing/natural";
import { relate } from "./composing/relate";
import { formOf, type Form } from "./figures/form";
import type { Idea, Subject } from "./idea";
import { lampLight, lightOf, type Light } from "./light";
import { createChance, type Chance } from "./paint/chance";
import type { Backdrop, Setting } from "./settings/setting";

/** Where everything of a picture is, before a line of it is drawn. Lengths are in the sheet's units. */
export interface Composition {
  readonly idea: Idea;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly setting: Setting;
  readonly light: Light;
  /** Where sky and land meet, and where the nearest feet are; both from the top. */
  readonly horizon: number;
  readonly ground: number;
  readonly sunX: number;
  readonly backdrop: Backdrop;
  /** From far to near. */
  readonly actors: readonly Actor[];
}

export interface Actor {
  readonly icon: string;
  readonly form: Form;
  readonly colour: string | undefined;
  /** The middle, and the lower edge, of what is inked. */
  readonly x: number;
  readonly foot: number;
  /** Sheet units for each of the drawing's own. */
  readonly scale: number;
  /** Who is drawn first: the lower number. */
  readonly order: number;
  /** It looks the other way. */
  readonly flipped: boolean;
  /** It does not touch the ground. */
  readonly aloft: boolean;
  /** 0 is here, 1 is lost in the haze. */
  readonly distance: number;
  /** It lies in the water. */
  readonly floats: boolean;
  /** Who carries it, holds it or wears it: where that one goes, it goes. */
  readonly carrier?: Actor;
}

/** Sheets are drawn in units of their own: the longer side has this many, whatever the size in pixels. */
const SHEET = 1024;

/** Lays an idea out. The seed decides where the sun is, how far we see, and who stands where. */
export function compose(idea: Idea, drawings: Drawings, ratio: number, seed: number): Composition {
  const [width, height] = ratio >= 1 ? [SHEET, SHEET / ratio] : [SHEET * ratio, SHEET];
  const chance = createChance(seed, "composition");
  const { setting } = idea;
  const light = setting.lamps === true ? lampLight(idea.light) : lightOf(idea.light);
  const shift = setting.horizon === 0 || setting.indoors === true ? 0 : chance.between(-0.035, 0.035);
  const horizon = height * (setting.horizon + shift);
  const ground = height * (setting.ground ?? (setting.holds === "hovering" ? 0.74 : 0.9));
  const sunX = width * (chance.maybe(0.5) ? chance.between(0.13, 0.25) : chance.between(0.75, 0.87));
  const backdrop = idea.backdrop ?? chance.pick(["mountains", "hills", "forest", "hills"] as const);
  const frame: Frame = { width, height, horizon, ground, holds: setting.holds };
  return {
    idea,
    width,
    height,
    seed,
    setting,
    light,
    horizon,
    ground,
    sunX,
    backdrop,
    actors: place(idea, drawings, frame, chance),
  };
}

function place(idea: Idea, drawings: Drawings, frame: Frame, chance: Chance): Actor[] {
  const related = new Set(idea.relations.map(({ subject }) => subject));
  const forms = idea.subjects.map(({ icon }) => {
    const drawn = drawings.get(icon);
    return formOf(icon, drawn?.body ?? "", drawn?.facts);
  });
  const groups = idea.subjects.flatMap((subject, index): Group[] => {
    const form = forms[index];
    return form === undefined || related.has(index) ? [] : [groupOf(subject, form, index, idea)];
  });
  const placed = arrange(groups, frame, chance);
  const satellites = relate(idea, forms, placed, frame, chance);
  return [...placed.values(), ...satellites.values()].flat().toSorted((a, b) => a.order - b.order);
}

function groupOf(subject: Subject, form: Form, index: number, idea: Idea): Group {
  return {
    index,
    icon: subject.icon,
    form,
    colour: subject.colour,
    count: subject.count,
    natural: naturalSize(subject.icon) * subject.size,
    size: subject.size,
    flying:
      subject.flying ||
      (FLIES.has(subject.icon) && idea.setting.holds !== "hovering" && idea.setting.holds !== "placed"),
  };
}
