import { putStream, readRanges } from "./streams";

/**
 * What a job of many steps has made so far: unfinished parts in R2, under the job's id and never served. Whatever is
 * left of them is removed after the job has ended.
 */

const PREFIX = "work";
const keyOf = (workspace: string, index: number): string => `${PREFIX}/${workspace}/${String(index).padStart(5, "0")}`;

/** A workspace has no more parts than one listing answers. */
const MOST_PARTS = 1_000;

export const createWorkspace = (bucket: R2Bucket) => {
  const keysOf = async (workspace: string): Promise<string[]> => {
    const { objects } = await bucket.list({ prefix: `${PREFIX}/${workspace}/`, limit: MOST_PARTS });
    return objects.map(({ key }) => key);
  };
  return {
    /** How many parts there are, from the first on without a gap. */
    async count(workspace: string): Promise<number> {
      const keys = new Set(await keysOf(workspace));
      let count = 0;
      while (keys.has(keyOf(workspace, count))) count += 1;
      return count;
    },

    async put(workspace: string, index: number, part: Uint8Array<ArrayBuffer>): Promise<void> {
      await bucket.put(keyOf(workspace, index), part);
    },

    async get(workspace: string, index: number): Promise<Uint8Array> {
      const object = await bucket.get(keyOf(workspace, index));
      if (object === null) throw new Error("a part of the work is gone");
      return new Uint8Array(await object.arrayBuffer());
    },

    /** Stores a part as it is made. */
    async write(workspace: string, index: number, source: AsyncIterable<Uint8Array>): Promise<void> {
      await putStream(bucket, keyOf(workspace, index), source);
    },

    stream: (workspace: string, index: number): AsyncGenerator<Uint8Array, void, void> =>
      readRanges(bucket, keyOf(workspace, index)),

    async clear(workspaces: readonly string[]): Promise<void> {
      for (const workspace of workspaces) {
        const keys = await keysOf(workspace);
        if (keys.length > 0) await bucket.delete(keys);
      }
    },
  };
};

export type Workspace = ReturnType<typeof createWorkspace>;
