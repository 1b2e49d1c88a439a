/** R2 in memory: what the core asks of it, with the same answers. */

interface Stored {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly customMetadata: Record<string, string>;
  readonly httpMetadata: { contentType?: string };
  readonly uploaded: Date;
}

interface PutOptions {
  readonly onlyIf?: { readonly etagDoesNotMatch?: string };
  readonly customMetadata?: Record<string, string>;
  readonly httpMetadata?: { contentType?: string };
}

export class MemoryR2 {
  readonly #objects = new Map<string, Stored>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async put(key: string, value: string | Uint8Array, options: PutOptions = {}): Promise<object | null> {
    if (options.onlyIf?.etagDoesNotMatch === "*" && this.#objects.has(key)) return null;
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value.slice();
    const { customMetadata = {}, httpMetadata = {} } = options;
    this.#objects.set(key, { key, bytes, customMetadata, httpMetadata, uploaded: new Date(this.#now()) });
    return await this.head(key);
  }

  async head(key: string): Promise<object | null> {
    const found = this.#objects.get(key);
    return found === undefined ? null : { ...found, size: found.bytes.byteLength, httpEtag: `"${key}"` };
  }

  async get(key: string): Promise<object | null> {
    const found = this.#objects.get(key);
    const head = await this.head(key);
    return found === undefined || head === null
      ? null
      : { ...head, arrayBuffer: async () => found.bytes.slice().buffer, bytes: async () => found.bytes.slice() };
  }

  async delete(keys: string | readonly string[]): Promise<void> {
    for (const key of [keys].flat()) this.#objects.delete(key as string);
  }

  async list({ prefix = "", limit = 1_000 }: { prefix?: string; limit?: number } = {}): Promise<object> {
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
    const objects = keys.slice(0, limit).map((key) => this.#objects.get(key));
    return { objects, truncated: keys.length > limit, delimitedPrefixes: [] };
  }

  get keys(): readonly string[] {
    return [...this.#objects.keys()];
  }
}
