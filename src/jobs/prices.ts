import type { JobKind, JobRequest, Picture } from "../core/job";

/** The one table of prices, in credits (cents), for the dialects that charge credits. */
export const PRICES = {
  image: { credits: 5, per: "image" },
  video: { credits: 5, per: "second" },
  agent: { credits: 5, per: "picture drawn" },
  chat: { credits: 0, per: "message" },
} as const satisfies Record<JobKind | "chat", { credits: number; per: string }>;

/** The most a job can cost: what is held at accept. */
export const costOf = (request: JobRequest): number => {
  switch (request.kind) {
    case "image":
      return PRICES.image.credits;
    case "video":
      return PRICES.video.credits * request.seconds;
    case "agent":
      return PRICES.agent.credits * request.maxDrawings;
  }
};

/**
 * What a job costs: only what it delivered, and nothing for what an embedded model made in another's place. A clip's
 * poster is part of it; one that came out shorter costs less.
 */
export function priceOf(request: JobRequest, delivered: readonly Picture[]): number {
  const paid = delivered.filter(({ degraded }) => degraded !== true);
  switch (request.kind) {
    case "image":
      return PRICES.image.credits * paid.length;
    case "video":
      return PRICES.video.credits * Math.min(request.seconds, Math.ceil(paid[0]?.seconds ?? 0));
    case "agent":
      return PRICES.agent.credits * paid.filter(({ drawn }) => drawn === true).length;
  }
}
