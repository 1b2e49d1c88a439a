import { gather } from "../core/media";
import { encode } from "../raster/encode";
import { fromBytes, readPicture } from "../raster/read";
import { shrunk } from "../raster/shrink";
import type { OwnApi } from "./api";
import type { ApiJob } from "./job";

/** What a model is shown of a result: enough to judge it, and little of its context. */
const MOST_PREVIEW_BYTES = 30_000;
/** Tried in turn until one is small enough. */
const TRIES = [
  { edge: 512, quality: 75 },
  { edge: 384, quality: 60 },
  { edge: 256, quality: 40 },
] as const;

/** A small WebP of what a job made; of a clip, of its poster. `null` where there is nothing to show. */
export async function previewOf(api: OwnApi, { output }: ApiJob): Promise<Uint8Array | null> {
  const picture = output?.results.find(({ media_type: type }) => type.startsWith("image/"));
  if (picture === undefined) return null;
  const made = output?.steps?.find(({ image_id: id }) => id === picture.image_id)?.preview_url ?? null;
  const response = await api.picture(made ?? picture.url);
  if (response === null || response.body === null) return null;
  const source = fromBytes(await gather(response.body));
  const raster = await readPicture(source, made === null ? picture.media_type : "image/webp");
  for (const { edge, quality } of TRIES) {
    const bytes = await encode(await shrunk(raster, edge), "webp", quality);
    if (bytes.byteLength <= MOST_PREVIEW_BYTES) return bytes;
  }
  return null;
}
