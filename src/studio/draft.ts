import { effect, signal } from "@preact/signals";
import { readStored, writeStored } from "./stored";

/** What the composer holds: everything that the next request is made of. */
export interface Draft {
  readonly mode: "image" | "video" | "agent";
  readonly prompt: string;
  readonly ratio: string;
  readonly style: string;
  readonly colours: readonly string[];
  /** Words to be set in the picture. */
  readonly words: string;
  readonly seed: string;
  readonly model: string;
  readonly format: "png" | "jpeg" | "webp" | "mp4" | "webm";
  /** Seconds of a video. */
  readonly seconds: number;
  readonly resolution: "2K" | "4K";
  /** Pictures that an agent may draw at most; each costs. */
  readonly drawings: number;
  readonly webhook: string;
}

const EMPTY: Draft = {
  mode: "image",
  prompt: "",
  ratio: "1:1",
  style: "",
  colours: [],
  words: "",
  seed: "",
  model: "",
  format: "png",
  seconds: 5,
  resolution: "2K",
  drawings: 3,
  webhook: "",
};

/** What each kind can be asked for, its usual shape first; of an agent, the shape of what it works on. */
export const RATIOS = {
  image: ["1:1", "16:9", "9:16", "4:3", "3:4"],
  video: ["16:9", "1:1", "9:16"],
  agent: ["auto", "1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "5:4", "4:5"],
} as const satisfies Record<Draft["mode"], readonly string[]>;

export const FORMATS = {
  image: ["png", "jpeg", "webp"],
  video: ["mp4", "webm"],
  agent: [],
} as const satisfies Record<Draft["mode"], readonly Draft["format"][]>;

const PLACE = "edgel.draft";

export const draft = signal<Draft>(fitting({ ...EMPTY, ...readStored<Partial<Draft>>(PLACE) }));

effect(() => writeStored(PLACE, draft.value));

export const edit = (change: Partial<Draft>): void => void (draft.value = fitting({ ...draft.value, ...change }));

export const clear = (): void => void (draft.value = { ...EMPTY, mode: draft.value.mode });

/** What a kind cannot have is replaced by what it usually has. */
function fitting(wanted: Draft): Draft {
  const ratios: readonly string[] = RATIOS[wanted.mode];
  const formats: readonly Draft["format"][] = FORMATS[wanted.mode];
  return {
    ...wanted,
    ratio: ratios.includes(wanted.ratio) ? wanted.ratio : (ratios[0] ?? EMPTY.ratio),
    format: formats.includes(wanted.format) ? wanted.format : (formats[0] ?? wanted.format),
  };
}

/** One that nobody has used: seeds are unsigned 32-bit numbers. */
export const anySeed = (): string => String(crypto.getRandomValues(new Uint32Array(1))[0]);
