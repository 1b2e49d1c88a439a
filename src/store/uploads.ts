import { idPrefix, shardOf, timeOf } from "../core/ids";
import { Upload, UPLOAD_GRACE_MS, UPLOAD_LIVES_MS } from "../core/upload";
import { putStream, readRanges, type Meter } from "./streams";

/**
 * Images that were sent to be worked on, in R2: the file, and after it what is known of it. Without the second there is
 * no upload, so that one that broke off is none. Their ids begin with their time, so a listing has the oldest first.
 */

const PREFIX = "upload/";
const fileOf = (id: string): string => `${PREFIX}${id}/file`;
const factsOf = (id: string): string => `${PREFIX}${id}/facts`;
/** Objects that one sweep looks at. */
const SWEEP_LIMIT = 500;

export const createUploadStore = (bucket: R2Bucket) => ({
  write: async (id: string, source: AsyncIterable<Uint8Array>, meter?: Meter): Promise<number> =>
    await putStream(bucket, fileOf(id), source, meter),

  /** From now on the upload is there. */
  async commit(upload: Upload): Promise<void> {
    await bucket.put(factsOf(upload.id), JSON.stringify(upload));
  },

  /** The account's upload, as long as it can be used. */
  async find(accountId: string, id: string, now: Date): Promise<Upload | null> {
    const made = shardOf("upl", id) === null ? null : timeOf(id);
    if (made === null || now.getTime() - made.getTime() > UPLOAD_LIVES_MS) return null;
    const object = await bucket.get(factsOf(id));
    if (object === null) return null;
    const upload = Upload.parse(await object.json());
    return upload.accountId === accountId ? upload : null;
  },

  /** The file's bytes. */
  stream: (id: string): AsyncGenerator<Uint8Array, void, void> => readRanges(bucket, fileOf(id)),

  /** The same in one stream, for what wants all of it at once. */
  async body(id: string): Promise<ReadableStream<Uint8Array>> {
    const object = await bucket.get(fileOf(id));
    if (object === null) throw new Error("an upload is gone");
    return object.body;
  },

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await bucket.delete(ids.flatMap((id) => [fileOf(id), factsOf(id)]));
  },

  /** Removes what can no longer be used; answers how many objects. */
  async sweep(shards: number, now: Date): Promise<number> {
    let removed = 0;
    for (let shard = 0; shard < shards; shard++) {
      const prefix = PREFIX + idPrefix("upl", shard);
      const { objects } = await bucket.list({ prefix, limit: SWEEP_LIMIT });
      const old = objects
        .map(({ key }) => key)
        .filter((key) => isOver(key.slice(PREFIX.length).split("/")[0] ?? "", now));
      if (old.length > 0) await bucket.delete(old);
      removed += old.length;
    }
    return removed;
  },
});

const isOver = (id: string, now: Date): boolean => {
  const made = timeOf(id);
  return made !== null && now.getTime() - made.getTime() > UPLOAD_LIVES_MS + UPLOAD_GRACE_MS;
};

export type UploadStore = ReturnType<typeof createUploadStore>;
