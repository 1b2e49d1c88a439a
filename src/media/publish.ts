import { imageSize } from "image-size";
import { sha256Hex } from "../core/crypto";
import { isPictureId, pictureId } from "../core/ids";
import { JobFailure, MAX_AGENT_STEPS, type Drawing, type Job, type JobKind, type Picture } from "../core/job";
import { isPictureType, MEDIA_TYPES, picturePath, previewOf } from "../core/media";
import type { PictureStore } from "../store/pictures";
import { clipTypeOf, readClip } from "../video/read";
import { mark } from "./mark";
import { markClip } from "./mark-clip";
import { placeholderOf } from "./placeholder";
import type { Purge } from "./purge";

export interface PublisherDependencies {
  readonly pictures: PictureStore;
  readonly secret: string;
  readonly purge: Purge | null;
  /** The operator's host for pictures; without one they are served from the API's own origin. */
  readonly mediaBaseUrl: string | null;
}

/** From a model's bytes to a permanent public picture or clip, and back out of the world when its owner says so. */
export const createPublisher = ({ pictures, secret, purge, mediaBaseUrl }: PublisherDependencies) => {
  const urlOf = (picture: Pick<Picture, "id" | "mediaType">, origin: string): string =>
    `${mediaBaseUrl ?? origin}${picturePath(picture)}`;

  return {
    urlOf,

    /** The account's picture of that id, as it is stored. */
    find: async (id: string, owner: string): Promise<Picture | null> =>
      isPictureId(id) ? await pictures.find(id, owner) : null,

    /** A stored picture's bytes. */
    stream: pictures.stream,

    /** Checks, marks and stores one drawing. A second attempt at the same job gets the first one's picture. */
    async publish(job: Job, index: number, drawing: Drawing): Promise<Picture> {
      const { bytes, ...facts } = await prepare(drawing);
      // Pictures that an agent makes on its way have previews.
      const placeholder = job.request.kind === "agent" ? null : await placeholderOf(drawing.bytes, facts);
      const picture: Picture = {
        id: await pictureId(secret, job.id, index),
        ...facts,
        bytes: bytes.byteLength,
        sha256: await sha256Hex(bytes),
        model: drawing.model,
        seed: drawing.seed,
        origin: drawing.origin,
        ...(drawing.resolved === undefined ? {} : { resolved: drawing.resolved }),
        ...(drawing.degraded === undefined ? {} : { degraded: drawing.degraded }),
        ...(placeholder === null ? {} : { placeholder }),
      };
      const stored = await pictures.put(picture, bytes, job.accountId);
      if (stored === null) throw new Error("the picture's place is taken by something else");
      return stored;
    },

    /** Removes published pictures from the store and from every cache. */
    async erase(published: readonly Picture[], origin: string): Promise<void> {
      const all = published.flatMap((picture) => [picture, ...previewOf(picture)]);
      await Promise.all(all.map(({ id }) => pictures.erase(id)));
      if (purge !== null && all.length > 0) await purge(all.map((picture) => urlOf(picture, origin)));
    },

    /** Removes whatever attempts at these jobs may have stored; nothing of it is delivered. */
    async discard(
      jobs: readonly { readonly id: string; readonly request: { readonly kind: JobKind } }[],
    ): Promise<void> {
      const places = jobs.flatMap(({ id, request }) =>
        Array.from({ length: MOST_OUTPUTS[request.kind] }, async (_, index) => await pictureId(secret, id, index)),
      );
      await pictures.discard(await Promise.all(places));
    },
  };
};

export type Publisher = ReturnType<typeof createPublisher>;

/** The places a job has for pictures: a clip and its poster; of an agent, each turn's picture and its preview. */
const MOST_OUTPUTS = { image: 1, video: 2, agent: 2 * (MAX_AGENT_STEPS + 1) } as const satisfies Record<
  JobKind,
  number
>;

/** Type and size from the bytes themselves, which are marked; what is neither picture nor clip is never published. */
async function prepare(
  drawing: Drawing,
): Promise<Pick<Picture, "mediaType" | "width" | "height" | "seconds"> & { bytes: Uint8Array<ArrayBuffer> }> {
  const clipType = clipTypeOf(drawing.bytes);
  if (clipType !== null) {
    const { type, ...facts } = await orFail(() => readClip(drawing.bytes, clipType));
    return { mediaType: type, ...facts, bytes: await markClip(drawing.bytes, type, drawing) };
  }
  const { type: found, width, height } = await orFail(async () => imageSize(drawing.bytes));
  const type = found === "jpg" ? MEDIA_TYPES.jpeg : `image/${found ?? ""}`;
  if (!isPictureType(type)) throw new JobFailure("generation_failed");
  return { mediaType: type, width, height, bytes: mark(drawing.bytes, type, drawing) };
}

/** A file that cannot be read will not be readable the next time either. */
async function orFail<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new JobFailure("generation_failed", error);
  }
}
