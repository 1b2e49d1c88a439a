import { mapBands, type Raster } from "../raster";

export type Rgb = readonly [red: number, green: number, blue: number];

/** How a picture's colours are changed; 0 leaves each as it is, -100 and 100 are the ends. */
export interface Adjustment {
  readonly brightness?: number | undefined;
  readonly contrast?: number | undefined;
  readonly saturation?: number | undefined;
  /** Towards amber, or below 0 towards blue. */
  readonly warmth?: number | undefined;
}

/** How bright a colour looks, of 255 (Rec. 709). */
export const luma = (r: number, g: number, b: number): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

export function adjust(
  raster: Raster,
  { brightness = 0, contrast = 0, saturation = 0, warmth = 0 }: Adjustment,
): Raster {
  // Contrast turns round middle grey; at -100 nothing else is left, at 100 it is four times as strong.
  const slope = contrast < 0 ? 1 + contrast / 100 : 1 + (3 * contrast) / 100;
  const lift = (brightness / 100) * 128;
  const colour = saturation < 0 ? 1 + saturation / 100 : 1 + (2 * saturation) / 100;
  const heat = (warmth / 100) * 40;
  const curve = Uint8ClampedArray.from({ length: 256 }, (_, value) => (value + lift - 128) * slope + 128);
  return mapBands(raster, (data) => {
    for (let i = 0; i < data.length; i += 4) {
      const r = curve[data[i] ?? 0] ?? 0;
      const g = curve[data[i + 1] ?? 0] ?? 0;
      const b = curve[data[i + 2] ?? 0] ?? 0;
      const grey = luma(r, g, b);
      data[i] = grey + (r - grey) * colour + heat;
      data[i + 1] = grey + (g - grey) * colour + heat * 0.25;
      data[i + 2] = grey + (b - grey) * colour - heat;
    }
  });
}

/**
 * Every pixel in the colour that its brightness has on a scale of colours, which goes from the first (black) to the last
 * (white). Black and white make it grey; two colours a duotone; more of them, darkest first, a palette.
 */
export function tone(raster: Raster, colours: readonly Rgb[]): Raster {
  const scale = new Uint8ClampedArray(256 * 3);
  for (let value = 0; value < 256; value++) {
    const place = (value / 255) * (colours.length - 1);
    const from = colours[Math.floor(place)] ?? [0, 0, 0];
    const to = colours[Math.ceil(place)] ?? from;
    const share = place - Math.floor(place);
    for (const channel of [0, 1, 2] as const)
      scale[value * 3 + channel] = from[channel] + (to[channel] - from[channel]) * share;
  }
  return mapBands(raster, (data) => {
    for (let i = 0; i < data.length; i += 4) {
      const at = Math.round(luma(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)) * 3;
      data[i] = scale[at] ?? 0;
      data[i + 1] = scale[at + 1] ?? 0;
      data[i + 2] = scale[at + 2] ?? 0;
    }
  });
}

export const greyscale = (raster: Raster): Raster =>
  tone(raster, [
    [0, 0, 0],
    [255, 255, 255],
  ]);
