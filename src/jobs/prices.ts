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

/** What a job costs: only what it delivered. A clip is there or not; its poster is part of it. */
export const priceOf = (request: JobRequest, delivered: readonly Picture[]): number => {
  switch (request.kind) {
    case "image":
      return PRICES.image.credits * delivered.length;
    case "video":
      return delivered.length > 0 ? costOf(request) : 0;
    case "agent":
      return PRICES.agent.credits * delivered.filter(({ drawn }) => drawn === true).length;
  }
};
