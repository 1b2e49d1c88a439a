import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * The few operations of Web Crypto that the core uses, done at once: threads would finish in an order of their own, and
 * a seed has to be one run.
 */
export const syncSubtle = {
  digest: async (_name: string, data: Uint8Array) => toBuffer(createHash("sha256").update(data).digest()),
  importKey: async (_format: string, key: Uint8Array, algorithm: { name: string }) => ({ key, name: algorithm.name }),
  exportKey: async () => ({ x: "" }),
  sign: async (_name: string, { key }: { key: Uint8Array }, data: Uint8Array) =>
    toBuffer(createHmac("sha256", key).update(data).digest()),
  timingSafeEqual: (a: Uint8Array, b: Uint8Array) => timingSafeEqual(a, b),
};

const toBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
