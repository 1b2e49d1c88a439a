import type { Actor, Composition } from "../illustrator/compose";
import { scatter, swing, wrap, type Pose } from "./motions/turns";

/** How a subject is moved at a time; the shadow follows it along the ground. */
export type Gait = (time: number) => Pose;

/** What decides a subject's way of moving: how large it is, which way it looks, and how much room it has. */
interface Body {
  readonly high: number;
  readonly across: number;
  /** -1 looks to the left, as drawings do until they are turned. */
  readonly facing: 1 | -1;
  /** How far it can go to either side and stay in view. */
  readonly room: number;
  readonly phase: number;
  readonly width: number;
  readonly height: number;
}

/** The way of moving that suits a subject where it is. */
export function gaitOf(view: Composition, actor: Actor): Gait {
  const body = bodyOf(view, actor);
  const { icon } = actor;
  if (actor.floats) return rocking(body);
  if (view.setting.holds === "hovering") return SWIMS.has(icon) ? swimming(body) : hanging(body);
  if (FLUTTERS.has(icon)) return fluttering(body);
  if (SOARS.has(icon)) return soaring(body);
  if (actor.aloft) return hanging(body);
  if (PLANTS.has(icon)) return bending(body);
  if (view.setting.holds === "placed") return still;
  if (DRIVES.has(icon)) return driving(body);
  if (WALKS.has(icon)) return walking(body);
  return LIVES.test(icon) ? breathing(body) : still;
}

function bodyOf(view: Composition, { form, scale, flipped, x, foot }: Actor): Body {
  const [left, top, right, bottom] = form.box;
  const across = (right - left) * scale;
  const margin = view.width * 0.06 + across / 2;
  return {
    across,
    high: (bottom - top) * scale,
    facing: flipped ? 1 : -1,
    room: Math.max(0, Math.min(x - margin, view.width - margin - x)),
    phase: scatter(Math.round(x * 3 + foot * 17)),
    width: view.width,
    height: view.height,
  };
}

const still: Gait = () => ({});

/** Here and there along the ground, turning where the way ends: half of it before the place it was drawn at. */
function patrol({ facing, room, width, phase }: Body, share: number, period: number): (time: number) => Pose {
  const reach = Math.min(width * share, room);
  const lag = 2.5 - phase;
  return (time) => {
    const ahead = Math.cos(((time - lag) / period) * Math.PI * 2);
    // Paper figures are turned over quickly, not in an instant.
    const wide = Math.max(-1, Math.min(1, ahead * 7));
    return { dx: facing * reach * swing(time - lag, period), wide: Math.abs(wide) < 0.08 ? 0.08 : wide };
  };
}

/** A hop a step. */
function walking(body: Body): Gait {
  const way = patrol(body, 0.13, 17);
  return (time) => {
    const step = swing(time, 1.05, body.phase);
    return { ...way(time), dy: -Math.abs(step) * body.high * 0.035, turn: 2.2 * step };
  };
}

/** Through the picture and in again at the other side. */
function driving({ facing, across, width, high, phase }: Body): Gait {
  // Gone at one side, and at once there at the other.
  const span = width * 1.04 + across;
  return (time) => {
    const way = wrap((time - 2.5) * width * 0.05 + span / 2, span) - span / 2;
    return { dx: facing * way, dy: Math.abs(swing(time, 0.42, phase)) * -high * 0.008, turn: 0.5 * swing(time, 0.9) };
  };
}

function swimming(body: Body): Gait {
  const way = patrol(body, 0.14, 15);
  return (time) => ({
    ...way(time),
    dy: body.height * 0.016 * swing(time, 3.7, body.phase),
    turn: 3 * swing(time, 1.2, body.phase),
  });
}

function soaring(body: Body): Gait {
  const way = patrol(body, 0.15, 16);
  return (time) => ({
    ...way(time),
    dy: body.height * 0.022 * swing(time, 3.1, body.phase),
    turn: 3 * swing(time, 3.1, body.phase + 0.25),
    high: 1 - 0.07 * (0.5 + 0.5 * swing(time, 0.45, body.phase)),
  });
}

