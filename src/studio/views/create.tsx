import { route } from "../route";
import { Composer } from "./composer";
import { Detail } from "./detail";
import { Gallery } from "./gallery";

export const Create = () => (
  <div class="create">
    <h1 class="hidden">Create</h1>
    <Composer />
    <Gallery />
    {route.value.jobId !== undefined && <Detail key={route.value.jobId} id={route.value.jobId} />}
  </div>
);
