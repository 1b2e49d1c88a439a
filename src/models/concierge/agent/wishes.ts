import type { AgentCall, AgentInput } from "../../../core/agent";
import type { AspectRatio } from "../../../core/job";
import { colourNamed } from "../../illustrator/words/colours";
import { takeTexts, type TextWish } from "./texts";

/** Something done to one image, in the order it was said. */
export type Change = { [T in AgentCall["tool"]]: { readonly tool: T; readonly input: Omit<AgentInput<T>, "image"> } }[
  | "crop"
  | "rotate"
  | "flip"
  | "adjust"
  | "recolor"
  | "blur"
  | "sharpen"
  | "remove_background"
  | "frame"];

/** What instructions want, in the concierge's words. */
export interface Wishes {
  /** What is to be drawn: a picture, or the place that images are put into. */
  readonly scene: string | null;
  /** A plain colour that images are put on. */
  readonly ground: string | null;
  readonly colors: string | null;
  readonly collage: { readonly columns: number; readonly rows: number } | null;
  readonly border: { readonly color: string; readonly width: number } | null;
  readonly texts: readonly TextWish[];
  readonly changes: readonly Change[];
  /** The second image is laid into a corner of the first. */
  readonly corner: "top-left" | "top-right" | "bottom-left" | "bottom-right" | null;
}

const COLOUR_WORD =
  "(?:(?:deep|dark|light|pale|bright|soft|warm|cool|pastel|neon|royal|navy|sky|forest|hot|baby|mint|off) )?[a-z]+|#[0-9a-f]{6}";
const COLOURS = new RegExp(
  `\\bin (?:shades of |tones of |the colou?rs )?((?:${COLOUR_WORD})(?:(?:, | and |, and | & )(?:${COLOUR_WORD}))*)(?=$|[,.;!]| (?:with|and|for|at|on)\\b)`,
  "gi",
);

/** Reads instructions. What they leave unsaid is left to the plan. */
export function readWishes(instructions: string, hasImages: boolean): Wishes {
  const { texts, rest } = takeTexts(instructions.normalize("NFKC"));
  // A phrase that holds an "and" is one thing.
  const { colors, rest: said } = takeColours(rest.replace(/\bblack (?:and|&) white\b/gi, "greyscale"));
  const border = borderIn(said);
  const collage = collageIn(said);
  const changes = said
    .split(/[.;\n]+|,\s*(?=then|and then|after)|\bthen\b|,|\band\b/i)
    .flatMap((clause) => changesIn(clause.trim().toLowerCase(), hasImages, colors));
  const placed = hasImages ? placeIn(said) : null;
  const ground = placed === null ? null : groundIn(placed);
  const scene = hasImages ? (ground === null ? placed : null) : pictureIn(said);
  const corner = hasImages ? cornerIn(said) : null;
  const framed: Change[] =
    border === null || collage !== null
      ? []
      : [{ tool: "frame", input: { border: border.width, color: border.color } }];
  return { scene, ground, colors, collage, border, texts, corner, changes: [...changes, ...framed] };
}

/** A list of nothing but colours: "in deep blue and gold", but not "in a forest and a lake". */
function takeColours(text: string): { colors: string | null; rest: string } {
  let colors: string | null = null;
  const rest = text.replace(COLOURS, (whole, list: string) => {
    const named = list.toLowerCase().split(/, and | and |, | & /);
    if (!named.every(isColour)) return whole;
    if (/^(?:black|white)(?: and (?:black|white))$/i.test(list)) return whole;
    colors = named.join(", ");
    return " ";
  });
  return { colors, rest: rest.replace(/\s+/g, " ").replace(/\s+([,.;])/g, "$1") };
}

const isColour = (phrase: string): boolean =>
  /^#[0-9a-f]{6}$/.test(phrase) ||
  colourNamed(phrase) !== undefined ||
  (/^(?:deep|dark|light|pale|bright|soft|warm|cool|pastel|neon) /.test(phrase) &&
    colourNamed(phrase.split(" ").at(-1) ?? "") !== undefined);

