import type { JobRequest } from "../core/job";

/** Credits per finished image, for the dialects that charge credits. */
const IMAGE_CREDITS = 5;

/** The most a job can cost: what is held at accept. */
export const costOf = (request: JobRequest): number => {
  switch (request.kind) {
    case "image":
      return IMAGE_CREDITS;
  }
};

/** What a finished job costs: only what it delivered. */
export const priceOf = (request: JobRequest, pictures: number): number => {
  switch (request.kind) {
    case "image":
      return IMAGE_CREDITS * pictures;
  }
};
