/** From a prompt to plain words: what is set in letters and what is not wanted are taken out first. */

export interface Text {
  /** Lower-case words with single spaces; " , " where the sentence breaks. */
  readonly plain: string;
  /** What the prompt wants to read in the picture. */
  readonly lettering: string | undefined;
  /** The same, where no quotation marks stand round it: set only when the caller asked for text. */
  readonly spoken: string | undefined;
  /** Words that came after "no" or "without". */
  readonly unwanted: ReadonlySet<string>;
}

const QUOTED =
  /"([^"]{1,200})"|“([^”]{1,200})”|«([^»]{1,200})»|„([^“”]{1,200})[“”]|(?<=^|[\s(])['‘]([^'’\n]{2,200})['’](?=[\s.,;:!?)]|$)/gu;
const SPOKEN =
  /\b(?:titled|entitled|saying|that says|which says|that reads|which reads|labell?ed|captioned|with the (?:text|words?|title|caption|slogan|lettering)|text:)\s*:?\s*([^,.;\n]{1,200})/iu;
const NEGATED =
  /\b(?:no|without|not|never|minus|free of|devoid of|avoid|don't (?:draw|include)|do not (?:draw|include))(?: any| a| an| the)? ([\p{L}-]+)(?:(?: ,)? (?:or|and|nor) (?!with\b)([\p{L}-]+))?/gu;

export function readText(prompt: string): Text {
  const whole = prompt.normalize("NFKC");
  const quotes = [...whole.matchAll(QUOTED)].map(([, ...found]) => found.find((part) => part !== undefined) ?? "");
  const unquoted = whole.replace(QUOTED, " , ");
  const spoken = SPOKEN.exec(unquoted)?.[1]?.trim();
  const unwanted = new Set<string>();
  const plain = (spoken === undefined ? unquoted : unquoted.replace(SPOKEN, " , "))
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    // An emoji is a word.
    .replace(/(\p{Extended_Pictographic})(?:\uFE0F|\p{Emoji_Modifier})*/gu, " $1 ")
    .replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\s'-]/gu, " , ")
    .replace(/(?<=\s|^)['-]+|['-]+(?=\s|$)/g, " ")
    .replace(/\s+/g, " ")
    .replace(NEGATED, (_, first: string, second: string | undefined) => {
      unwanted.add(first);
      if (second !== undefined) unwanted.add(second);
      return " , ";
    })
    .replace(/\s+/g, " ")
    .trim();
  return { plain, lettering: readable(quotes.join(" ")), spoken: readable(spoken ?? ""), unwanted };
}

const readable = (text: string): string | undefined => {
  const clean = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return clean === "" ? undefined : clean;
};

export const mentions = (text: string, phrase: string): boolean => ` ${text} `.includes(` ${phrase} `);
