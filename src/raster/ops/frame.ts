import { mapBands, type Raster } from "../raster";
import { compose } from "./compose";

/** Room on all sides in one colour; none at all is transparency. */
export const pad = (raster: Raster, width: number, colour: readonly [number, number, number, number]): Raster =>
  width === 0
    ? raster
    : compose({ width: raster.width + 2 * width, height: raster.height + 2 * width }, colour, [
        { raster, left: width, top: width },
      ]);

/** The corners cut along quarter circles, with a soft edge. */
export const roundCorners = (raster: Raster, radius: number): Raster => {
  const { width, height } = raster;
  const r = Math.min(radius, width / 2, height / 2);
  return mapBands(
    raster,
    (data, top, rows) => {
      for (let row = 0; row < rows; row++) {
        const y = top + row + 0.5;
        const dy = y < r ? r - y : y > height - r ? y - (height - r) : 0;
        if (dy === 0) continue;
        for (let x = 0; x < r; x++) {
          const out = Math.hypot(r - (x + 0.5), dy) - r;
          if (out < -0.5) break;
          const cover = Math.max(0, 0.5 - out);
          for (const at of [x, width - 1 - x]) {
            const alpha = (row * width + at) * 4 + 3;
            data[alpha] = (data[alpha] ?? 0) * Math.min(1, cover);
          }
        }
      }
    },
    r < 1 && raster.opaque,
  );
};
