/**
 * Seconds before try number `attempt` (from 1) is followed by the next: doubling from `first`, capped, with
 * full jitter so that many failures at once do not come back at once. `chance` is in [0, 1).
 */
export function backoffSeconds(attempt: number, first: number, cap: number, chance: number): number {
  const ceiling = Math.min(cap, first * 2 ** Math.max(0, attempt - 1));
  return Math.max(1, Math.round(ceiling * (0.5 + chance / 2)));
}

/** Nothing is wrong with the work: it is to be tried again after so many seconds, and that is no failure. */
export class TryLater extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super(`try again in ${seconds} s`);
    this.name = "TryLater";
    this.seconds = seconds;
  }
}
