import { AsyncLocalStorage } from "node:async_hooks";
import { consume } from "../../src/consumer";
import { AccountLimiterObject } from "../../src/limits/account-limiter";
import { GuestLimiter } from "../../src/limits/guest-limiter";
import type { Watch } from "../../src/limits/protocol";
import type { Models } from "../../src/models/entry";
import { createServices, type Services } from "../../src/services";
import { MemoryD1, MemoryStatement } from "./stand-ins/d1";
import { MemoryStorage } from "./stand-ins/durable";
import { MemoryR2 } from "./stand-ins/r2";
import type { World } from "./world";

/** A process that serves requests and messages until it dies: then nothing of it is heard any more. */
export class Isolate {
  dead = false;
  readonly #mourners = new Set<() => void>();

  onDeath(mourn: () => void): () => void {
    this.#mourners.add(mourn);
    return () => this.#mourners.delete(mourn);
  }

  die(): void {
    this.dead = true;
    for (const mourn of this.#mourners) mourn();
  }
}

export interface Host {
  readonly isolate: Isolate;
  readonly services: Services;
}

interface Letter {
  readonly queue: string;
  readonly body: unknown;
  readonly attempts: number;
}

/** As wrangler.toml has them. */
const RETRIES: Readonly<Record<string, number>> = { "edgel-jobs": 5, "edgel-webhooks": 3, "edgel-jobs-dead": 20 };
const DEAD_LETTERS: Readonly<Record<string, string>> = { "edgel-jobs": "edgel-jobs-dead" };
/** A message nobody answers for is delivered again after this. */
const VISIBLE_AGAIN_MS = 30_000;
const ISOLATES = 3;
const CRON_MS = 60_000;

/** Which isolate the code that runs now belongs to. */
export const running = new AsyncLocalStorage<Isolate>();

/** Cloudflare, as far as the core knows it: several isolates over one database, one bucket, queues and objects. */
export class Platform {
  readonly database: MemoryD1;
  readonly bucket: MemoryR2;
  /** Calls that left an isolate so far. */
  calls = 0;
  /** How often each rare thing happened. */
  readonly counts: Record<string, number> = {};
  readonly #world: World;
  readonly #models: (host: Isolate) => Models;
  readonly #fetch: (isolate: Isolate) => typeof fetch;
  #hosts: Host[] = [];
  readonly #storages = new Map<string, MemoryStorage>();
  readonly #objects = new Map<string, { readonly host: Host; readonly object: Record<string, unknown> }>();

  constructor(world: World, models: (host: Isolate) => Models, send: (isolate: Isolate) => typeof fetch) {
    this.#world = world;
    this.#models = models;
    this.#fetch = send;
    this.database = new MemoryD1(() => world.now).migrate();
    this.bucket = new MemoryR2(() => world.now);
    this.#hosts = Array.from({ length: ISOLATES }, () => this.#host());
  }

  count(name: string, times = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + times;
  }

  /** An isolate that lives; one takes the place of each that died. */
  host(): Host {
    const { chance } = this.#world;
    const at = Math.floor(chance() * ISOLATES);
    const found = this.#hosts[at];
    if (found !== undefined && !found.isolate.dead) return found;
    const fresh = this.#host();
    this.#hosts[at] = fresh;
    return fresh;
  }

  /** Does something on behalf of an isolate, as the one that is running. */
  on = <T>({ isolate, services }: Host, work: (services: Services) => Promise<T>): Promise<T> =>
    running.run(isolate, () => work(services));

  /** Lets time pass until this is done. */
  async settle(work: Promise<unknown>): Promise<void> {
    const state = { done: false };
    void work.finally(() => (state.done = true)).catch(() => {});
    while (!state.done) await this.#world.runUntil(this.#world.now + 1_000);
    await work;
  }

  startCron(): void {
    const tick = (): void => {
      const host = this.host();
      const swept = this.on(
        host,
        async ({ upkeep, webhooks }) => await Promise.all([upkeep.sweep(), webhooks.sweep()]),
      );
      swept.catch(() => this.count("cron failed"));
      this.#world.after(CRON_MS, tick);
    };
    this.#world.after(this.#world.between(0, CRON_MS), tick);
  }

