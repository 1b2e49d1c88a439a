/** Shapes as SVG text. Opacity is the fill's own, since an element's opacity costs a layer of its own. */

export type Point = readonly [x: number, y: number];

/** Short numbers keep the drawing small and the same on every machine. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A number as an attribute that needs more digits, such as an opacity or a scale. */
export const fine = (value: number): string => String(Math.round(value * 10_000) / 10_000);

const painted = (fill: string, opacity: number): string =>
  `fill="${fill}"${opacity < 1 ? ` fill-opacity="${fine(opacity)}"` : ""}`;

export const path = (d: string, fill: string, opacity = 1): string => `<path d="${d}" ${painted(fill, opacity)}/>`;

export const stroke = (d: string, colour: string, width: number, opacity = 1): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"${opacity < 1 ? ` stroke-opacity="${fine(opacity)}"` : ""}/>`;

export const circle = (x: number, y: number, radius: number, fill: string, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${painted(fill, opacity)}/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" ${painted(fill, opacity)}/>`;

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { radius = 0, opacity = 1 }: { radius?: number; opacity?: number } = {},
): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}"${radius > 0 ? ` rx="${n(radius)}"` : ""} ${painted(fill, opacity)}/>`;

/** A frame along the sheet's four edges. */
export const frameOf = (width: number, height: number, thick: number, fill: string): string =>
  box(0, 0, width, thick, fill) +
  box(0, height - thick, width, thick, fill) +
  box(0, 0, thick, height, fill) +
  box(width - thick, 0, thick, height, fill);

export const outline = (points: readonly Point[]): string =>
  points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${n(x)} ${n(y)}`).join("");

export const polygon = (points: readonly Point[], fill: string, opacity = 1): string =>
  path(`${outline(points)}Z`, fill, opacity);

/** A smooth line through the points, left to right. */
export function smooth(points: readonly Point[]): string {
  const [first = [0, 0], ...rest] = points;
  let d = `M${n(first[0])} ${n(first[1])}`;
  let [x0, y0] = first;
  for (const [x, y] of rest) {
    const middle = (x0 + x) / 2;
    d += `C${n(middle)} ${n(y0)} ${n(middle)} ${n(y)} ${n(x)} ${n(y)}`;
    [x0, y0] = [x, y];
  }
  return d;
}

/** Everything below a smooth line through the points, down to `bottom`. */
export function below(points: readonly Point[], bottom: number, fill: string, opacity = 1): string {
  const [left = 0] = points[0] ?? [];
  const [right = 0] = points.at(-1) ?? [];
  return path(`${smooth(points)}L${n(right)} ${n(bottom)}L${n(left)} ${n(bottom)}Z`, fill, opacity);
}

/** Shapes moved, turned or scaled together. A group has no opacity of its own: it would cost a layer. */
export const group = (body: string, transform: string): string =>
  body === "" ? "" : `<g transform="${transform}">${body}</g>`;
