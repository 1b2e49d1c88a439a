import type { Composition } from "../compose";
import type { Face } from "../../../raster/letters";
import type { Light } from "../light";
import type { Canvas } from "../paint/canvas";
import type { Recolour } from "../paint/colour";
import type { Layer } from "../scene";
import type { Pixels } from "../../../raster/rasterise";
import type { Band } from "./band";

/** A manner of drawing. Each hook is one place where a manner may differ; a plain style has none. */
export interface Style {
  readonly name: string;
  /** Words that ask for it. */
  readonly words: readonly string[];
  /** What it cannot be, where it only stands in for something else. */
  readonly emulates?: string;
  /** The letters that suit it. */
  readonly face: Face;
  /** Changes every colour of the drawing. */
  readonly recolour?: (light: Light) => Recolour;
  /** Draws the scene in its own way. */
  readonly scene?: (view: View) => Layer[];
  /** Changes the layers of the drawing, or frames them. */
  readonly layers?: (layers: readonly Layer[], view: View) => Layer[];
  /** Draws anew what it sees in a small rendering, in the sheet's units; `drawn` is the drawing itself. */
  readonly redraw?: (seen: Pixels, view: View, drawn: string) => string;
  /** Works over the pixels. */
  readonly finish?: Finish;
}

export interface View {
  readonly composition: Composition;
  readonly canvas: Canvas;
}

export interface Finish {
  /** It belongs to views, not to signs, patterns and abstract paintings. */
  readonly scenesOnly?: true;
  /** How far from a pixel it looks up and down, as a share of the picture's shorter side. */
  readonly reach: number;
  readonly run: (band: Band) => void;
}
