import { box, fine, n, type Point } from "./shapes";
import type { Chance } from "./chance";

type Stop = readonly [offset: number, colour: string, opacity?: number];

/** The sheet a picture is drawn on: its measures, and the numbered gradients that shapes are filled with. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #definitions: string[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** The shorter side: what sizes are measured in, so that every ratio is composed alike. */
  get unit(): number {
    return Math.min(this.width, this.height);
  }

  /** A gradient from `top` to `bottom` of the picture; answers the paint to fill with. */
  vertical(stops: readonly Stop[], top = 0, bottom = this.height): string {
    return this.linear([0, top], [0, bottom], stops);
  }

  linear([x1, y1]: Point, [x2, y2]: Point, stops: readonly Stop[]): string {
    return this.#define(
      "linearGradient",
      `gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"`,
      stopsOf(stops),
    );
  }

  radial(x: number, y: number, radius: number, stops: readonly Stop[]): string {
    return this.#define(
      "radialGradient",
      `gradientUnits="userSpaceOnUse" cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"`,
      stopsOf(stops),
    );
  }

  /** From edge to edge. */
  sheet(fill: string, y = 0, height = this.height - y, opacity = 1): string {
    return box(0, y, this.width, height, fill, { opacity });
  }

  /** Points of gently rolling land from edge to edge, about `height` tall around `y`. */
  rolling(chance: Chance, y: number, height: number, waves: number): Point[] {
    return Array.from({ length: waves + 3 }, (_, i) => [
      (this.width * (i - 1)) / waves,
      y + chance.between(-height, height) / 2,
    ]);
  }

  get definitions(): string {
    return this.#definitions.join("");
  }

  #define(element: string, attributes: string, content: string): string {
    const id = `d${this.#definitions.length}`;
    this.#definitions.push(`<${element} id="${id}" ${attributes}>${content}</${element}>`);
    return `url(#${id})`;
  }
}

const stopsOf = (stops: readonly Stop[]): string =>
  stops
    .map(
      ([offset, colour, opacity = 1]) =>
        `<stop offset="${fine(offset)}" stop-color="${colour}"${opacity < 1 ? ` stop-opacity="${fine(opacity)}"` : ""}/>`,
    )
    .join("");
