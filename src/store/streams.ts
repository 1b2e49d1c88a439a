import { joinBytes } from "../core/media";

/** R2 takes no smaller part, but for the last. */
const PART_BYTES = 5 * 1_024 * 1_024;

/** Told how many bytes are held at a time: what a benchmark asks for. */
export type Meter = (heldBytes: number) => void;

/**
 * Stores a stream of unknown length and answers how long it was. Little more than one part is held; where the stream
 * breaks off, nothing of it stays.
 */
export async function putStream(
  bucket: R2Bucket,
  key: string,
  source: AsyncIterable<Uint8Array>,
  meter: Meter = () => {},
): Promise<number> {
  let bytes = 0;
  let pieces: Uint8Array[] = [];
  let held = 0;
  let upload: R2MultipartUpload | undefined;
  const parts: R2UploadedPart[] = [];

  /** Sends what is held in parts of one size, and at the end the rest. */
  const flush = async (least: number): Promise<void> => {
    upload ??= await bucket.createMultipartUpload(key);
    let whole = joinBytes(pieces);
    meter(held + whole.byteLength);
    pieces = [];
    for (; whole.byteLength > least; whole = whole.slice(PART_BYTES))
      parts.push(await upload.uploadPart(parts.length + 1, whole.subarray(0, PART_BYTES)));
    [pieces, held] = [[whole], whole.byteLength];
  };

  try {
    for await (const piece of source) {
      bytes += piece.byteLength;
      // A copy: what comes next may stand in the same place.
      pieces.push(piece.slice());
      held += piece.byteLength;
      meter(held);
      if (held > PART_BYTES) await flush(PART_BYTES);
    }
    if (upload === undefined) await bucket.put(key, joinBytes(pieces));
    else {
      await flush(0);
      await upload.complete(parts);
    }
  } catch (error) {
    await upload?.abort();
    throw error;
  }
  return bytes;
}

/** Bytes that are asked for at once. */
const RANGE_BYTES = 2 * 1_024 * 1_024;

/**
 * An object's bytes, a few at a time. Each piece is a request of its own, which ends: many may be read side by side,
 * where only six connections can be open.
 */
export async function* readRanges(bucket: R2Bucket, key: string): AsyncGenerator<Uint8Array, void, void> {
  for (let offset = 0; ;) {
    const object = await bucket.get(key, { range: { offset, length: RANGE_BYTES } });
    if (object === null) throw new Error("a stored object is gone");
    yield new Uint8Array(await object.arrayBuffer());
    offset += RANGE_BYTES;
    if (offset >= object.size) return;
  }
}
