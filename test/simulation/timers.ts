import { running } from "./platform";
import { syncSubtle } from "./stand-ins/crypto";
import type { World } from "./world";

/**
 * Puts the simulation's time and its one thread in place of the machine's, and answers how to put them back. What a dead
 * isolate has set never goes off.
 */
export function takeOver(world: World): () => void {
  const before = {
    now: Date.now,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    timeout: AbortSignal.timeout,
    subtle: Object.getOwnPropertyDescriptor(crypto, "subtle"),
  };
  const cleared = new Set<number>();
  let numbers = 0;

  function plan(run: () => void, ms: number, repeats: boolean): number {
    numbers += 1;
    const number = numbers;
    const isolate = running.getStore();
    const ring = (): void => {
      if (cleared.has(number) || isolate?.dead === true) return;
      run();
      if (repeats) world.after(ms, ring);
    };
    world.after(ms, ring);
    return number;
  }

  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0) => plan(run, ms, false),
    clearTimeout: (number: number) => cleared.add(number),
    setInterval: (run: () => void, ms = 0) => plan(run, ms, true),
    clearInterval: (number: number) => cleared.add(number),
  });
  Date.now = () => Math.floor(world.now);
  AbortSignal.timeout = (ms: number) => {
    const controller = new AbortController();
    plan(() => controller.abort(new DOMException("The operation timed out.", "TimeoutError")), ms, false);
    return controller.signal;
  };
  Object.defineProperty(crypto, "subtle", { value: syncSubtle, configurable: true });

  return () => {
    const { now, timeout, subtle, ...timers } = before;
    Object.assign(globalThis, timers);
    Date.now = now;
    AbortSignal.timeout = timeout;
    if (subtle === undefined) Reflect.deleteProperty(crypto, "subtle");
    else Object.defineProperty(crypto, "subtle", subtle);
  };
}
