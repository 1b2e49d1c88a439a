import { createHash } from "node:crypto";
import { AppError, invalidField } from "../core/errors";
import type { RandomBytes } from "../core/crypto";
import { createId, shardOf } from "../core/ids";
import { MAX_UPLOAD_BYTES, type ImageFacts, type Upload } from "../core/upload";
import type { Meter } from "../store/streams";
import type { UploadStore } from "../store/uploads";
import { requireTakeable, type Shrinker } from "./shrinker";
import { ImageRefused, sift } from "./sift/index";

export interface UploadDependencies {
  readonly store: UploadStore;
  readonly now: () => Date;
  readonly random: RandomBytes;
  readonly shards: number;
  /** What takes larger images, where there is such a thing. */
  readonly shrinker: Shrinker | null;
  readonly meter?: Meter;
}

/** Images come in as streams, are cleaned on the way, and wait to be worked on. */
export const createUploads = ({ store, now, random, shards, shrinker, meter }: UploadDependencies) => ({
  /**
   * Takes one image in. `sha256` is what its sender says it is, in hexadecimal. Whatever is wrong with it is an error
   * about `field`, and nothing of it stays.
   */
  async receive(
    accountId: string,
    source: AsyncIterable<Uint8Array>,
    field: string,
    {
      sha256,
      mostBytes = MAX_UPLOAD_BYTES,
    }: { readonly sha256?: string | undefined; readonly mostBytes?: number } = {},
  ): Promise<Upload> {
    const id = createId("upl", shardOf("acc", accountId) ?? 0, now(), random);
    const hash = createHash("sha256");
    let facts: ImageFacts | undefined;
    async function* cleaned(): AsyncGenerator<Uint8Array> {
      facts = yield* sift(
        counted(source, field, mostBytes, (piece) => void hash.update(piece)),
        shrinker?.limits,
      );
    }
    try {
      const bytes = await store.write(id, cleaned(), meter);
      const found = hash.digest("hex");
      if (sha256 !== undefined && sha256 !== found)
        throw invalidField(field, "The bytes that came in are not those the digest is of.");
      if (facts === undefined) throw new Error("an image without facts");
      requireTakeable(facts, bytes);
      const upload = { ...facts, id, accountId, bytes, sha256: found };
      await store.commit(upload);
      return upload;
    } catch (error) {
      await store.remove([id]);
      throw error instanceof ImageRefused ? refusal(error, field) : error;
    }
  },

  /** The account's upload of that id. */
  find: async (accountId: string, id: string): Promise<Upload | null> => await store.find(accountId, id, now()),

  discard: async (uploads: readonly Upload[]): Promise<void> => await store.remove(uploads.map(({ id }) => id)),

  sweep: async (): Promise<number> => await store.sweep(shards, now()),
});

export type Uploads = ReturnType<typeof createUploads>;

/** Bytes that are passed on at once. */
const PIECE_BYTES = 128 * 1_024;

/** What comes in, in larger pieces that always stand in the same place: a network's many small ones are soon forgotten. */
async function* counted(
  source: AsyncIterable<Uint8Array>,
  field: string,
  mostBytes: number,
  see: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const room = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.byteLength;
    if (bytes > mostBytes)
      throw new AppError("payload_too_large", `An image has at most ${mostBytes} bytes here.`, { field });
    for (let at = 0; at < piece.byteLength;) {
      const taken = piece.subarray(at, at + PIECE_BYTES - filled);
      room.set(taken, filled);
      filled += taken.byteLength;
      at += taken.byteLength;
      if (filled < PIECE_BYTES) continue;
      see(room);
      yield room;
      filled = 0;
    }
  }
  if (filled === 0) return;
  see(room.subarray(0, filled));
  yield room.subarray(0, filled);
}

const refusal = ({ message, unsupported }: ImageRefused, field: string): AppError =>
  new AppError(unsupported ? "unsupported_media_type" : "image_refused", message, { field });
