import type { Funding, JobKind, JobStatus } from "../core/job";
import type { Plan } from "../core/principal";
import type { DailyMeter } from "./plans";

/** What an account's limiter is asked, and what it answers. */

export interface ReserveRequest {
  readonly accountId: string;
  /** The id the job gets, unless the key already names one. */
  readonly jobId: string;
  readonly keyHash: string | null;
  readonly bodyHash: string;
  readonly plan: Plan;
  readonly funding: Funding;
  readonly kind: JobKind;
}

/** One limit and where the account stands with it. */
export interface Standing {
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  readonly windowSeconds: number;
  readonly resetSeconds: number;
}

/** One of the day's allowances, and what is left of it. */
export interface Allowance {
  readonly meter: DailyMeter;
  readonly limit: number | null;
  readonly used: number;
  readonly remaining: number | null;
  readonly resetSeconds: number;
}

export type Reservation =
  | { readonly ok: true; readonly jobId: string; readonly reservedAt: number; readonly standing: Standing }
  | { readonly ok: false; readonly reason: "other_body" }
  | {
      readonly ok: false;
      readonly reason: "rate_limited" | "quota_exceeded" | "too_many_jobs";
      readonly standing: Standing;
    };

export interface Spending {
  readonly ok: boolean;
  /** The day it was counted in. */
  readonly day: number;
  /** `null` where the plan knows no limit. */
  readonly standing: Standing | null;
}

/** What the watchdog needs from the rest of the product; see `services.ts`. */
export interface Watch {
  readonly vitals: (
    accountId: string,
    jobIds: readonly string[],
  ) => Promise<readonly { readonly id: string; readonly status: JobStatus; readonly restsForMs: number }[]>;
  readonly ring: (jobIds: readonly string[]) => Promise<void>;
  /** The account's deliveries whose time has come, and when the next one's comes. */
  readonly deliveries: (
    accountId: string,
  ) => Promise<{ readonly overdue: readonly string[]; readonly nextInMs: number | null }>;
  readonly tell: (deliveryIds: readonly string[]) => Promise<void>;
}
