/** Repeatable chance: the same seed gives the same numbers, everywhere and for ever. */
export interface Chance {
  /** In [0, 1). */
  readonly next: () => number;
  readonly between: (low: number, high: number) => number;
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  readonly pick: <const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices) => Choices[number];
  readonly maybe: (share: number) => boolean;
}

/** Mulberry32 over a seed mixed with a name, so that each part of a picture has a stream of its own. */
export function createChance(seed: number, name: string): Chance {
  let state = seed >>> 0;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    maybe: (share) => next() < share,
  };
}
