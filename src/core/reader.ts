import { joinBytes } from "./media";

/** Bytes of a stream, taken as they are needed. */
export interface ByteReader {
  /** Exactly so many bytes; where the stream ends before, the error that `createReader` was given. */
  readonly take: (count: number) => Promise<Uint8Array>;
  /** Up to so many bytes; none at the end. */
  readonly some: (count: number) => Promise<Uint8Array>;
  /** The same, in pieces as they come. */
  readonly pieces: (count: number) => AsyncGenerator<Uint8Array, void, void>;
  /** The next bytes, which stay to be read: fewer only where the stream ends. */
  readonly peek: (count: number) => Promise<Uint8Array>;
  /** Puts the last so many bytes of what `some` has answered back, to be read again. */
  readonly back: (count: number) => void;
  /** Nobody will read on. */
  readonly close: () => Promise<void>;
}

export function createReader(source: AsyncIterable<Uint8Array>, endedEarly: () => Error): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array();
  let at = 0;

  const some = async (count: number): Promise<Uint8Array> => {
    while (at === piece.byteLength) {
      const next = await iterator.next();
      if (next.done === true) return new Uint8Array();
      piece = next.value;
      at = 0;
    }
    const part = piece.subarray(at, at + count);
    at += part.byteLength;
    return part;
  };

  return {
    some,
    async take(count) {
      const whole = new Uint8Array(count);
      for (let filled = 0; filled < count;) {
        const part = await some(count - filled);
        if (part.byteLength === 0) throw endedEarly();
        whole.set(part, filled);
        filled += part.byteLength;
      }
      return whole;
    },
    async *pieces(count) {
      for (let left = count; left > 0;) {
        const part = await some(left);
        if (part.byteLength === 0) throw endedEarly();
        left -= part.byteLength;
        yield part;
      }
    },
    async peek(count) {
      while (piece.byteLength - at < count) {
        const next = await iterator.next();
        if (next.done === true) break;
        piece = joinBytes([piece.subarray(at), next.value]);
        at = 0;
      }
      return piece.slice(at, at + count);
    },
    back(count) {
      at -= count;
    },
    close: async () => void (await iterator.return?.()),
  };
}
