import type { Canvas } from "../paint/canvas";
import type { Chance } from "../paint/chance";

/** What an abstract painting is made with. */
export interface Art {
  readonly canvas: Canvas;
  readonly chance: Chance;
  /** From the ground to the brightest accent. */
  readonly colours: Scheme;
}

export type Scheme = readonly [ground: string, deep: string, middle: string, light: string, accent: string];

/** Colours that go together, a scheme a line. */
const SCHEMES: readonly [Scheme, ...Scheme[]] = [
  ["#12213a", "#1f4e79", "#3f8fb5", "#f2c14e", "#f78154"],
  ["#f7efe2", "#264653", "#2a9d8f", "#e9c46a", "#e76f51"],
  ["#2b193d", "#5b2a86", "#9d4edd", "#f7aef8", "#ffd166"],
  ["#fdf6ec", "#5c4b51", "#8cbeb2", "#f2ebbf", "#f06060"],
  ["#0f2a2e", "#13505b", "#0c7489", "#d7d9ce", "#f4a259"],
  ["#fff4e6", "#3d405b", "#81b29a", "#f2cc8f", "#e07a5f"],
  ["#1b1b2f", "#3a2e68", "#e43f5a", "#f6a5b5", "#ffe0ac"],
  ["#eef4f7", "#22577a", "#38a3a5", "#80ed99", "#f9c74f"],
  ["#3b1c32", "#6a1e55", "#a64d79", "#f1b6c1", "#ffe8c9"],
];
const CALM: readonly [Scheme, ...Scheme[]] = [
  ["#eaf2f4", "#8fb8c4", "#b9d5db", "#f6efe2", "#e3b7a0"],
  ["#f6efe6", "#a3b9a8", "#c9d8c5", "#fdfaf3", "#d9a68a"],
  ["#20304a", "#3c5a80", "#6f95b8", "#dfe9f0", "#f2c9a0"],
];

export const schemeFor = (mood: string, chance: Chance): Scheme =>
  chance.pick(mood === "ripples" || mood === "mist" ? CALM : SCHEMES);
