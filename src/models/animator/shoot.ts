import type { Size } from "../../core/size";
import type { Artwork } from "../illustrator/artwork";
import { imagine } from "../illustrator/imagine";
import { part } from "../illustrator/paint/part";
import type { Pixels } from "../../raster/rasterise";
import { film } from "../illustrator/render";
import type { Layer, Scene } from "../illustrator/scene";
import type { Wishes } from "../illustrator/understand";
import { movers } from "./movers";
import { puppetOf } from "./puppet";

export interface Take {
  readonly prompt: string;
  readonly wishes: Wishes;
  readonly seed: number;
  readonly size: Size;
}

/** Sets a scene up; answers the frame at a time, in seconds. A frame is valid until the next one is asked for. */
export async function shoot(artwork: Artwork, take: Take): Promise<(time: number) => Promise<Pixels>> {
  const { width, height } = take.size;
  const { scene } = await imagine(artwork, take.prompt, take.wishes, take.seed, () => width / height);
  const { svg, frame } = await film({ ...scene, layers: staged(scene) }, width, height);
  const puppet = puppetOf(svg, movers, scene.composition);
  return (time) => frame(puppet.at(time));
}

/** What falls between us and the scene, what frames it and what is written on it stays where it is. */
const FIXED: ReadonlySet<Layer["name"]> = new Set(["weather", "frame", "lettering"]);

/** The layers as parts at their depths. Subjects go with the ground they stand on. */
function staged({ layers }: Scene): Layer[] {
  const ground = layers.findLast(({ name }) => name === "back")?.depth ?? 0.7;
  const alone = layers.filter(({ name }) => !FIXED.has(name)).length === 1;
  return layers.map((layer) => {
    if (FIXED.has(layer.name)) return layer;
    // A view without depth, such as a pattern, is near as a whole.
    const depth = alone ? 1 : layer.name === "subjects" ? ground : layer.depth;
    return { ...layer, body: part("layer", layer.body, depth) };
  });
}
