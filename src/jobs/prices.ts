import type { JobKind, JobRequest } from "../core/job";

/** The one table of prices, in credits (cents), for the dialects that charge credits. */
export const PRICES = {
  image: { credits: 5, per: "image" },
  video: { credits: 5, per: "second" },
  chat: { credits: 0, per: "message" },
} as const satisfies Record<JobKind | "chat", { credits: number; per: "image" | "second" | "message" }>;

/** The most a job can cost: what is held at accept. */
export const costOf = (request: JobRequest): number => {
  switch (request.kind) {
    case "image":
      return PRICES.image.credits;
    case "video":
      return PRICES.video.credits * request.seconds;
  }
};

/** What a finished job costs: only what it delivered. A clip is there or not; its poster is part of it. */
export const priceOf = (request: JobRequest, delivered: number): number => {
  switch (request.kind) {
    case "image":
      return PRICES.image.credits * delivered;
    case "video":
      return delivered > 0 ? costOf(request) : 0;
  }
};
