import pluralize from "pluralize";
import type { Vocabulary } from "../artwork";

/** Prompt-engineering filler, and words that are no things to be drawn here. */
const NO_SUBJECT = new Set(
  (
    "picture pictures image images photo photograph photography painting drawing illustration portrait poster style art artwork artist view scene background backdrop foreground close up shot high quality detailed masterpiece trending resolution cinematic lighting light camera lens film wide angle color colour colors colours render rendering model one person thing things time world digital award winning intricate concept hd uhd 4k 8k hdr octane unreal engine artstation deviantart dramatic epic ultra realistic hyper sharp focus bokeh composition landscape aesthetic vibrant moody beautiful stunning soft warm cold cool studio full body front side back top bottom left right middle center centre corner edge distance shape shapes line lines form forms pattern patterns logo icon symbol badge emblem wallpaper texture print design look feel mood atmosphere theme vibe " +
    "wooden stone glass metal old new happy sad angry funny cute young ancient modern vintage brave lonely sleepy sleeping magic magical mysterious fantasy shiny fluffy furry striped spotted round square playing wearing holding riding flying sitting standing running walking jumping swimming sleeping eating drinking looking reading dancing singing ear eye eyes face hand hands nose mouth foot feet hair head leg legs tongue skin"
  ).split(" "),
);

/** The longest name of a drawing that is looked for, in words. */
const MAX_NAME_WORDS = 4;

export interface Noun {
  readonly icon: string;
  readonly words: number;
  readonly plural: boolean;
}

/** The drawing that the words from `at` name, the longest name first. */
export function nounAt(
  words: readonly string[],
  at: number,
  vocabulary: Vocabulary,
  taken: ReadonlySet<string>,
): Noun | undefined {
  for (let length = Math.min(MAX_NAME_WORDS, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(" ");
    if (NO_SUBJECT.has(phrase) || taken.has(phrase) || phrase.includes(",")) continue;
    const singular = pluralize.singular(phrase);
    const hyphenated = phrase.replaceAll("-", " ");
    if (
      singular !== phrase &&
      !NO_SUBJECT.has(singular) &&
      Object.hasOwn(vocabulary, singular) &&
      !taken.has(singular)
    ) {
      const icon = vocabulary[singular];
      if (icon !== undefined) return { icon, words: length, plural: true };
    }
    // The table's own entries alone: a prompt may well say "constructor".
    const name = Object.hasOwn(vocabulary, phrase)
      ? phrase
      : Object.hasOwn(vocabulary, hyphenated)
        ? hyphenated
        : undefined;
    const icon = name === undefined ? undefined : vocabulary[name];
    // "Glasses" and "a stack of books" are one thing.
    if (icon !== undefined) return { icon, words: length, plural: false };
  }
  return undefined;
}
