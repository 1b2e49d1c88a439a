import type { Job, Picture } from "../core/job";
import { MEDIA_TYPES, previewOf } from "../core/media";
import type { DialectContext } from "./dialect";

/** A job's public picture or clip; `null` where there is none, or none any more. */
export type UrlOf = (job: Job) => string | null;

export type PublicPicture = Picture & { readonly url: string; readonly previewUrl?: string };

type PictureUrl = (picture: Pick<Picture, "id" | "mediaType">, origin: string) => string;

/** All that a job has published, with its URLs: a clip's poster comes after the clip. */
export type OutputsOf = (job: Job) => readonly PublicPicture[];

/** Pictures are served where the caller reached us, unless the operator names a host for them. */
export const outputsAt =
  (origin: string, pictureUrl: PictureUrl): OutputsOf =>
  (job) =>
    (job.deletedAt === null ? job.pictures : []).map((picture) => {
      const [preview] = previewOf(picture);
      const beside = preview === undefined ? {} : { previewUrl: pictureUrl(preview, origin) };
      return { ...picture, url: pictureUrl(picture, origin), ...beside };
    });

export const outputsFor = (c: DialectContext): OutputsOf => outputsAt(originOf(c), c.var.services.pictureUrl);

/** Where the small picture of that id is. */
export const previewUrlFor = (c: DialectContext) => (id: string) =>
  c.var.services.pictureUrl({ id, mediaType: MEDIA_TYPES.webp }, originOf(c));

export function urlsFor(c: DialectContext): UrlOf {
  const outputsOf = outputsFor(c);
  return (job) => outputsOf(job)[0]?.url ?? null;
}

export const originOf = (c: DialectContext): string => new URL(c.req.url).origin;

/** Whom to tell of a job's end, as a submit names it. */
export const webhookFor = (c: DialectContext, url: string | undefined) =>
  url === undefined ? undefined : { url, origin: originOf(c) };
