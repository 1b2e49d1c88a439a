import type { Idea } from "../idea";

/** Words for feelings and ideas that have no shape of their own, and the abstract painting that suits each. */
export const MOODS: readonly (readonly [string, RegExp])[] = [
  [
    "ripples",
    /\b(serenity|serene|peace|peaceful|calm\w*|tranquil\w*|stillness|silence|meditat\w+|zen|mindfulness|harmony|balance|relaxation)\b/,
  ],
  [
    "tangle",
    /\b(chaos|chaotic|anger|rage|confus\w+|anxiety|stress|madness|entropy|noise|panic|turmoil|frenzy|thoughts?|complexity)\b/,
  ],
  [
    "burst",
    /\b(joy|joyful|happiness|energy|energetic|explosion|celebration|excitement|passion|power|victory|enthusiasm|creativity|inspiration|innovation)\b/,
  ],
  [
    "mist",
    /\b(sad|sadness|melancholy|lonel\w+|solitude|grief|nostalgi\w+|memory|memories|longing|sorrow|emptiness|forgotten|loss|time|eternity)\b/,
  ],
  [
    "flow",
    /\b(dreams?|dreamy|freedom|flow(s|ing)?|imagination|music|melody|rhythm|jazz|motion|symphony|love|hope|wonder|bliss)\b/,
  ],
  [
    "network",
    /\b(technology|technological|network\w*|internet|data|artificial intelligence|ai|machine learning|connection\w*|science|neural|cyber\w*|digital|blockchain|quantum|algorithm\w*|future|code|logic)\b/,
  ],
  [
    "rings",
    /\b(infinity|infinite|mandala|kaleidoscope|universe|meaning|unity|spiritual\w*|mystic\w*|wisdom|truth|consciousness|soul|cosmic|fractal\w*|spiral\w*|hypnotic|psychedelic)\b/,
  ],
  [
    "shards",
    /\b(geometric\w*|geometry|cubis[tm]|abstract\w*|bauhaus|shapes|mosaic|polygon\w*|crystalline|kandinsky|mondrian|suprematis\w+|modern art)\b/,
  ],
];

export const KIND_WORDS: readonly (readonly [Exclude<Idea["kind"], "scene">, RegExp])[] = [
  ["pattern", /\b(seamless|tileable|tiling|repeating|wrapping paper|pattern|textile|fabric print)\b/],
  ["emblem", /\b(logo|logotype|emblem|badge|app icon|icon for|icon of|crest|coat of arms|sticker|mascot|favicon)\b/],
  [
    "abstract",
    /\b(abstract\w*|wallpaper|gradient|generative art|mandala|kaleidoscope|fractal\w*|geometric (art|shapes?|composition|background)|texture|background image)\b/,
  ],
];
