import type { AgentInput } from "../../../core/agent";

/** Words that are to be read in a picture, and how they are to be set. */
export type TextWish = Omit<AgentInput<"typeset">, "image">;

const QUOTE = `"([^"]{1,200})"|“([^”]{1,200})”|«([^»]{1,200})»|(?<=^|[\\s(:])['‘]([^'’\\n]{1,200})['’](?=[\\s.,;:!?)]|$)`;
/** What a text is called, by which it is known where it goes. */
const ROLES =
  "title|headline|heading|header|subtitle|subheading|tagline|slogan|caption|label|credit|watermark|footer|text|words?|lettering|message|date|name|note";
const NAMED = new RegExp(
  `\\b(?:(?:with|and|add|put|write|set|include|insert|place|give it|has|have)\\s+)*(?:(?:a|an|the|my)\\s+)?(?:(?:small|large|big|bold|huge|${"white|black|gold|golden|red|blue|yellow|green|pink|orange"})\\s+)*(${ROLES})\\b(?:\\s+(?:that\\s+)?(?:of|is|says?|saying|reads?|reading))?\\s*:?\\s*(?:${QUOTE}|((?:[A-Z0-9][A-Z0-9'’&!?%.-]*)(?:\\s+[A-Z0-9&][A-Z0-9'’&!?%.-]*)*)(?=$|[\\s,.;:]))`,
  "gu",
);
const SPOKEN = new RegExp(
  `\\b(?:says?|saying|reads?|reading|titled|entitled|captioned|labell?ed)\\s*:?\\s*(?:${QUOTE})`,
  "gu",
);
const BARE = new RegExp(QUOTE, "gu");

/** The texts that instructions ask for, and the instructions without them. */
export function takeTexts(instructions: string): { texts: TextWish[]; rest: string } {
  const texts: TextWish[] = [];
  let rest = instructions;
  for (const [pattern, named] of [
    [NAMED, true],
    [SPOKEN, false],
    [BARE, false],
  ] as const) {
    rest = rest.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const found = groups.slice(
        0,
        groups.findIndex((group) => typeof group === "number"),
      ) as (string | undefined)[];
      const role = named ? found.shift()?.toLowerCase() : undefined;
      const text = found.find((group) => group !== undefined)?.trim() ?? "";
      if (text === "") return whole;
      texts.push(settingOf(text, role ?? (/caption|label/i.test(whole) ? "caption" : "title"), instructions, whole));
      return " ";
    });
  }
  return {
    texts: apart(texts),
    rest: rest
      .replace(/\s+/g, " ")
      .replace(/\s+([,.;])/g, "$1")
      .trim(),
  };
}

const SMALL = /^(?:caption|label|credit|watermark|footer|note|date|name)$/;
const MIDDLING = /^(?:subtitle|subheading|tagline|slogan|message|text|words?|lettering)$/;

function settingOf(text: string, role: string, all: string, phrase: string): TextWish {
  const after = all.slice(all.indexOf(phrase) + phrase.length, all.indexOf(phrase) + phrase.length + 60);
  const near = `${phrase} ${after.split(/[.;]/)[0] ?? ""}`.toLowerCase();
  const position =
    positionIn(near) ??
    (role === "watermark" ? "bottom-right" : SMALL.test(role) || /^sub|tagline|slogan/.test(role) ? "bottom" : "top");
  const color =
    /\b(?:in|with)\s+(#[\da-f]{6}|white|black|gold|golden|red|blue|yellow|green|pink|orange|purple|silver|cream|navy)\s+(?:letters?|text|type|lettering|font)\b/.exec(
      near,
    )?.[1] ??
    /\b(white|black|gold|golden|red|blue|yellow|green|pink|orange)\s+(?:title|caption|text|letters|headline|words)\b/.exec(
      near,
    )?.[1];
  return {
    text,
    position,
    size: SMALL.test(role) ? "small" : MIDDLING.test(role) ? "medium" : "large",
    font:
      /\b(?:serif|elegant|wedding|vintage|classic|jazz|book|novel|art deco|retro|opera|theat(?:er|re))\b/i.test(all) &&
      !/sans/i.test(all)
        ? "serif"
        : "sans",
    ...(color === undefined ? {} : { color }),
  };
}

function positionIn(near: string): TextWish["position"] | undefined {
  const vertical = /\bbottom|below|underneath|at the foot\b/.test(near)
    ? "bottom"
    : /\btop|above\b/.test(near)
      ? "top"
      : undefined;
  const side = /\bleft\b/.test(near) ? "left" : /\bright\b/.test(near) ? "right" : undefined;
  if (/\b(?:cent(?:er|re)d?|middle)\b/.test(near) && vertical === undefined) return "center";
  if (vertical === undefined) return undefined;
  return side === undefined ? vertical : `${vertical}-${side}`;
}

/** Two texts do not stand in one place: the second goes where there is room. */
function apart(texts: readonly TextWish[]): TextWish[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const place = [text.position, "bottom", "center", "top"].find((one) => !taken.has(one)) ?? text.position;
    taken.add(place);
    return { ...text, position: place as TextWish["position"] };
  });
}
