import { timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { MemoryD1 } from "../../simulation/stand-ins/d1";
import { MemoryR2 } from "../../simulation/stand-ins/r2";
import { createExecutionContext, createMessageBatch } from "./messages";
import { namespaceOf } from "./objects";

/** `cloudflare:workers` in Node: the bindings over SQLite and memory, and the Worker itself. */

export { DurableObject } from "../../simulation/stand-ins/durable";

// What workerd adds to Web Crypto.
Object.assign(crypto.subtle, { timingSafeEqual });

/** Loaded late: it imports this file. */
const theWorker = async () => (await import("../../../src/index")).default;

/** A queue whose messages arrive one by one, each once. */
const queue = (name: string) => ({
  async sendBatch(messages: Iterable<{ body: unknown; delaySeconds?: number }>): Promise<void> {
    const worker = await theWorker();
    for (const { body, delaySeconds = 0 } of messages)
      setTimeout(() => {
        const batch = createMessageBatch(name, [{ id: "message", body, attempts: 1 }]);
        worker.queue(batch as never, env).catch(() => {});
      }, delaySeconds * 1_000).unref();
  },
});

export const env = {
  ...JSON.parse(process.env["SETTINGS"] ?? "{}"),
  DB_0: new MemoryD1(Date.now).migrate(),
  OTHER_DB: new MemoryD1(Date.now).migrate(),
  MEDIA: new MemoryR2(Date.now),
  ACCOUNT_LIMITER: namespaceOf("AccountLimiter", () => env),
  GUEST_LIMITER: namespaceOf("GuestLimiter", () => env),
  READS: { limit: async () => ({ success: true }) },
  JOBS: queue("edgel-jobs"),
  WEBHOOKS: queue("edgel-webhooks"),
  JOBS_DEAD: queue("edgel-jobs-dead"),
  ASSETS: { fetch: async (url: string) => new Response(await readFile(`.assets${new URL(url).pathname}`)) },
} as unknown as Env;

export const exports = {
  default: {
    async fetch(request: Request): Promise<Response> {
      const worker = await theWorker();
      return await worker.fetch(request as never, env, createExecutionContext());
    },
  },
};
