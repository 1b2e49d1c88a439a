import type { JobKind } from "../core/job";
import type { Plan } from "../core/principal";

/** What a plan allows in a UTC day; counted for jobs the plan pays for. */
export type DailyMeter = "images" | "videos" | "chats";

export interface PlanLimits {
  /** Jobs accepted in one minute, whoever pays for them. */
  readonly submitsPerMinute: number;
  /** Jobs accepted and not ended yet. */
  readonly jobsInFlight: number;
  /** Streams of events open at once. */
  readonly streams: number;
  /** `null` is without limit. */
  readonly perDay: Readonly<Record<DailyMeter, number | null>>;
}

/** The one table of plans. */
export const PLANS = {
  free: { submitsPerMinute: 100, jobsInFlight: 25, streams: 20, perDay: { images: 10, videos: 2, chats: 50 } },
  pro: { submitsPerMinute: 1_000, jobsInFlight: 250, streams: 200, perDay: { images: 200, videos: 50, chats: null } },
  enterprise: {
    submitsPerMinute: 10_000,
    jobsInFlight: 5_000,
    streams: 1_000,
    perDay: { images: null, videos: null, chats: null },
  },
} as const satisfies Record<Plan, PlanLimits>;

/** Which allowance a job of the kind draws on when the plan pays; an agent's pictures are images. */
export const METER_OF = { image: "images", video: "videos", agent: "images" } as const satisfies Record<
  JobKind,
  DailyMeter
>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A fixed window: its number, and how long until the next one begins. */
export interface Window {
  readonly id: number;
  readonly endsInSeconds: number;
}

const windowOf = (nowMs: number, lengthMs: number): Window => ({
  id: Math.floor(nowMs / lengthMs),
  endsInSeconds: Math.max(1, Math.ceil((lengthMs - (nowMs % lengthMs)) / 1_000)),
});

export const minuteOf = (nowMs: number): Window => windowOf(nowMs, MINUTE_MS);
/** The plan's day: allowances return at 00:00 UTC. */
export const dayOf = (nowMs: number): Window => windowOf(nowMs, DAY_MS);
