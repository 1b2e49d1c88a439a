import type { OutputFormat, Picture } from "./job";

/** Types of pictures we store, with the ending their public URLs have. */
export const MEDIA_TYPES = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
} as const satisfies Record<OutputFormat, string>;

export type PictureType = (typeof MEDIA_TYPES)[OutputFormat];

export const EXTENSIONS = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
} as const satisfies Record<PictureType, string>;

export const isPictureType = (mediaType: string): mediaType is PictureType => mediaType in EXTENSIONS;

/** Where a picture is served, below the API's origin or the operator's media host. */
export function picturePath(picture: Pick<Picture, "id" | "mediaType">): string {
  const { mediaType } = picture;
  return `/i/${picture.id}.${isPictureType(mediaType) ? EXTENSIONS[mediaType] : "bin"}`;
}

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
};
