import { encodeBands } from "../../raster/encode-bands";
import { rasterise, type Pixels } from "../../raster/rasterise";
import type { OutputFormat } from "../../core/job";
import type { Canvas } from "./paint/canvas";
import { recolour, toRgb } from "./paint/colour";
import { part } from "./paint/part";
import { gradientsInPalette, inPalette, paletteColour, type Part } from "./paint/palette";
import { bodyOf, type Scene } from "./scene";
import { inkAndPaper, noiseFor, type Band } from "./styles/band";
import type { Style } from "./styles/style";

/** A picture up to this many pixels is worked on whole; a larger one in bands, which bound the memory it needs. */
const WHOLE_PIXELS = 1_100_000;
const BAND_PIXELS = 500_000;
/** The longer side of the rendering that a style draws anew from. */
const PREVIEW = 1024;

/** A drawn scene as one SVG, before what its style does to pixels. */
export const svgOf = (scene: Scene, width: number, height: number): string =>
  sheet(coloured(scene), scene.canvas, { width, height, top: 0, bottom: height });

/** Renders a drawn scene in its style, band by band, into a file of exactly this size. */
export async function render(
  scene: Scene,
  width: number,
  height: number,
  format: OutputFormat,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { style } = scene.composition.idea;
  const picture = await pictureOf(scene, style, width, height);
  const rows = width * height <= WHOLE_PIXELS ? height : rowsOfBand(style, width, height);
  // Every band is worked on in the same room: whoever takes one is done with it before the next.
  const room = new Uint8ClampedArray(reachOf(style, width, height) > 0 ? width * rows * 4 : 0);
  async function* bands(): AsyncGenerator<Pixels> {
    for (let top = 0; top < height; top += rows) {
      signal?.throwIfAborted();
      yield await bandOf(picture, top, Math.min(height, top + rows), room);
    }
  }
  return encodeBands(bands(), { width, height }, format);
}

/** A style that looks far gets more rows at once: those around a band are rendered twice. */
const rowsOfBand = (style: Style, width: number, height: number): number =>
  Math.max(16, Math.floor(BAND_PIXELS / width), 4 * reachOf(style, width, height));

/** How many rows above and below a row its style looks at. */
function reachOf({ finish }: Style, width: number, height: number): number {
  const reach = finish?.reach ?? 0;
  return reach === 0 ? 0 : Math.ceil(reach * Math.min(width, height)) + 1;
}

/** A picture that can be rendered in parts. */
interface Picture {
  /** SVG of its rows from `top` to `bottom`. */
  readonly svg: (top: number, bottom: number) => string;
  readonly width: number;
  readonly height: number;
  readonly scene: Scene;
}

async function pictureOf(scene: Scene, style: Style, width: number, height: number): Promise<Picture> {
  const { canvas, composition } = scene;
  const drawn = coloured(scene);
  const pictured = (body: string): Picture => ({
    width,
    height,
    scene,
    svg: (top, bottom) => sheet(body, canvas, { width, height, top, bottom }),
  });
  if (style.redraw === undefined) return pictured(drawn);
  const share = PREVIEW / Math.max(canvas.width, canvas.height);
  const [w, h] = [Math.round(canvas.width * share), Math.round(canvas.height * share)];
  const seen = await rasterise(sheet(drawn, canvas, { width: w, height: h, top: 0, bottom: h }));
  // What is painted anew is one layer: nothing of it can be told from the rest.
  return pictured(part("layer", style.redraw(seen, { composition, canvas }, drawn), 0.5));
}

/** SVG of the rows from `top` to `bottom` of a picture so many pixels wide and high. */
function sheet(
  body: string,
  canvas: Canvas,
  { width, height, top, bottom }: { width: number; height: number; top: number; bottom: number },
): string {
  const unit = canvas.height / height;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom - top}" viewBox="0 ${top * unit} ${canvas.width} ${(bottom - top) * unit}" preserveAspectRatio="none">${body}</svg>`;
}

/** The drawing in the style's colours, then in the caller's: the ground paler, or by night darker, than what stands on it. */
function coloured({ composition, canvas, layers }: Scene): string {
  const { idea, light } = composition;
  const { style, palette } = idea;
  const own = style.recolour?.(light);
  const styled = (svg: string): string => (own === undefined ? svg : recolour(svg, own));
  const definitions = styled(canvas.definitions);
  if (palette.length === 0) return `<defs>${definitions}</defs>${styled(bodyOf(layers))}`;
  const scenic = idea.kind === "scene" && composition.actors.length > 0;
  const ground: Part = { lightness: (l) => (!scenic ? l : light.dark ? l * 0.8 : 0.3 + l * 0.7), shy: undefined };
  const behind = paletteColour(
    palette,
    styled(composition.horizon > 0 ? light.sky[2] : composition.setting.terrain.top),
  );
  const subject: Part = { lightness: (l) => l * 0.92, shy: behind };
  const painted = layers.map(({ name, body }) =>
    inPalette(styled(body), palette, name === "subjects" ? subject : ground),
  );
  return `<defs>${gradientsInPalette(definitions, palette, ground)}</defs>${painted.join("")}`;
}

/** A scene that is rendered again and again as its SVG changes; `width` and `height` are its frames'. */
export interface Film {
  readonly svg: string;
  /** The frame that a changed SVG shows, in the scene's style. It is valid until the next one. */
  readonly frame: (svg: string) => Promise<Pixels>;
}

export async function film(scene: Scene, width: number, height: number): Promise<Film> {
  const picture = await pictureOf(scene, scene.composition.idea.style, width, height);
  const room = new Uint8ClampedArray(width * height * 4);
  return {
    svg: picture.svg(0, height),
    frame: (svg) => bandOf({ ...picture, svg: () => svg }, 0, height, room),
  };
}

/** Rows of the picture, finished; the style sees as many rows around them as it needs. */
async function bandOf(
  picture: Picture,
  top: number,
  bottom: number,
  room: Uint8ClampedArray<ArrayBuffer>,
): Promise<Pixels> {
  const { width, height, scene } = picture;
  const { kind, style } = scene.composition.idea;
  const { finish } = style;
  if (finish === undefined || (finish.scenesOnly === true && kind !== "scene"))
    return rasterise(picture.svg(top, bottom));
  const unit = Math.min(width, height);
  const reach = reachOf(style, width, height);
  const [from, to] = [Math.max(0, top - reach), Math.min(height, bottom + reach)];
  const { data: source } = await rasterise(picture.svg(from, to));
  const { composition } = scene;
  const { palette } = composition.idea;
  const papers = inkAndPaper(palette);
  const size = width * (bottom - top) * 4;
  const target = reach === 0 ? source : size === room.length ? room : room.subarray(0, size);
  const band: Band = {
    source,
    target,
    width,
    height,
    from,
    to,
    top,
    bottom,
    unit,
    palette,
    noise: noiseFor(composition.seed),
    framed: kind !== "pattern",
    shade: palette.length > 0 ? papers.ink : toRgb(composition.light.shadow),
    ...papers,
  };
  finish.run(band);
  return { data: target, width, height: bottom - top };
}
