import type { Artwork } from "./artwork";
import { compose } from "./compose";
import { draw } from "./draw";
import type { Idea } from "./idea";
import { setText, type Lettering } from "../../raster/letters";
import type { Scene } from "./scene";
import { understand, type Wishes } from "./understand";

/** A prompt as a drawn scene, and what it was understood to ask for. */
export interface Imagined {
  readonly idea: Idea;
  readonly lettering: Lettering | undefined;
  readonly scene: Scene;
}

/** Reads a prompt and draws what it asks for, on a sheet of the ratio (width by height) that suits it. */
export async function imagine(
  artwork: Artwork,
  prompt: string,
  wishes: Wishes,
  seed: number,
  ratioOf: (idea: Idea) => number,
): Promise<Imagined> {
  const idea = understand(prompt, await artwork.vocabulary(), wishes);
  const drawings = await artwork.drawings(idea.subjects.map((subject) => subject.icon));
  const lettering =
    idea.lettering === undefined ? undefined : await setText(idea.lettering, idea.style.face, artwork.font);
  return { idea, lettering, scene: draw(compose(idea, drawings, ratioOf(idea), seed), lettering) };
}
