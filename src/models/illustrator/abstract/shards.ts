import { mix } from "../paint/colour";
import { box, circle, n, path, polygon, stroke } from "../paint/shapes";
import type { Art } from "./art";

/** A grid of plain forms, each tile a quarter turn of another: geometry as the Bauhaus had it. */
export function shards({ canvas, chance, colours: [ground, deep, middle, light, accent] }: Art): string {
  const { width, height, unit } = canvas;
  const columns = Math.max(4, Math.round((width / unit) * 5));
  const size = width / columns;
  const rows = Math.ceil(height / size);
  const all = [ground, deep, middle, light, accent] as const;
  let drawn = canvas.sheet(ground);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const [x, y] = [i * size, j * size];
      const back = chance.pick(all);
      const front = chance.pick(all.filter((colour) => colour !== back) as [string, ...string[]]);
      const third = chance.pick(all.filter((colour) => colour !== back && colour !== front) as [string, ...string[]]);
      const turn = chance.whole(0, 3) * 90;
      const tile = `<g transform="rotate(${turn} ${n(x + size / 2)} ${n(y + size / 2)})">`;
      drawn += box(x, y, size + 0.5, size + 0.5, back) + tile;
      switch (chance.whole(0, 6)) {
        case 0:
          drawn +=
            path(
              `M${n(x)} ${n(y)}A${n(size)} ${n(size)} 0 0 1 ${n(x + size)} ${n(y + size)}L${n(x)} ${n(y + size)}Z`,
              front,
            ) +
            path(
              `M${n(x)} ${n(y + size / 2)}A${n(size / 2)} ${n(size / 2)} 0 0 1 ${n(x + size / 2)} ${n(y + size)}L${n(x)} ${n(y + size)}Z`,
              third,
            );
          break;
        case 1:
          drawn +=
            circle(x + size / 2, y + size / 2, size * 0.38, front) +
            circle(x + size / 2, y + size / 2, size * 0.17, third);
          break;
        case 2:
          drawn +=
            polygon(
              [
                [x, y],
                [x + size, y],
                [x, y + size],
              ],
              front,
            ) +
            polygon(
              [
                [x, y],
                [x + size / 2, y],
                [x, y + size / 2],
              ],
              third,
            );
          break;
        case 3:
          drawn +=
            path(`M${n(x)} ${n(y)}A${n(size / 2)} ${n(size / 2)} 0 0 0 ${n(x + size)} ${n(y)}Z`, front) +
            path(`M${n(x)} ${n(y + size)}A${n(size / 2)} ${n(size / 2)} 0 0 1 ${n(x + size)} ${n(y + size)}Z`, third);
          break;
        case 4:
          for (let k = 0; k < 4; k++)
            drawn += box(x, y + (size * (k * 2 + 1)) / 8, size, size / 8, k % 2 === 0 ? front : third);
          break;
        case 5:
          for (let k = 3; k > 0; k--)
            drawn += path(
              `M${n(x)} ${n(y)}H${n(x + (size * k) / 3)}A${n((size * k) / 3)} ${n((size * k) / 3)} 0 0 1 ${n(x)} ${n(y + (size * k) / 3)}Z`,
              k % 2 === 1 ? front : third,
            );
          break;
        default:
          drawn += stroke(
            `M${n(x + size * 0.2)} ${n(y + size * 0.2)}L${n(x + size * 0.8)} ${n(y + size * 0.8)}M${n(x + size * 0.8)} ${n(y + size * 0.2)}L${n(x + size * 0.2)} ${n(y + size * 0.8)}`,
            front,
            size * 0.14,
          );
      }
      drawn += "</g>";
    }
  return (
    drawn +
    canvas.sheet(
      canvas.linear(
        [0, 0],
        [width, height],
        [
          [0, "#ffffff", 0.1],
          [1, mix(deep, "#000000", 0.5), 0.14],
        ],
      ),
    )
  );
}
