import type { Plan } from "../core/principal";
import type { Limits } from "../limits/limits";
import type { DailyMeter } from "../limits/plans";

export interface Meter {
  /** A day; null is without limit. */
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
}

export interface Allowances {
  readonly meters: Readonly<Record<DailyMeter, Meter>>;
  /** The next 00:00 UTC. */
  readonly resetsAt: Date;
}

/** What an account's plan still allows it today. */
export const createAllowances =
  (limits: Limits, now: () => Date) =>
  async (accountId: string, plan: Plan): Promise<Allowances> => {
    const today = await limits.allowances(accountId, plan);
    const meter = (name: DailyMeter): Meter => {
      const { limit = 0, used = 0, remaining = 0 } = today.find((allowance) => allowance.meter === name) ?? {};
      return { limit, used, remaining };
    };
    const resetSeconds = today[0]?.resetSeconds ?? 0;
    // Days end on a whole minute; the clocks of object and Worker differ by less.
    const resetsAt = new Date(Math.round((now().getTime() + resetSeconds * 1_000) / 60_000) * 60_000);
    return { meters: { images: meter("images"), videos: meter("videos"), chats: meter("chats") }, resetsAt };
  };