function borderIn(text: string): Wishes["border"] {
  const found =
    /\b(?:(thin|narrow|thick|wide|large)\s+)?(?:([a-z]+|#[0-9a-f]{6})\s+)?(?:borders?|frames?|margins?)\b/i.exec(text);
  if (found === null || /\b(?:no|without)\s+(?:a\s+)?(?:border|frame)/i.test(text)) return null;
  const [, size = "", color = ""] = found;
  const width = /thin|narrow/i.test(size) ? 0.015 : /thick|wide|large/i.test(size) ? 0.08 : 0.035;
  return {
    width,
    color: colourNamed(color.toLowerCase()) === undefined && !color.startsWith("#") ? "white" : color.toLowerCase(),
  };
}

const NUMBERS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6 };
const MOST_CELLS_ACROSS = 6;

function collageIn(text: string): Wishes["collage"] {
  const isCollage = /\b(?:collage|grid|mosaic|contact sheet|mood ?board|montage)\b/i.test(text);
  const [, across = "", down = ""] =
    /\b(\d|two|three|four|five|six)\s*(?:x|×|by)\s*(\d|two|three|four|five|six)\b/i.exec(text) ?? [];
  const columns = Number(NUMBERS[across.toLowerCase()] ?? across);
  const rows = Number(NUMBERS[down.toLowerCase()] ?? down);
  if (columns >= 1 && rows >= 1 && columns * rows > 1)
    return { columns: Math.min(MOST_CELLS_ACROSS, columns), rows: Math.min(MOST_CELLS_ACROSS, rows) };
  if (/\bside by side\b|\bnext to each other\b|\bbefore and after\b/i.test(text)) return { columns: 0, rows: 1 };
  return isCollage ? { columns: 0, rows: 0 } : null;
}

const RATIO = /\b(1:1|16:9|9:16|4:3|3:4|3:2|2:3|5:4|4:5)\b/;

function ratioIn(clause: string): AspectRatio {
  const named = RATIO.exec(clause)?.[1];
  if (named !== undefined) return named as AspectRatio;
  if (/\b(?:widescreen|banner|wide|landscape|horizontal)\b/.test(clause)) return "16:9";
  if (/\b(?:portrait|vertical|tall|story|phone)\b/.test(clause)) return "9:16";
  return "1:1";
}

const much = (clause: string, usual: number): number =>
  /\b(?:very|much|strongly|a lot|extremely|heavily)\b/.test(clause)
    ? usual * 1.8
    : /\b(?:slightly|a (?:little|bit|touch)|subtly)\b/.test(clause)
      ? usual * 0.5
      : usual;

/** Each kind of change: the words that ask for it, and what it is. */
const CHANGES: readonly (readonly [words: RegExp, change: (clause: string) => Change | null])[] = [
  [
    /\bblack[- ]and[- ]white\b|\bblack ?& ?white\b|\bgr[ae]y ?scale\b|\bmonochrome\b|\bdesaturated?\b|\bb&w\b/,
    () => ({ tool: "recolor", input: { mode: "greyscale" } }),
  ],
  [/\bsepia\b/, () => ({ tool: "recolor", input: { mode: "palette", colors: ["#1e1208", "#7a5230", "#f6e7c8"] } })],
  [
    /\bcrop\b|\bsquare\b.*\bcut\b|\bcut\b.*\bsquare\b/,
    (clause) => ({ tool: "crop", input: { aspect_ratio: ratioIn(clause), ...focusIn(clause) } }),
  ],
  [/\bupside down\b/, () => ({ tool: "rotate", input: { degrees: 180 } })],
  [
    /\brotate\b|\bturn\b.*\bdegrees?\b|\bturn\b.*\bclockwise\b/,
    (clause) => ({ tool: "rotate", input: { degrees: degreesIn(clause) } }),
  ],
  [
    /\bflip\b|\bmirror/,
    (clause) => ({
      tool: "flip",
      input: { direction: /\bvertical|\btop to bottom/.test(clause) ? "vertical" : "horizontal" },
    }),
  ],
  [
    /\bbright(?:er|en)|\blighter\b|\blighten\b/,
    (clause) => ({ tool: "adjust", input: { brightness: much(clause, 25) } }),
  ],
  [/\bdark(?:er|en)\b/, (clause) => ({ tool: "adjust", input: { brightness: -much(clause, 25) } })],
  [
    /\b(?:more|higher|increase|boost|add)\b.*\bcontrast\b|\bpunchier\b/,
    (clause) => ({ tool: "adjust", input: { contrast: much(clause, 25) } }),
  ],
  [/\b(?:less|lower|reduce)\b.*\bcontrast\b/, (clause) => ({ tool: "adjust", input: { contrast: -much(clause, 25) } })],
  [
    /\bvivid\b|\bvibrant\b|\bmore colou?rful\b|\b(?:more|increase|boost)\b.*\bsaturat/,
    (clause) => ({ tool: "adjust", input: { saturation: much(clause, 40) } }),
  ],
  [
    /\bmuted\b|\b(?:less|reduce|lower)\b.*\b(?:saturat|colou?r)/,
    (clause) => ({ tool: "adjust", input: { saturation: -much(clause, 45) } }),
  ],
  [/\bwarm(?:er|th)\b/, (clause) => ({ tool: "adjust", input: { warmth: much(clause, 45) } })],
  [/\b(?:cooler|colder)\b/, (clause) => ({ tool: "adjust", input: { warmth: -much(clause, 45) } })],
  [/\bsharp(?:en|er)\b|\bcrisper\b/, (clause) => ({ tool: "sharpen", input: { amount: much(clause, 40) } })],
  [
    /\bblur(?:red|ry)?\b(?!.*\bbackground)|\bout of focus\b/,
    (clause) => ({ tool: "blur", input: { amount: much(clause, 40) } }),
  ],
  [
    /\b(?:remove|delete|erase|take away|drop|strip|without|transparent|cut out)\b.*\bbackground\b|\bbackground\b.*\b(?:removed|transparent)\b|\bcut ?out\b/,
    () => ({ tool: "remove_background", input: {} }),
  ],
  [/\bround(?:ed)?\b.*\bcorners?\b/, () => ({ tool: "frame", input: { corner_radius: 0.08 } })],
];

function changesIn(clause: string, hasImages: boolean, colors: string | null): Change[] {
  const found = CHANGES.flatMap(([words, change]) => (words.test(clause) ? (change(clause) ?? []) : []));
  const toned = /\bduo ?tone\b|\brecolou?r\b|\bpalette\b|\btint\b/.test(clause) ? recolouring(clause, colors) : [];
  // "a dark forest" is drawn dark; only what is there already is made darker.
  return hasImages
    ? [...toned, ...found]
    : found.filter(({ tool }) => tool === "recolor" || tool === "frame" || tool === "crop");
}

function recolouring(clause: string, listed: string | null): Change[] {
  const named = clause.split(/[^a-z0-9#]+/).filter((word) => word.length > 2 && isColour(word));
  const colors = listed?.split(", ") ?? named;
  const [only] = colors;
  if (only === undefined) return [];
  const scale = colors.length === 1 ? ["#101018", only, "#ffffff"] : colors;
  return [{ tool: "recolor", input: { mode: scale.length === 2 ? "duotone" : "palette", colors: scale } }];
}

function focusIn(clause: string): { focus?: "top" | "bottom" | "left" | "right" } {
  const side = /\b(top|bottom|left|right)\b/.exec(clause)?.[1];
  return side === undefined ? {} : { focus: side as "top" };
}

function degreesIn(clause: string): number {
  const degrees = Number(/(\d{1,3})/.exec(clause)?.[1] ?? 90);
  return /\b(?:counter|anti)[- ]?clockwise|\bleft\b/.test(clause) ? -degrees : degrees;
}

const IMAGE_WORDS =
  "photos?|pictures?|images?|pics?|products?|logos?|portraits?|selfies?|shots?|bottles?|shoes?|items?|objects?|dogs?|cats?|it|them|this|these|me|us|him|her";
/** What is called somebody's own can only be what they sent, whatever it is. */
const OWN = "(?:my|our|this|these)\\s+(?:[a-z-]+\\s+){0,3}?[a-z-]+";
const PLACE = new RegExp(
  `\\b(?:put|place|set|show|move|drop|insert|add|position|stand|lay|composite|transport)\\b\\s+(?:(?:(?:my|the|this|these|our|all|a|an)\\s+)?(?:[a-z-]+\\s+){0,4}?(?:${IMAGE_WORDS})|${OWN})\\s+(?:in front of|on(?:to)?|in(?:to)?|at|before|against|over)\\s+(.+)`,
  "i",
);
const BACKGROUND =
  /\b(?:replace|change|swap|switch|set|turn)\b.*?\bbackground\b\s*(?:with|to|by|into|for)\s+(.+)|\b(?:with|on|against|give it)\s+(an?\s+.{3,80}?|[a-z]+)\s+background\b/i;

/** The place that images are put into. */
function placeIn(text: string): string | null {
  if (cornerIn(text) !== null) return null;
  const [, first, second] = BACKGROUND.exec(text) ?? [];
  const found = first ?? second ?? PLACE.exec(text)?.[1];
  if (found === undefined) return null;
  const place = found
    .replace(/(?:,|\.|;|\b(?:and|then)\s+(?:add|put|write|set|give|make|include|with|crop)\b).*$/i, "")
    .trim();
  return place === "" || /^(?:top|bottom|left|right|the (?:cent|middle|left|right|top|bottom|corner))/i.test(place)
    ? null
    : place;
}

/** A place that is only a colour. */
function groundIn(place: string): string | null {
  const bare = place
    .toLowerCase()
    .replace(/^(?:an?|the|plain|solid|pure|simple)\s+/g, "")
    .replace(/\b(?:plain|solid|pure|simple|background|backdrop|colou?red|colou?r)\b/g, "")
    .trim();
  return bare !== "" && isColour(bare) ? bare : null;
}

function cornerIn(text: string): Wishes["corner"] {
  const found =
    /\b(top|upper|bottom|lower)[- ](left|right)\b(?:\s+corner)?|\bin (?:the|a) corner\b|\bas (?:a |the )?(?:logo|watermark)\b/i.exec(
      text,
    );
  if (found === null || !/\b(?:logo|watermark|second|small|overlay|inset|stamp)\b/i.test(text)) return null;
  const vertical = /top|upper/i.test(found[1] ?? "bottom") ? "top" : "bottom";
  return `${vertical}-${found[2]?.toLowerCase() === "left" ? "left" : "right"}`;
}

const ASK =
  /^(?:please\s+)?(?:(?:can|could) you\s+)?(?:(?:make|create|draw|design|generate|paint|produce|give|show|illustrate|render)\s+(?:me\s+|us\s+)?)?/i;

/** What is to be drawn, without what is done to it afterwards. */
function pictureIn(text: string): string {
  return text
    .replace(ASK, "")
    .replace(/\b(?:and|then|,)?\s*(?:(?:make it|turn it|in)\s+)?(?:greyscale|grayscale|monochrome)\b/gi, "")
    .replace(/[,;]?\s*\b(?:and|then)?\s*crop(?:ped)?\b.*$/i, "")
    .replace(/[,;]?\s*\bwith\s+(?:an?\s+)?(?:(?:thin|thick|wide)\s+)?(?:[a-z]+\s+)?(?:border|frame)\b/gi, "")
    .replace(/[,;]?\s*\b(?:with|and)\s*$/i, "")
    .replace(/[\s,;.]+$/g, "")
    .trim();
}
