import type { AgentTask } from "../../../core/agent";
import type { Plan } from "./plan";
import { takeTexts } from "./texts";

/** What a prompt may lack: how to see that it has it, and what to add where it has not. */
const LACKS: readonly (readonly [has: RegExp, add: readonly string[]])[] = [
  [
    /\b(?:sunrise|sunset|dawn|dusk|night|noon|morning|evening|golden hour|moonlight|moonlit|backlit|candle|neon|light|lit|sunny|overcast|fog|misty|storm|rain|snow)/i,
    [
      "in the warm light of the golden hour",
      "in soft morning light",
      "under a clear blue sky at noon",
      "at dusk, with the first stars",
    ],
  ],
  [
    /\b(?:close-?up|wide|aerial|portrait|macro|from above|low angle|foreground|background|composition|centered|full body|panorama)/i,
    [
      "wide composition with room above the subject",
      "the subject large in the foreground, its surroundings behind it",
      "seen from a low angle",
    ],
  ],
  [
    /\b(?:photo|photorealistic|watercolou?r|oil painting|flat|vector|pixel|comic|ink|pencil|sketch|3d|isometric|art deco|anime|illustration|poster|minimalist|render)/i,
    ["flat illustration with clean shapes", "watercolor with visible paper", "oil painting with visible brush strokes"],
  ],
  [
    /\b(?:colou?rs?|palette|red|orange|yellow|green|blue|purple|pink|brown|black|white|gold|monochrome|pastel)\b/i,
    ["a palette of deep teal, warm orange and cream", "muted earthy colours with one bright accent", "pastel colours"],
  ],
  [/\b(?:detailed|intricate|texture|crisp|sharp|high detail)/i, ["rich in detail, with crisp edges"]],
];

/** Turns instructions into a prompt that leaves nothing open: what they say first, then what they left unsaid. */
export function* planPrompt({ instructions, images, aspectRatio }: AgentTask): Plan {
  const palettes: string[] = [];
  for (const { name } of images) {
    const { facts } = yield { tool: "look", input: { image: name } };
    palettes.push(...(facts?.colors ?? []).slice(0, 3).map(({ hex }) => hex));
  }
  const { texts, rest } = takeTexts(instructions);
  const subject = rest
    .replace(
      /^(?:please\s+)?(?:(?:can|could) you\s+)?(?:make|create|draw|design|generate|paint|give|show|illustrate|i want|i need)\s+(?:me\s+|us\s+)?/i,
      "",
    )
    .replace(/[.\s]+$/, "");
  // The same words are completed in the same way, others in another.
  const chance = [...instructions].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7);
  const added = LACKS.flatMap(([has, choices]) =>
    has.test(instructions) ? [] : [choices[chance % choices.length] ?? ""],
  ).filter((phrase) => palettes.length === 0 || !/palette|colours/.test(phrase));
  const colours =
    palettes.length === 0 ? [] : [`in the reference's colours ${[...new Set(palettes)].slice(0, 5).join(", ")}`];
  const lettering = texts.map(({ text }) => `with the words "${text}"`);
  const shape = SHAPES[aspectRatio];
  const parts = [subject, ...added, ...colours, ...lettering, ...(shape === undefined ? [] : [shape])];
  yield {
    tool: "answer",
    input: {
      text: parts
        .filter((part) => part !== "")
        .join(", ")
        .slice(0, 4_000),
    },
  };
}

const SHAPES: Readonly<Partial<Record<AgentTask["aspectRatio"], string>>> = {
  "16:9": "arranged for a wide 16:9 picture",
  "9:16": "arranged for a tall 9:16 picture",
  "1:1": "arranged for a square picture",
};
