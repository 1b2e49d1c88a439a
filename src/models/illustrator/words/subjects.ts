import type { Vocabulary } from "../artwork";
import type { Relation, Subject } from "../idea";
import { colourNamed } from "./colours";
import { nounAt } from "./nouns";
import { COUNTS, MAX_COUNT, SIZES } from "./quantities";
import { HOLDERS, OVERHEAD, relationIn, SEATS, WORN } from "./relations";

export interface Cast {
  readonly subjects: readonly Subject[];
  readonly relations: readonly Relation[];
}

/** "A couple of flamingos" is two flamingos; a couple is two people. */
const TWO_PEOPLE = /\b(couple|lovers|sweethearts|newlyweds)\b(?! of\b)/g;
/** More kinds of things than these would be too small to be seen. */
const MAX_SUBJECTS = 5;
const FLYING = /^(flying|soaring|hovering|gliding|airborne|levitating)$/;
/** Things float on water as well. */
const FLOATING_IN_AIR = /^floating( \S+){0,3} (above|over|air|sky|clouds|space)\b/;

interface Found extends Subject {
  readonly from: number;
  readonly to: number;
}

/** The things a text names, each with the count, colour and size said before it, and how they stand to each other. */
export function readCast(text: string, vocabulary: Vocabulary, places: ReadonlySet<string>): Cast {
  const words = text.replace(TWO_PEOPLE, "man and woman ,").split(" ");
  const found: Found[] = [];
  let said = NOTHING_SAID;
  for (let at = 0; at < words.length && found.length < MAX_SUBJECTS;) {
    const word = words[at] ?? "";
    const noun = nounAt(words, at, vocabulary, places);
    const adjective = adjectiveAt(words, at, said);
    // "orange cat" is a colour and a cat; "an orange" is fruit.
    const describes =
      adjective !== undefined &&
      (noun === undefined ||
        (noun.words <= adjective.words && describesNoun(words, at + adjective.words, vocabulary, places)));
    if (describes) {
      said = adjective.said;
      at += adjective.words;
    } else if (noun !== undefined) {
      found.push(subjectOf(noun.icon, noun.plural, said, at, at + noun.words, words));
      said = NOTHING_SAID;
      at += noun.words;
    } else {
      if (BREAKS.has(word)) said = NOTHING_SAID;
      at += 1;
    }
  }
  return relate(merge(found), words);
}

/** After these, what was said before belongs to something else. */
const BREAKS = new Set([
  ",",
  "and",
  "with",
  "in",
  "on",
  "at",
  "under",
  "over",
  "beside",
  "behind",
  "near",
  "is",
  "are",
  "that",
]);
/** "Red old car": so many words may stand between a colour and its thing. */
const WORDS_BETWEEN = 3;

interface Said {
  readonly count: number | undefined;
  readonly colour: string | undefined;
  readonly size: number;
  readonly flying: boolean;
}
const NOTHING_SAID: Said = { count: undefined, colour: undefined, size: 1, flying: false };

function adjectiveAt(words: readonly string[], at: number, said: Said): { said: Said; words: number } | undefined {
  const word = words[at] ?? "";
  const two = `${word} ${words[at + 1] ?? ""}`;
  const double = colourNamed(two);
  if (double !== undefined) return { said: { ...said, colour: said.colour ?? double }, words: 2 };
  const colour = colourNamed(word.replace(/-colou?red$/, ""));
  if (colour !== undefined) return { said: { ...said, colour: said.colour ?? colour }, words: 1 };
  const count = Object.hasOwn(COUNTS, word)
    ? COUNTS[word]
    : /^\d{1,3}$/.test(word) && Number(word) > 0
      ? Number(word)
      : undefined;
  if (count !== undefined) {
    // "a group of three cats": the exact number is the last one.
    const group = words[at + 1] === "of" ? 2 : 1;
    return { said: { ...said, count: Math.min(MAX_COUNT, count) }, words: group };
  }
  if (Object.hasOwn(SIZES, word)) return { said: { ...said, size: SIZES[word] ?? 1 }, words: 1 };
  if (FLYING.test(word)) return { said: { ...said, flying: true }, words: 1 };
  return undefined;
}

/** A noun follows within a few words, before the sentence breaks. */
function describesNoun(
  words: readonly string[],
  from: number,
  vocabulary: Vocabulary,
  places: ReadonlySet<string>,
): boolean {
  for (let at = from; at < Math.min(words.length, from + WORDS_BETWEEN); at++) {
    if (BREAKS.has(words[at] ?? "")) return false;
    if (nounAt(words, at, vocabulary, places) !== undefined) return true;
  }
  return false;
}

function subjectOf(
  icon: string,
  plural: boolean,
  said: Said,
  from: number,
  to: number,
  words: readonly string[],
): Found {
  const after = words.slice(to, to + 3);
  const stop = after.findIndex((word) => BREAKS.has(word) && word !== "is" && word !== "are");
  const flying =
    said.flying ||
    after.slice(0, stop === -1 ? 3 : stop).some((word) => FLYING.test(word)) ||
    FLOATING_IN_AIR.test(words.slice(to, to + 6).join(" "));
  return { icon, count: said.count ?? (plural ? 3 : 1), colour: said.colour, size: said.size, flying, from, to };
}

/** A thing named twice is one thing, unless its colour differs. */
function merge(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const known = kept.findIndex(
      (other) =>
        other.icon === one.icon &&
        (one.colour === undefined || other.colour === undefined || other.colour === one.colour),
    );
    const same = kept[known];
    if (same === undefined) kept.push(one);
    else
      kept[known] = {
        ...same,
        count: Math.max(same.count, one.count),
        colour: same.colour ?? one.colour,
        size: same.size === 1 ? one.size : same.size,
      };
  }
  return kept;
}

function relate(found: readonly Found[], words: readonly string[]): Cast {
  const relations: Relation[] = [];
  for (const [index, one] of found.entries()) {
    const next = found[index + 1];
    if (next === undefined || next.from < one.to) continue;
    // "A rabbit in a hat holding a watch": the rabbit holds it, not the hat.
    const worn = relations.find(({ subject, kind }) => subject === index && (kind === "wearing" || kind === "holding"));
    const holder = worn?.to ?? index;
    const kind = relationIn(words.slice(one.to, next.from).join(" "));
    if (kind === undefined || kind === "beside") continue;
    if (kind === "wearing") {
      if (next.icon in WORN) relations.push({ subject: index + 1, to: holder, kind });
    } else if (kind === "in") {
      if (next.icon in WORN) relations.push({ subject: index + 1, to: holder, kind: "wearing" });
      else if (SEATS.has(next.icon)) relations.push({ subject: index, to: index + 1, kind: "on" });
      else if (HOLDERS.has(next.icon)) relations.push({ subject: index, to: index + 1, kind });
    } else if (kind === "under" && OVERHEAD.has(next.icon))
      relations.push({ subject: index + 1, to: index, kind: "above" });
    else if (kind === "holding") relations.push({ subject: index + 1, to: holder, kind });
    else if (kind === "in front of") relations.push({ subject: index + 1, to: index, kind: "behind" });
    else relations.push({ subject: index, to: index + 1, kind });
  }
  return {
    subjects: found.map(({ icon, count, colour, size, flying }) => ({ icon, count, colour, size, flying })),
    relations,
  };
}
