/** R2 takes no smaller part, but for the last. */
const PART_BYTES = 5 * 1_024 * 1_024;

/** Told how many bytes are held at a time: what a benchmark asks for. */
export type Meter = (heldBytes: number) => void;

/**
 * Stores a stream of unknown length and answers how long it was. One part is held, always in the same place; where the
 * stream breaks off, nothing of it stays.
 */
export async function putStream(
  bucket: R2Bucket,
  key: string,
  source: AsyncIterable<Uint8Array>,
  meter: Meter = () => {},
): Promise<number> {
  const room = new Uint8Array(PART_BYTES);
  let filled = 0;
  let bytes = 0;
  let upload: R2MultipartUpload | undefined;
  const parts: R2UploadedPart[] = [];

  const send = async (): Promise<void> => {
    upload ??= await bucket.createMultipartUpload(key);
    parts.push(await upload.uploadPart(parts.length + 1, room.subarray(0, filled)));
    filled = 0;
  };

  try {
    for await (const piece of source) {
      bytes += piece.byteLength;
      meter(PART_BYTES + piece.byteLength);
      for (let at = 0; at < piece.byteLength;) {
        // A full part is sent when more comes: the last one, whatever its length, is sent at the end.
        if (filled === PART_BYTES) await send();
        const taken = piece.subarray(at, at + PART_BYTES - filled);
        room.set(taken, filled);
        filled += taken.byteLength;
        at += taken.byteLength;
      }
    }
    if (upload === undefined) await bucket.put(key, room.subarray(0, filled));
    else {
      await send();
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