  #host(): Host {
    const isolate = new Isolate();
    const log = { event: (name: string) => this.count(name) };
    const { chance } = this.#world;
    const services = createServices(this.#env(isolate), {
      now: () => new Date(this.#world.now),
      random: (length) => Uint8Array.from({ length }, () => Math.floor(chance() * 256)),
      chance,
      models: this.#models(isolate),
      fetch: this.#fetch(isolate),
      log,
    });
    return { isolate, services };
  }

  /**
   * A call to something outside the isolate: it takes its time, may fail before or after it was done, and the isolate
   * may die over it.
   */
  async call<T>(isolate: Isolate, work: () => Promise<T>): Promise<T> {
    const world = this.#world;
    const { fails, ambiguous, crashes, dies, stalls } = world.weather;
    const lot = world.chance();
    this.calls += 1;
    const isLast = dies?.at === this.calls;
    const crashesBefore = isLast ? dies.before : lot >= fails && lot < fails + crashes / 2;
    const crashesAfter = isLast ? !dies.before : lot >= fails + crashes / 2 && lot < fails + crashes;
    const isLost = lot >= fails + crashes && lot < fails + crashes + ambiguous;
    return await new Promise<T>((resolve, reject) => {
      const later = (then: () => void): void => {
        const stalled = world.chance() < stalls;
        if (stalled) this.count("call stalled");
        const ms = stalled ? world.between(20_000, 150_000) : world.between(1, 30);
        world.after(ms, () => void (isolate.dead || then()));
      };
      later(() => {
        if (lot < fails) {
          this.count("call failed");
          return reject(new Error("D1_ERROR: Network connection lost."));
        }
        if (crashesBefore) return this.#kill(isolate);
        work().then(
          (value) =>
            later(() => {
              if (crashesAfter) return this.#kill(isolate);
              if (!isLost) return resolve(value);
              this.count("answer lost");
              reject(new Error("D1_ERROR: Network connection lost."));
            }),
          (error: unknown) => later(() => (crashesAfter ? this.#kill(isolate) : reject(error as Error))),
        );
      });
    });
  }

  #kill(isolate: Isolate): void {
    this.count("isolate died");
    isolate.die();
  }

  #env(isolate: Isolate): Env {
    const call = async <T>(work: () => Promise<T>): Promise<T> => await this.call(isolate, work);
    const objects = (kind: string) => ({
      idFromName: (name: string) => name,
      get: (name: string) =>
        new Proxy(
          {},
          {
            get:
              (_target, method: string) =>
              async (...args: unknown[]) =>
                await call(async () => await this.#ask(kind, name, method, args)),
          },
        ),
    });
    const queue = (name: string) => ({
      sendBatch: async (messages: Iterable<{ body: unknown; delaySeconds?: number }>) => {
        const sent = [...messages];
        await call(async () => {
          for (const { body, delaySeconds = 0 } of sent)
            this.#post({ queue: name, body, attempts: 1 }, delaySeconds * 1_000);
        });
      },
    });
    const bucket = this.bucket;
    const env = {
      SERVER_SECRET: "a secret of the simulation, 32 characters and more",
      OPENING_BALANCE_CREDITS: "0",
      ADDRESS_LIMITS: "off",
      IMAGE_MODELS: "illustrator",
      DB_0: databaseOf(this.database, call),
      MEDIA: {
        put: async (...args: Parameters<MemoryR2["put"]>) => await call(async () => await bucket.put(...args)),
        head: async (key: string) => await call(async () => await bucket.head(key)),
        get: async (key: string) => await call(async () => await bucket.get(key)),
        delete: async (keys: string[]) => await call(async () => await bucket.delete(keys)),
        list: async (options: object) => await call(async () => await bucket.list(options)),
      },
      ACCOUNT_LIMITER: objects("account"),
      GUEST_LIMITER: objects("guest"),
      READS: { limit: async () => ({ success: true }) },
      JOBS: queue("edgel-jobs"),
      WEBHOOKS: queue("edgel-webhooks"),
      JOBS_DEAD: queue("edgel-jobs-dead"),
      ASSETS: {},
    };
    return env as unknown as Env;
  }

  /** Puts a message on its way: it may be lost, doubled, and overtaken. */
  #post(letter: Letter, delayMs: number): void {
    const world = this.#world;
    if (world.chance() < world.weather.drops) return this.count("message lost");
    const copies = world.chance() < world.weather.doubles ? 2 : 1;
    if (copies > 1) this.count("message doubled");
    for (let copy = 0; copy < copies; copy++)
      world.after(delayMs + world.between(0, world.chance() < 0.1 ? 5_000 : 100), () => this.#deliver(letter));
  }

  #deliver(letter: Letter): void {
    const { queue, body, attempts } = letter;
    const host = this.host();
    let answered = false;
    const again = (delayMs: number): void => {
      if (answered) return;
      answered = true;
      if (attempts <= (RETRIES[queue] ?? 0))
        return this.#world.after(delayMs, () => this.#deliver({ ...letter, attempts: attempts + 1 }));
      this.count("dead letter");
      const dead = DEAD_LETTERS[queue];
      if (dead !== undefined) this.#post({ queue: dead, body, attempts: 1 }, 0);
    };
    const message = {
      id: "message",
      body,
      attempts,
      ack: () => void (answered = true),
      retry: ({ delaySeconds = 0 }: { delaySeconds?: number } = {}) => again(delaySeconds * 1_000),
    };
    host.isolate.onDeath(() => again(VISIBLE_AGAIN_MS));
    const batch = { queue, messages: [message] } as unknown as MessageBatch;
    this.on(host, async (services) => await consume(batch, services)).catch(() => again(VISIBLE_AGAIN_MS));
  }

