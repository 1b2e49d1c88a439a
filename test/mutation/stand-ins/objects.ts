import { MemoryStorage } from "../../simulation/stand-ins/durable";

/** Durable Objects in this process: their storage outlives their instances. */

type Name = "AccountLimiter" | "GuestLimiter";
type Instance = Record<string, (...args: unknown[]) => unknown>;

class DurableThing {
  readonly state = { storage: new MemoryStorage(() => {}) };
  readonly #make: (state: object) => Promise<Instance>;
  #instance: Instance | null = null;

  constructor(make: (state: object) => Promise<Instance>) {
    this.#make = make;
  }

  instance = async (): Promise<Instance> => (this.#instance ??= await this.#make(this.state));

  evict(): void {
    this.#instance = null;
  }
}

const things = new WeakMap<object, DurableThing>();

/** What stands behind a stub that somebody holds. */
export function behind(stub: object): DurableThing {
  const found = things.get(stub);
  if (found === undefined) throw new Error("This is no stub of an object.");
  return found;
}

export function namespaceOf(name: Name, env: () => Env) {
  const objects = new Map<string, object>();
  const open = (): object => {
    const thing = new DurableThing(async (state) => {
      const worker = await import("../../../src/index");
      return new worker[name](state as never, env()) as unknown as Instance;
    });
    const ask =
      (method: string) =>
      async (...args: unknown[]): Promise<unknown> =>
        structuredClone(await (await thing.instance())[method]?.(...structuredClone(args)));
    const stub = new Proxy({}, { get: (_stub, method: string) => ask(method) });
    things.set(stub, thing);
    return stub;
  };
  return {
    idFromName: (id: string) => id,
    get(id: string): object {
      const stub = objects.get(id) ?? open();
      objects.set(id, stub);
      return stub;
    },
  };
}
