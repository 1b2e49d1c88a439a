import type { Composition } from "./compose";
import type { Canvas } from "./paint/canvas";

/** A part of the picture at one depth. */
export interface Layer {
  readonly name: "sky" | "back" | "subjects" | "front" | "weather" | "frame" | "lettering";
  /** 0 is at the horizon, 1 is in our hands. */
  readonly depth: number;
  readonly body: string;
}

/** A drawn picture: its layers from far to near, and the gradients they are filled with. */
export interface Scene {
  readonly composition: Composition;
  readonly canvas: Canvas;
  readonly layers: readonly Layer[];
}

export const bodyOf = (layers: readonly Layer[]): string => layers.map(({ body }) => body).join("");
