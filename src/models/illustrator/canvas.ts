import type { Chance } from "./chance";

/** A picture being drawn: numbered definitions, and shapes as SVG text. */
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

  /** A vertical gradient from `top` to `bottom` of the picture; answers the paint to fill with. */
  vertical(
    stops: readonly (readonly [offset: number, colour: string, opacity?: number])[],
    top = 0,
    bottom = this.height,
  ): string {
    return this.#define(
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${n(top)}" x2="0" y2="${n(bottom)}">${stopsOf(stops)}</linearGradient>`,
    );
  }

  radial(
    x: number,
    y: number,
    radius: number,
    stops: readonly (readonly [offset: number, colour: string, opacity?: number])[],
  ): string {
    return this.#define(
      (id) =>
        `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(x)}" cy="${n(y)}" r="${n(radius)}">${stopsOf(stops)}</radialGradient>`,
    );
  }

  /** A filter, for instance one that shows a drawing in the scene's light; answers the reference to it. */
  filter(primitives: string): string {
    return this.#define(
      (id) =>
        `<filter id="${id}" x="-20%" y="-20%" width="140%" height="140%" color-interpolation-filters="sRGB">${primitives}</filter>`,
    );
  }

  rect(fill: string, y = 0, height = this.height): string {
    return `<rect x="0" y="${n(y)}" width="${n(this.width)}" height="${n(height)}" fill="${fill}"/>`;
  }

  svg(body: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}">` +
      `<defs>${this.#definitions.join("")}</defs>${body}</svg>`
    );
  }

  #define(write: (id: string) => string): string {
    const id = `d${this.#definitions.length}`;
    this.#definitions.push(write(id));
    return `url(#${id})`;
  }
}

const stopsOf = (stops: readonly (readonly [number, string, number?])[]): string =>
  stops
    .map(
      ([offset, colour, opacity = 1]) => `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join("");

/** Short numbers keep the drawing small and the same on every machine. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export const circle = (x: number, y: number, radius: number, fill: string, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}" opacity="${opacity}"/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" opacity="${opacity}"/>`;

export const polygon = (points: readonly (readonly [number, number])[], fill: string, opacity = 1): string =>
  `<path d="M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}Z" fill="${fill}" opacity="${opacity}"/>`;

/** A closed shape below a smooth line through the points. */
export function below(points: readonly (readonly [number, number])[], bottom: number, fill: string): string {
  const [first = [0, bottom], ...rest] = points;
  let path = `M${n(first[0])} ${n(bottom)}L${n(first[0])} ${n(first[1])}`;
  let [x0, y0] = first;
  for (const [x, y] of rest) {
    const middle = (x0 + x) / 2;
    path += `C${n(middle)} ${n(y0)} ${n(middle)} ${n(y)} ${n(x)} ${n(y)}`;
    [x0, y0] = [x, y];
  }
  return `<path d="${path}L${n(x0)} ${n(bottom)}Z" fill="${fill}"/>`;
}

/** Points of gently rolling land from edge to edge, about `height` tall around `y`. */
export function rolling(canvas: Canvas, chance: Chance, y: number, height: number, waves: number): [number, number][] {
  const points: [number, number][] = [];
  for (let i = -1; i <= waves + 1; i++)
    points.push([(canvas.width * i) / waves, y + chance.between(-height, height) / 2]);
  return points;
}
