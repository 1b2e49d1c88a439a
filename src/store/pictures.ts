import { z } from "zod";
import { Origin, Resolved, type Picture } from "../core/job";
import { readRanges } from "./streams";

/**
 * Pictures and clips in R2, one object each, named by its public id. An object is written once: the first put wins,
 * and a deleted picture leaves an empty marker in its place, so that no late writer can bring it back.
 */

/** As it is kept beside an object, and as it is elsewhere. */
const fromText = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === "string" ? JSON.parse(value) : value), schema);

/** What a picture is, kept beside its bytes so that a second attempt can adopt the first one's picture. */
const Facts = z.object({
  width: z.coerce.number().int(),
  height: z.coerce.number().int(),
  bytes: z.coerce.number().int(),
  sha256: z.string(),
  model: z.string(),
  seed: z.coerce.number().int(),
  seconds: z.coerce.number().optional(),
  origin: Origin.optional(),
  resolved: fromText(Resolved.optional()),
  degraded: fromText(z.boolean().optional()),
  placeholder: z.string().optional(),
});
type Facts = z.infer<typeof Facts>;

const DELETED = { deleted: "true" };

/** A run of a picture's bytes. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

export type StoredPicture = R2ObjectBody | R2Object;
export type Read = { readonly object: StoredPicture } | "deleted" | "missing";

export const createPictureStore = (bucket: R2Bucket) => ({
  /** Stores the picture, or answers the one that was there first. `null`: it was deleted, or is not ours to read. */
  async put(picture: Picture, bytes: Uint8Array<ArrayBuffer>, owner: string): Promise<Picture | null> {
    const { id, mediaType } = picture;
    const written = await bucket.put(id, bytes, {
      onlyIf: { etagDoesNotMatch: "*" },
      sha256: picture.sha256,
      httpMetadata: { contentType: mediaType },
      customMetadata: { ...asText(picture), owner },
    });
    return written === null ? await this.find(id) : picture;
  },

  /** The picture of that id; where an owner is named, only if it is that account's. */
  async find(id: string, owner?: string): Promise<Picture | null> {
    const object = await bucket.head(id);
    const facts = Facts.safeParse(object?.customMetadata);
    if (object === null || !facts.success) return null;
    if (owner !== undefined && object.customMetadata?.["owner"] !== owner) return null;
    return { id, mediaType: object.httpMetadata?.contentType ?? "application/octet-stream", ...facts.data };
  },

  /** Opens a picture for serving, whole or in part; conditions are R2's to judge. */
  async read(id: string, conditions: Headers, part?: Part): Promise<Read> {
    const object = await bucket.get(id, { onlyIf: conditions, ...(part === undefined ? {} : { range: part }) });
    if (object === null) return "missing";
    return object.customMetadata?.["deleted"] === "true" ? "deleted" : { object };
  },

  /** A picture's bytes, a few at a time. */
  stream: (id: string): AsyncGenerator<Uint8Array, void, void> => readRanges(bucket, id),

  /** What lies there, whatever it is: nothing is left of a deleted picture. */
  async look(id: string): Promise<{ size: number; sha256: string | undefined } | null> {
    const object = await bucket.head(id);
    return object && { size: object.size, sha256: object.customMetadata?.["sha256"] };
  },

  /** How large a picture is, and its tag; `null` where there is none. */
  async measure(id: string): Promise<{ size: number; etag: string } | null> {
    const object = await bucket.head(id);
    return object && { size: object.size, etag: object.httpEtag };
  },

  /** Removes a picture for good and leaves the marker that says so. */
  async erase(id: string): Promise<void> {
    await bucket.put(id, new Uint8Array(), { customMetadata: DELETED });
  },

  /** Removes pictures nobody was ever told of. */
  async discard(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await bucket.delete([...ids]);
  },
});

/** R2 keeps texts beside an object. */
const asText = (picture: Picture): Record<string, string> => {
  const facts: Facts = Facts.parse(picture);
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    known.map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
};

export type PictureStore = ReturnType<typeof createPictureStore>;
