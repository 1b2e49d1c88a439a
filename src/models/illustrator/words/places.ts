import type { Vocabulary } from "../artwork";
import type { Backdrop, Setting } from "../settings/setting";
import { settings } from "../settings/index";

/** Which places a prompt names. */
export interface Place {
  /** The place that is meant first, then the others that were named. */
  readonly settings: readonly Setting[];
  /** The text without the words that name places: they are not drawn as things as well. */
  readonly rest: string;
}

/** Every word for a place; none of them is drawn as a thing as well. */
export const PLACE_WORDS: ReadonlySet<string> = new Set(settings.flatMap((setting) => setting.words));

/** Words that are a place only after "in" or "on": "a glass of water" shows no sea. */
const LED_ONLY = new Set("water sand sky skies grass spring inside".split(" "));
/** Words that give way to any other place: "a snowy village" is a village. */
const WEAK = new Set("snow snowy winter icy frozen office interior indoors counter dock".split(" "));
const LEADING_IN =
  /(?:^|\s)(?:in|at|on|onto|inside|by|near|through|over|across|into|along|around|above|beside|behind|before|of|under|beneath|from|against|overlooking|towards?|to)(?: the| a| an| some| my| his| her| its)?(?: [\p{L}'-]+){0,2} $/u;

interface Mention {
  readonly setting: Setting;
  readonly word: string;
  readonly at: number;
  readonly weight: number;
}

const PATTERN = new RegExp(
  `(?<=^|\\s)(?:${[...PLACE_WORDS].toSorted((a, b) => b.length - a.length).join("|")})(?=\\s|$)`,
  "gu",
);
const byWord = new Map<string, Setting>(
  settings.flatMap((setting) => setting.words.map((word) => [word, setting] as const)),
);

export function readPlace(text: string, vocabulary: Vocabulary): Place {
  const mentions = [...text.matchAll(PATTERN)].flatMap((match): Mention[] => {
    const setting = byWord.get(match[0]);
    const [next = ""] = text.slice(match.index + match[0].length + 1).split(" ");
    // "street lamp", "mountain bike": a thing that has a place in its name.
    if (setting === undefined || Object.hasOwn(vocabulary, `${match[0]} ${next}`)) return [];
    const led = LEADING_IN.test(text.slice(0, match.index));
    if (LED_ONLY.has(match[0]) && !led) return [];
    const weight = WEAK.has(match[0]) || LED_ONLY.has(match[0]) ? 1 : led ? 2 : 3;
    return [{ setting, word: match[0], at: match.index, weight }];
  });
  // "mountain lake": the last word names it, the one before says what it lies among.
  const heads = mentions.filter(
    (mention, index) =>
      !(
        mentions[index + 1] !== undefined &&
        /^\s*$/.test(text.slice(mention.at + mention.word.length, mentions[index + 1]?.at))
      ),
  );
  const chosen = heads.reduce<Mention | undefined>(
    (best, mention) => (best === undefined || mention.weight > best.weight ? mention : best),
    undefined,
  );
  const rest = mentions.reduceRight(
    (left, { word, at }) => `${left.slice(0, at)},${left.slice(at + word.length)}`,
    text,
  );
  const named = [...(chosen === undefined ? [] : [chosen]), ...mentions].map(({ setting }) => setting);
  return { rest, settings: [...new Set(named)] };
}

/** What a place looks like from afar: the first of these that is no part of the view itself. */
export const backdropOf = (others: readonly Setting[]): Backdrop | undefined =>
  others.map(({ name }) => BACKDROPS[name]).find((backdrop) => backdrop !== undefined);

const BACKDROPS: Readonly<Record<string, Backdrop>> = {
  mountains: "mountains",
  volcano: "mountains",
  snowfield: "mountains",
  forest: "forest",
  jungle: "forest",
  city: "city",
  street: "city",
  meadow: "hills",
  farm: "hills",
  village: "hills",
  "open sea": "sea",
  beach: "sea",
  harbour: "sea",
};