/** Wings that open and close, along a figure of eight. */
const fluttering =
  ({ width, height, room, phase }: Body): Gait =>
  (time) => ({
    dx: Math.min(width * 0.06, room) * swing(time, 6.4, phase),
    dy: height * 0.03 * swing(time, 3.2, phase),
    turn: 8 * swing(time, 6.4, phase + 0.25),
    wide: 0.72 + 0.28 * swing(time, 0.5, phase),
  });

const hanging =
  ({ height, phase }: Body): Gait =>
  (time) => ({ dy: height * 0.018 * swing(time, 4.4, phase), turn: 2.4 * swing(time, 6.1, phase) });

const rocking =
  ({ height, width, phase }: Body): Gait =>
  (time) => ({
    dx: width * 0.012 * swing(time, 9, phase),
    dy: height * 0.008 * swing(time, 3.6, phase),
    turn: 1.7 * swing(time, 4.1, phase),
  });

const bending =
  ({ phase }: Body): Gait =>
  (time) => ({ turn: 1.3 * swing(time, 4.2, phase) });

const breathing =
  ({ phase }: Body): Gait =>
  (time) => {
    const breath = swing(time, 2.6, phase);
    return { wide: 1 - 0.008 * breath, high: 1 + 0.016 * breath, turn: 1.1 * swing(time, 5.3, phase) };
  };

const of = (icons: string): ReadonlySet<string> => new Set(icons.split(" "));

/** Drawn from the side, on legs, looking to the left. */
const WALKS = of(
  "dog poodle guide-dog service-dog cat black-cat horse cow ox pig ewe ram goat elephant camel two-hump-camel rabbit rat mouse deer tiger leopard zebra giraffe hippopotamus rhinoceros llama kangaroo water-buffalo bison donkey mammoth rooster turkey dodo duck goose flamingo peacock penguin otter beaver badger skunk chipmunk hedgehog crocodile lizard sauropod t-rex turtle snail unicorn moose boar person-walking man-walking woman-walking person-running man-running woman-running",
);

export const DRIVES = of(
  "automobile taxi racing-car police-car pickup-truck sport-utility-vehicle minibus bus ambulance fire-engine delivery-truck articulated-lorry tractor trolleybus locomotive auto-rickshaw motorcycle motor-scooter bicycle tram-car train high-speed-train person-biking man-biking woman-biking",
);

const SWIMS = of(
  "fish tropical-fish blowfish shark whale dolphin spouting-whale turtle seal otter crocodile shrimp lobster crab man-swimming woman-swimming person-swimming",
);

/** Drawn from above or from the front, with a wing at either side. */
const FLUTTERS = of("butterfly bat honeybee fly mosquito woman-fairy man-fairy person-fairy");

const SOARS = of(
  "bird dove eagle parrot duck goose blackbird swan dragon phoenix-bird airplane small-airplane helicopter",
);

const PLANTS = of(
  "deciduous-tree evergreen-tree palm-tree christmas-tree tulip rose sunflower blossom hibiscus hyacinth cactus seedling potted-plant bouquet herb sheaf-of-rice tanabata-tree wilted-flower white-flower",
);

/** What stands where it is, and breathes. */
const LIVES =
  /^(man|woman|person|old|older)-|^(boy|girl|child|baby|prince|princess|guard|judge|cook|artist|astronaut|detective|farmer|firefighter|mechanic|ninja|pilot|scientist|singer|student|teacher|troll|robot|alien|ghost|bear|polar-bear|panda|koala|lion|wolf|fox|raccoon|monkey|gorilla|orangutan|owl|frog|hamster|baby-chick|front-facing-baby-chick|hatching-chick|chicken|seal|sloth|santa-claus|mrs-claus|mx-claus|snowman|snowman-without-snow|teddy-bear|scorpion|spider|ant|beetle|lady-beetle|bug|caterpillar|cricket|snake|kangaroo|dodo)/;
