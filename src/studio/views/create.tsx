import { Composer } from "./composer";
import { Gallery } from "./gallery";

export const Create = () => (
  <div class="create">
    <h1 class="hidden">Create</h1>
    <Composer />
    <Gallery />
  </div>
);