  #storageOf(kind: string, name: string): MemoryStorage {
    const id = `${kind}:${name}`;
    const known = this.#storages.get(id);
    if (known !== undefined) return known;
    const storage: MemoryStorage = new MemoryStorage((at) =>
      this.#world.after(at - this.#world.now, () => this.#fire(kind, name, storage, at, 1)),
    );
    this.#storages.set(id, storage);
    return storage;
  }

  #objectOf(kind: string, name: string) {
    const id = `${kind}:${name}`;
    const known = this.#objects.get(id);
    if (known !== undefined && !known.host.isolate.dead) return known;
    const host = this.#host();
    const ctx = { storage: this.#storageOf(kind, name) } as unknown as DurableObjectState;
    const object = kind === "guest" ? new GuestLimiter(ctx, {} as Env) : limiterWith(ctx, host.services.watch);
    const made = { host, object: object as unknown as Record<string, unknown> };
    this.#objects.set(id, made);
    return made;
  }

  /** One call of an object; when it is reset meanwhile, the caller is told. */
  async #ask(kind: string, name: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const { host, object } = this.#objectOf(kind, name);
    const act = object[method] as (...given: unknown[]) => unknown;
    return await new Promise((resolve, reject) => {
      const live = host.isolate.onDeath(() => reject(new Error("The object was reset.")));
      running
        .run(host.isolate, async () => await act.apply(object, structuredClone([...args])))
        .then(
          (value) => resolve(structuredClone(value)),
          (error: unknown) => reject(error as Error),
        )
        .finally(live);
    });
  }

  #fire(kind: string, name: string, storage: MemoryStorage, at: number, attempt: number): void {
    if (storage.alarm !== at && attempt === 1) return;
    storage.alarm = null;
    this.#ask(kind, name, "alarm", []).catch(() => {
      this.count("alarm failed");
      if (attempt <= 6) this.#world.after(2_000 * attempt, () => this.#fire(kind, name, storage, at, attempt + 1));
    });
  }
}

function limiterWith(ctx: DurableObjectState, watch: Watch) {
  class Limiter extends AccountLimiterObject {
    protected override readonly watch = watch;
  }
  return new Limiter(ctx, {} as Env);
}

type Call = <T>(work: () => Promise<T>) => Promise<T>;

/** The database as an isolate reaches it. */
function databaseOf(database: MemoryD1, call: Call) {
  const statements = new WeakMap<object, MemoryStatement>();
  const wrap = (statement: MemoryStatement): object => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: async () => await call(async () => await statement.run()),
      all: async () => await call(async () => await statement.all()),
      first: async (column?: string) => await call(async () => await statement.first(column)),
    };
    statements.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (sql: string) => wrap(database.prepare(sql)),
    batch: async (wrapped: readonly object[]) =>
      await call(async () => await database.batch(wrapped.flatMap((one) => statements.get(one) ?? []))),
  };
}
