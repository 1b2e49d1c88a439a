import type { Job, Picture } from "../core/job";
import type { DialectContext } from "./dialect";

/** A job's public picture or clip; `null` where there is none, or none any more. */
export type UrlOf = (job: Job) => string | null;

/** Pictures are served where the caller reached us, unless the operator names a host for them. */
export function urlsFor(c: DialectContext): UrlOf {
  const outputsOf = outputsFor(c);
  return (job) => outputsOf(job)[0]?.url ?? null;
}

export type PublicPicture = Picture & { readonly url: string };

/** All that a job has published, with its URLs: a clip's poster comes after the clip. */
export function outputsFor(c: DialectContext): (job: Job) => readonly PublicPicture[] {
  const origin = originOf(c);
  return (job) =>
    job.deletedAt !== null
      ? []
      : job.pictures.map((picture) => ({ ...picture, url: c.var.services.pictureUrl(picture, origin) }));
}

export const originOf = (c: DialectContext): string => new URL(c.req.url).origin;
