/** The part of the package that we use; it ships no types. */
declare module "gifenc" {
  type Palette = number[][];
  export function quantize(rgba: Uint8ClampedArray, colours: number, options?: { format: "rgb565" }): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette, format?: "rgb565"): Uint8Array;
}
