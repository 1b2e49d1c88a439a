/** Time, chance and the order of things: all of a run comes out of one number. */

interface Event {
  readonly at: number;
  /** Among those of one moment, chance decides. */
  readonly lot: number;
  readonly run: () => void;
}

/** What goes wrong in a run, and how often. */
export interface Weather {
  readonly fails: number;
  readonly ambiguous: number;
  readonly crashes: number;
  readonly drops: number;
  readonly doubles: number;
  /** Calls that take a minute or two: whoever waits for them is taken for dead meanwhile, and is not. */
  readonly stalls: number;
  /** The isolate dies over this call of the run, before or after it is done. */
  readonly dies?: { readonly at: number; readonly before: boolean };
}

export const CALM: Weather = { fails: 0, ambiguous: 0, crashes: 0, drops: 0, doubles: 0, stalls: 0 };

export class World {
  now = Date.UTC(2_026, 0, 5);
  weather: Weather = CALM;
  readonly #events: Event[] = [];
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  chance = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  between = (least: number, most: number): number => least + this.chance() * (most - least);

  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.chance() * from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  }

  /** Something happens after so many milliseconds. */
  after(ms: number, run: () => void): void {
    const event = { at: this.now + Math.max(0, ms), lot: this.chance(), run };
    let low = 0;
    for (let high = this.#events.length; low < high;) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle];
      if (other !== undefined && (other.at > event.at || (other.at === event.at && other.lot > event.lot)))
        low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  sleep = async (ms: number): Promise<void> => await new Promise((resolve) => this.after(ms, resolve));

  /** Lets things happen, one after another, until that moment. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      const next = this.#events.at(-1);
      if (next === undefined || next.at > end) break;
      this.#events.pop();
      this.now = Math.max(this.now, next.at);
      next.run();
      // Whatever follows from it without waiting for anything is done before the next thing happens.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.now = Math.max(this.now, end);
  }
}
