import { gather, MEDIA_TYPES } from "../core/media";
import { decode } from "./decode";
import { readPng, UnreadableImage, type Source } from "./png-read";
import type { Raster } from "./raster";

/** A stored picture by its type: a PNG as its rows are asked for, others whole. */
export async function readPicture(source: Source, mediaType: string): Promise<Raster> {
  if (mediaType === MEDIA_TYPES.png) return await readPng(source);
  if (mediaType !== MEDIA_TYPES.jpeg && mediaType !== MEDIA_TYPES.webp)
    throw new UnreadableImage("This is no picture that can be worked on.");
  return await decode(await gather(await source()), mediaType);
}

/** Bytes that are in memory, as a source. */
export const fromBytes = (bytes: Uint8Array) =>
  async function* whole(): AsyncGenerator<Uint8Array, void, void> {
    yield bytes;
  };
