import Delaunator from "delaunator";
import { seen, shown } from "../paint/colour";
import { fine, n } from "../paint/shapes";
import type { Pixels } from "../../../raster/rasterise";
import { at, each, edge, put, step, type Band } from "./band";
import { spots, type Spot } from "./low-poly";
import type { Style, View } from "./style";

/** Panes of coloured glass between lead, with the light behind them. */
export const stainedGlass: Style = {
  name: "stained glass",
  words: [
    "stained glass",
    "stained-glass",
    "stained glass window",
    "tiffany glass",
    "mosaic",
    "mosaic tiles",
    "leaded glass",
    "cathedral window",
  ],
  face: "serif",
  recolour: () => (hex) => {
    const { l, c, h } = seen(hex);
    return shown({ l: 0.2 + l * 0.66, c: c < 0.025 ? 0.03 : c * 1.2 + 0.03, h });
  },
  redraw,
  finish: { reach: 0.003, run: light },
};

const PANES = 300;

/** The drawing, cut into panes. */
function redraw(picture: Pixels, { composition, canvas }: View, drawn: string): string {
  const { width, height } = picture;
  const scale = canvas.width / width;
  const points = settle(spots(picture, PANES, composition.seed), width, height);
  const cells = voronoi(points);
  let panes = "";
  let leads = "";
  for (const [index, corners] of cells.entries()) {
    if (corners.length < 3) continue;
    // No two panes of glass are quite alike.
    const tone = ((index * 7919) % 100) / 100 - 0.5;
    const d = `${corners.map((corner, k) => `${k === 0 ? "M" : "L"}${n(corner.x * scale)} ${n(corner.y * scale)}`).join("")}Z`;
    panes += `<path d="${d}" fill="${tone > 0 ? "#ffffff" : "#000000"}" fill-opacity="${fine(Math.abs(tone) * 0.34)}"/>`;
    leads += d;
  }
  return `${drawn}${panes}<path d="${leads}" fill="none" stroke="#16131c" stroke-width="${n(canvas.unit * 0.0048)}" stroke-linejoin="round"/>`;
}

/** Points too close to one another give splinters, not panes. */
function settle(points: readonly Spot[], width: number, height: number): Spot[] {
  const cell = Math.min(width, height) * 0.03;
  const taken = new Set<string>();
  return points.filter(({ x, y }) => {
    const key = `${Math.round(x / cell)},${Math.round(y / cell)}`;
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

/** The cells around points, from the triangles between them. Cells at the rim are left open and dropped. */
function voronoi(points: readonly Spot[]): Spot[][] {
  const { triangles, halfedges } = Delaunator.from(
    [...points],
    ({ x }) => x,
    ({ y }) => y,
  );
  const centre = (triangle: number): Spot => {
    const [a, b, c] = [0, 1, 2].map((k) => points[triangles[triangle * 3 + k] ?? 0] ?? { x: 0, y: 0 });
    return { x: ((a?.x ?? 0) + (b?.x ?? 0) + (c?.x ?? 0)) / 3, y: ((a?.y ?? 0) + (b?.y ?? 0) + (c?.y ?? 0)) / 3 };
  };
  const cells: Spot[][] = points.map(() => []);
  const done = new Set<number>();
  for (let start = 0; start < triangles.length; start++) {
    const point = triangles[start % 3 === 2 ? start - 2 : start + 1] ?? 0;
    if (done.has(point)) continue;
    const corners: Spot[] = [];
    let at = start;
    do {
      corners.push(centre(Math.floor(at / 3)));
      const next = at % 3 === 2 ? at - 2 : at + 1;
      at = halfedges[next] ?? -1;
    } while (at !== -1 && at !== start && corners.length < 40);
    if (at === -1) continue;
    done.add(point);
    cells[point] = corners;
  }
  return cells;
}

/** Lead along the contours, uneven glass between. */
function light(band: Band): void {
  const { source, unit, noise } = band;
  const radius = Math.max(1, Math.round(unit * 0.0022));
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const u = x / unit;
    const v = y / unit;
    const ripple = 1 + noise(u * 26, v * 26) * 0.07 + noise(u * 8, v * 8 + 20) * 0.08;
    // Lead wherever one colour meets another: the contours of the drawing.
    const lead = step(34, 84, edge(band, x, y, radius));
    const shine = ripple * 1.06 * (1 - lead * 0.9);
    put(band, into, (source[here] ?? 0) * shine, (source[here + 1] ?? 0) * shine, (source[here + 2] ?? 0) * shine);
  });
}
