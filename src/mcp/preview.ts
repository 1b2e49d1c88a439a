import { gather } from "../core/media";
import { decode } from "../raster/decode";
import { encode } from "../raster/encode";
import { readPng } from "../raster/png-read";
import type { Raster } from "../raster/raster";
import { shrunk } from "../raster/shrink";
import type { OwnApi } from "./api";
import type { ApiJob } from "./job";

/** What a model is shown of a result: enough to judge it, and little of its context. */
export const MOST_PREVIEW_BYTES = 30_000;
/** Tried in turn until one is small enough. */
const TRIES = [
  { edge: 512, quality: 75 },
  { edge: 384, quality: 60 },
  { edge: 256, quality: 40 },
] as const;

/** A small WebP of what a job made; of a clip, of its poster. `null` where there is nothing to show. */
export async function previewOf(api: OwnApi, { output }: ApiJob): Promise<Uint8Array | null> {
  const picture = output?.results.find(({ media_type: type }) => type.startsWith("image/"));
  const made = output?.steps?.find(({ image_id: id }) => id === picture?.image_id)?.preview_url;
  const url = made ?? picture?.url;
  const type = made === undefined || made === null ? picture?.media_type : "image/webp";
  if (url === undefined || type === undefined) return null;
  for (const { edge, quality } of TRIES) {
    const response = await api.picture(url);
    if (response?.body === null || response === null) return null;
    const bytes = await encode(await shrunk(await rasterOf(response.body, type), edge), "webp", quality);
    if (bytes.byteLength <= MOST_PREVIEW_BYTES) return bytes;
  }
  return null;
}

async function rasterOf(body: ReadableStream<Uint8Array>, type: string): Promise<Raster> {
  const bytes = await gather(body);
  if (type === "image/jpeg" || type === "image/webp") return await decode(bytes, type);
  return await readPng(async function* whole() {
    yield bytes;
  });
}
