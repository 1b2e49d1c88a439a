import type { LightName } from "./light";
import { homeOf, settings } from "./settings/index";
import { studio } from "./settings/places";
import type { Setting } from "./settings/setting";

/** What a prompt asks for, as far as the illustrator knows the words. */
export interface Idea {
  readonly subjects: readonly { readonly icon: string; readonly count: number }[];
  readonly setting: Setting;
  readonly light: LightName;
  readonly weather: Weather;
  /** Snow lies on the ground. */
  readonly snowy: boolean;
}

export type Weather = "clear" | "clouds" | "rain" | "snow" | "fog" | "storm";

/** Words to drawings, as scripts/artwork.mjs made it. */
export type Vocabulary = Readonly<Record<string, string>>;

const MAX_SUBJECTS = 3;
const MAX_COUNT = 7;
/** The longest name of a drawing that is looked for, in words. */
const MAX_NAME_WORDS = 4;

const LIGHT_WORDS: readonly (readonly [LightName, RegExp])[] = [
  ["sunset", /\bsun ?set\b|\bsundown\b/],
  ["golden", /\bgolden hour\b|\b(late )?afternoon\b|\bautumn(al)?\b/],
  ["dusk", /\bdusk\b|\btwilight\b|\bevening\b|\bblue hour\b/],
  ["dawn", /\bdawn\b|\bsunrise\b|\b(early )?morning\b|\bdaybreak\b/],
  ["night", /\bnight\b|\bmidnight\b|\bmoon(light|lit)?\b|\bstarry\b|\bstars\b|\bneon\b|\bdark\b/],
];

const WEATHER_WORDS: readonly (readonly [Weather, RegExp])[] = [
  ["storm", /\bstorm(y)?\b|\blightning\b|\bthunder\w*\b|\btempest\b/],
  ["rain", /\brain(y|ing|fall)?\b|\bdrizzle\b|\bdownpour\b/],
  ["snow", /\bsnow(y|ing|fall|flakes?)?\b|\bblizzard\b/],
  ["fog", /\bfog(gy)?\b|\bmist(y)?\b|\bhaz[ey]\b/],
  ["clouds", /\bcloud(s|y)?\b|\bovercast\b/],
];

const SNOWY = /\bsnow\w*\b|\bwinter(y)?\b|\bblizzard\b|\bice\b(?! (cream|lolly|cube))|\bfrozen\b|\barctic\b/;

const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  couple: 2,
  pair: 2,
  few: 3,
  several: 4,
  some: 3,
  many: 6,
  group: 4,
  flock: 6,
  herd: 5,
  pack: 4,
  dozens: 7,
  twins: 2,
};

const IRREGULAR: Readonly<Record<string, string>> = {
  mice: "mouse",
  geese: "goose",
  wolves: "wolf",
  children: "child",
  people: "person",
  men: "man",
  women: "woman",
  knives: "knife",
  leaves: "leaf",
  feet: "foot",
  teeth: "tooth",
  cacti: "cactus",
  octopi: "octopus",
  sheep: "sheep",
};

/** Prompt-engineering filler, and words that are places or lights here and drawings elsewhere. */
const NO_SUBJECT = new Set(
  "picture image photo photograph painting drawing illustration portrait poster style art view scene background foreground close up shot high quality detailed masterpiece trending resolution cinematic lighting light camera lens film wide angle color colour render model one person thing time world".split(
    " ",
  ),
);

export function understand(prompt: string, vocabulary: Vocabulary): Idea {
  const text = withoutNegatives(
    prompt
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s'-]/gu, " , ")
      .replace(/\s+/g, " "),
  );
  const named = settings.find((setting) => setting.words.some((word) => mentions(text, word)));
  const subjects = findSubjects(withoutLight(text), vocabulary, named);
  const hero = subjects[0]?.icon;
  const snowy = SNOWY.test(text);
  return {
    subjects,
    setting:
      named ??
      (hero === undefined ? (settings.find((setting) => setting.name === "mountains") ?? studio) : homeOf(hero)),
    light: LIGHT_WORDS.find(([, words]) => words.test(text))?.[0] ?? (hero === undefined ? "golden" : "day"),
    weather: WEATHER_WORDS.find(([, words]) => words.test(text))?.[0] ?? (snowy ? "snow" : "clear"),
    snowy,
  };
}

const mentions = (text: string, word: string): boolean => ` ${text} `.includes(` ${word} `);

/** "no people", "without clouds": the word after is not asked for. */
const withoutNegatives = (text: string): string =>
  text.replace(/\b(?:no|without|not|never)(?: any| a| an| the)? [\p{L}-]+/gu, " , ");

const LIGHT_OR_WEATHER = new RegExp([...LIGHT_WORDS, ...WEATHER_WORDS].map(([, words]) => words.source).join("|"), "g");

/** Words for light and weather are drawn as such, and not once more as things. */
const withoutLight = (text: string): string => text.replace(LIGHT_OR_WEATHER, " , ").replace(/ +/g, " ");

function findSubjects(text: string, vocabulary: Vocabulary, named: Setting | undefined): Idea["subjects"] {
  const words = text.split(" ");
  const found: { icon: string; count: number }[] = [];
  let count = 1;
  for (let at = 0; at < words.length && found.length < MAX_SUBJECTS;) {
    const word = words[at] ?? "";
    const number = own(COUNTS, word) ?? (/^[2-9]$/.test(word) ? Number(word) : undefined);
    if (number !== undefined) {
      count = number;
      at += 1;
      continue;
    }
    if (word === "," || word === "and" || word === "with") count = 1;
    const match = longestName(words, at, vocabulary, named);
    if (match === null) {
      at += 1;
      continue;
    }
    const known = found.find((subject) => subject.icon === match.icon);
    if (known === undefined)
      found.push({ icon: match.icon, count: Math.min(MAX_COUNT, count > 1 ? count : match.plural ? 3 : 1) });
    count = 1;
    at += match.length;
  }
  return found;
}

function longestName(words: readonly string[], at: number, vocabulary: Vocabulary, named: Setting | undefined) {
  for (let length = Math.min(MAX_NAME_WORDS, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(" ");
    if (NO_SUBJECT.has(phrase) || named?.words.includes(phrase)) continue;
    for (const singular of singulars(phrase)) {
      const one = NO_SUBJECT.has(singular) || named?.words.includes(singular) ? undefined : own(vocabulary, singular);
      if (one !== undefined) return { icon: one, length, plural: true };
    }
    const icon = own(vocabulary, phrase);
    if (icon !== undefined) return { icon, length, plural: false };
  }
  return null;
}

/** The table's own entry: a prompt may well say "constructor". */
const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

function singulars(word: string): string[] {
  const irregular = own(IRREGULAR, word);
  if (irregular !== undefined) return [irregular];
  if (!word.endsWith("s") || word.length < 4) return [];
  return [
    word.slice(0, -1),
    ...(word.endsWith("es") ? [word.slice(0, -2)] : []),
    ...(word.endsWith("ies") ? [`${word.slice(0, -3)}y`] : []),
  ];
}
