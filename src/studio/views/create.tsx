import { DropZone } from "../parts/drop-zone";
import { take } from "../references";
import { Composer } from "./composer";
import { Gallery } from "./gallery";

/** Where things are made; images can be dropped on all of it. */
export const Create = () => (
  <DropZone class="create" onFiles={take}>
    <h1 class="hidden">Create</h1>
    <Composer />
    <Gallery />
  </DropZone>
);
