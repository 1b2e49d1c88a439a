import { imageSize } from "image-size";
import { sha256Hex } from "../core/crypto";
import { pictureId } from "../core/ids";
import { JobFailure, type Drawing, type Job, type Picture } from "../core/job";
import { isPictureType, MEDIA_TYPES, picturePath, type PictureType } from "../core/media";
import type { PictureStore } from "../store/pictures";
import { mark } from "./mark";
import type { Purge } from "./purge";

export interface PublisherDependencies {
  readonly pictures: PictureStore;
  readonly secret: string;
  readonly purge: Purge | null;
  /** The operator's host for pictures; without one they are served from the API's own origin. */
  readonly mediaBaseUrl: string | null;
}

/** From a model's bytes to a permanent public picture, and back out of the world when its owner says so. */
export const createPublisher = ({ pictures, secret, purge, mediaBaseUrl }: PublisherDependencies) => {
  const urlOf = (picture: Picture, origin: string): string => `${mediaBaseUrl ?? origin}${picturePath(picture)}`;

  return {
    urlOf,

    /** Checks, marks and stores one drawing. A second attempt at the same job gets the first one's picture. */
    async publish(job: Job, index: number, drawing: Drawing): Promise<Picture> {
      const { type, width, height } = inspect(drawing.bytes);
      const bytes = mark(drawing.bytes, type, drawing);
      const picture: Picture = {
        id: await pictureId(secret, job.id, index),
        mediaType: type,
        width,
        height,
        bytes: bytes.byteLength,
        sha256: await sha256Hex(bytes),
        model: drawing.model,
        seed: drawing.seed,
      };
      const stored = await pictures.put(picture, bytes);
      if (stored === null) throw new Error("the picture's place is taken by something else");
      return stored;
    },

    /** Removes published pictures from the store and from every cache. */
    async erase(published: readonly Picture[], origin: string): Promise<void> {
      await Promise.all(published.map((picture) => pictures.erase(picture.id)));
      if (purge !== null && published.length > 0) await purge(published.map((picture) => urlOf(picture, origin)));
    },

    /** Removes whatever attempts at these jobs may have stored; nobody was ever told where. */
    async discard(jobIds: readonly string[]): Promise<void> {
      await pictures.discard(await Promise.all(jobIds.map((jobId) => pictureId(secret, jobId, 0))));
    },
  };
};

export type Publisher = ReturnType<typeof createPublisher>;

/** Type and size from the bytes themselves; what is no picture is never published. */
function inspect(bytes: Uint8Array): { type: PictureType; width: number; height: number } {
  const found = readHeader(bytes);
  const type = found.type === "jpg" ? MEDIA_TYPES.jpeg : `image/${found.type ?? ""}`;
  if (!isPictureType(type)) throw new JobFailure("generation_failed");
  return { type, width: found.width, height: found.height };
}

function readHeader(bytes: Uint8Array): { type?: string; width: number; height: number } {
  try {
    return imageSize(bytes);
  } catch (error) {
    throw new JobFailure("generation_failed", error);
  }
}
