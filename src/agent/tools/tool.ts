import type { AgentInput, AgentResult, AgentTool } from "../../core/agent";
import type { Drawing } from "../../core/job";
import type { Size } from "../../core/size";
import { colourNamed, readPalette } from "../../models/illustrator/words/colours";
import { readColour, toRgb } from "../../models/illustrator/paint/colour";
import type { FontSource } from "../../raster/letters";
import type { Rgb } from "../../raster/ops/colour";
import type { Raster } from "../../raster/raster";
import type { Item } from "../state";

/** An image that a tool has asked for. */
export interface Opened {
  readonly item: Item;
  readonly raster: Raster;
}

/** What tools work with. */
export interface Bench {
  readonly open: (name: string) => Promise<Opened>;
  /** The size of what is to come out; where that is the work's own, the size to begin with. */
  readonly canvas: Size;
  readonly font: FontSource;
  /** Has the image model draw; throws `ToolRefused` where nothing more may be drawn. */
  readonly draw: (order: DrawOrder) => Promise<Drawing>;
}

export interface DrawOrder {
  readonly prompt: string;
  readonly size: Size;
  readonly style?: string | undefined;
  readonly colors?: string | undefined;
  readonly references: readonly Opened[];
}

/** What came of a tool: a picture, a drawing by a model, or only words. */
export type Outcome =
  | {
      readonly raster: Raster;
      readonly sources: readonly Item[];
      readonly note: string;
      readonly shows?: string | null;
    }
  | { readonly drawing: Drawing; readonly note: string; readonly shows: string }
  | { readonly told: AgentResult };

export type Tool<T extends AgentTool> = (input: AgentInput<T>, bench: Bench) => Promise<Outcome>;

/** A tool cannot do what was asked, for a reason the model can act on. */
export class ToolRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ToolRefused";
  }
}

/** A colour as a caller writes it. */
export function rgbOf(text: string): Rgb {
  const name = text.trim().toLowerCase();
  const found = colourNamed(name) ?? readColour(name) ?? readPalette(name).colours[0];
  if (found === undefined) throw new ToolRefused(`"${text}" is no colour that is known here.`);
  return toRgb(found);
}

/** The same, where "none" is transparency. */
export const rgbaOf = (text: string): [number, number, number, number] =>
  /^(?:none|transparent)$/i.test(text.trim()) ? [0, 0, 0, 0] : [...rgbOf(text), 255];
