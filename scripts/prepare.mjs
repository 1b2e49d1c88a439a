// What has to be there before anything is served, tested or deployed.
import { buildArtwork } from "./artwork.mjs";
import { buildCodecs } from "./codecs.mjs";
import { buildReference } from "./reference.mjs";
import { buildStudio } from "./studio.mjs";
import { ensureInstalled } from "./toolchain.mjs";

/** Installs the packages, and builds from them what is not code of ours. Quick where all of it is there. */
export async function prepare() {
  ensureInstalled();
  await buildArtwork();
  buildCodecs();
  buildReference();
  await buildStudio();
}
