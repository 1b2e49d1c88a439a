import { createChance } from "../paint/chance";
import { toHex } from "../paint/colour";
import { n } from "../paint/shapes";
import type { Pixels } from "../../../raster/rasterise";
import { at, each, lightness, put, type Band } from "./band";
import type { Style, View } from "./style";

/** Brush strokes along the forms, broad ones first, fine ones where there is something to see; then their relief. */
export const oil: Style = {
  name: "oil painting",
  words: [
    "oil painting",
    "oil on canvas",
    "oil paint",
    "oils",
    "impasto",
    "impressionist",
    "impressionism",
    "impressionist painting",
    "van gogh",
    "monet",
    "acrylic painting",
    "acrylic",
    "painterly",
    "rembrandt",
    "expressionist",
    "palette knife",
    "fine art painting",
    "classical painting",
    "renaissance painting",
  ],
  face: "serif",
  redraw,
  finish: { reach: 0.002, run: relief },
};

const COATS = [
  { size: 0.05, length: 5, every: 0.9, detail: 0 },
  { size: 0.022, length: 5, every: 0.8, detail: 10 },
  { size: 0.0095, length: 4, every: 0.85, detail: 26 },
  { size: 0.005, length: 3, every: 0.9, detail: 60 },
] as const;

function redraw({ data, width, height }: Pixels, { composition, canvas }: View, drawn: string): string {
  const chance = createChance(composition.seed, "brush");
  const scale = canvas.width / width;
  const unit = Math.min(width, height);
  const light = (x: number, y: number): number =>
    lightness(data, (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4);
  let strokesOfAll = "";
  for (const { size, length, every, detail } of COATS) {
    const radius = unit * size;
    const spacing = radius * every;
    const strokes: string[] = [];
    for (let gy = spacing / 2; gy < height + spacing; gy += spacing)
      for (let gx = spacing / 2; gx < width + spacing; gx += spacing) {
        let x = gx + chance.between(-0.5, 0.5) * spacing;
        let y = gy + chance.between(-0.5, 0.5) * spacing;
        const [turn, tone, sway] = [chance.between(-0.35, 0.35), chance.between(-11, 11), chance.between(-0.4, 0.4)];
        const [px, py] = [
          Math.round(Math.min(width - 1, Math.max(0, x))),
          Math.round(Math.min(height - 1, Math.max(0, y))),
        ];
        const probe = Math.max(1, Math.round(radius * 0.7));
        const slope = (cx: number, cy: number): [number, number] => [
          light(cx + probe, cy) - light(cx - probe, cy),
          light(cx, cy + probe) - light(cx, cy - probe),
        ];
        const [sx, sy] = slope(px, py);
        if (Math.abs(sx) + Math.abs(sy) < detail) continue;
        const from = (py * width + px) * 4;
        const colour = toHex([
          (data[from] ?? 0) + tone,
          (data[from + 1] ?? 0) + tone,
          (data[from + 2] ?? 0) + tone * 0.8,
        ]);
        let d = `M${n(x * scale)} ${n(y * scale)}`;
        let angle =
          Math.abs(sx) + Math.abs(sy) > 6 ? Math.atan2(sy, sx) + Math.PI / 2 : turn + Math.sin((x / unit) * 5) * 0.6;
        for (let i = 0; i < length; i++) {
          x += Math.cos(angle + sway * 0.3) * radius * 0.8;
          y += Math.sin(angle + sway * 0.3) * radius * 0.8;
          const [nx, ny] = [Math.round(x), Math.round(y)];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) break;
          // A stroke ends where its colour does.
          const here = (ny * width + nx) * 4;
          if (
            i > 0 &&
            Math.abs((data[here] ?? 0) - (data[from] ?? 0)) +
              Math.abs((data[here + 1] ?? 0) - (data[from + 1] ?? 0)) +
              Math.abs((data[here + 2] ?? 0) - (data[from + 2] ?? 0)) >
              70
          )
            break;
          d += `L${n(x * scale)} ${n(y * scale)}`;
          const [tx, ty] = slope(nx, ny);
          if (Math.abs(tx) + Math.abs(ty) > 6) {
            const next = Math.atan2(ty, tx) + Math.PI / 2;
            angle = Math.cos(next - angle) < 0 ? next + Math.PI : next;
          }
        }
        strokes.push(
          `<path d="${d}" stroke="${colour}" stroke-width="${n(radius * 1.25 * scale * chance.between(0.75, 1.15))}"/>`,
        );
      }
    // In no order, so that no grid shows.
    for (let i = strokes.length - 1; i > 0; i--) {
      const other = Math.floor(chance.next() * (i + 1));
      [strokes[i], strokes[other]] = [strokes[other] ?? "", strokes[i] ?? ""];
    }
    strokesOfAll += strokes.join("");
  }
  // The drawing is the ground: no gap between strokes shows through.
  return `${drawn}<g fill="none" stroke-linecap="round" stroke-linejoin="round">${strokesOfAll}</g>`;
}

/** Light from the upper left on the ridges that bristles leave, and the weave beneath. */
function relief(band: Band): void {
  const { source, unit, noise } = band;
  const reach = Math.max(1, Math.round(unit * 0.0014));
  each(band, (x, y, into) => {
    const here = at(band, x, y);
    const slope = lightness(source, at(band, x - reach, y - reach)) - lightness(source, at(band, x + reach, y + reach));
    const weave = Math.sin((x / unit) * 900) * Math.sin((y / unit) * 900) * 2.2;
    const bristle = noise((x / unit) * 190, (y / unit) * 190) * 4;
    const lift = Math.max(-20, Math.min(20, slope * 0.16)) + weave + bristle;
    put(band, into, (source[here] ?? 0) + lift, (source[here + 1] ?? 0) + lift, (source[here + 2] ?? 0) + lift);
  });
}
