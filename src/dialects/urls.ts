import type { Job } from "../core/job";
import type { DialectContext } from "./dialect";

/** A job's public picture; `null` where there is none, or none any more. */
export type UrlOf = (job: Job) => string | null;

/** Pictures are served where the caller reached us, unless the operator names a host for them. */
export function urlsFor(c: DialectContext): UrlOf {
  const origin = originOf(c);
  return (job) => {
    const [picture] = job.pictures;
    return picture === undefined || job.deletedAt !== null ? null : c.var.services.pictureUrl(picture, origin);
  };
}

export const originOf = (c: DialectContext): string => new URL(c.req.url).origin;
