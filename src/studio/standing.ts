import { signal } from "@preact/signals";
import { call } from "./api";

/** What the account still has. */
export interface Meter {
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
}
export interface Standing {
  readonly plan: string;
  readonly credits: number;
  readonly images: Meter;
  readonly videos: Meter;
  readonly chats: Meter;
  readonly resets_at: string;
}

export const standing = signal<Standing | null>(null);

/** Asks anew; where that fails, what was known stays. */
export async function refresh(): Promise<void> {
  try {
    const [limits, balance] = await Promise.all([
      call<Omit<Standing, "credits">>("GET", "/hq/account/limits"),
      call<{ balance_cents: number }>("GET", "/hq/billing/balance"),
    ]);
    standing.value = { ...limits, credits: balance.balance_cents };
  } catch {
    // The line above the page says when nothing can be asked.
  }
}
