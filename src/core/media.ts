import type { OutputFormat, Picture, VideoFormat } from "./job";

/** Types of pictures and clips we store, with the ending their public URLs have. */
export const MEDIA_TYPES = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
} as const satisfies Record<OutputFormat, string>;

export const VIDEO_TYPES = { mp4: "video/mp4", webm: "video/webm" } as const satisfies Record<VideoFormat, string>;

export type PictureType = (typeof MEDIA_TYPES)[OutputFormat];
export type VideoType = (typeof VIDEO_TYPES)[VideoFormat];

export const EXTENSIONS = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/webm": "webm",
} as const satisfies Record<PictureType | VideoType, string>;

export const isVideoType = (mediaType: string): mediaType is VideoType =>
  Object.values<string>(VIDEO_TYPES).includes(mediaType);

export const isPictureType = (mediaType: string): mediaType is PictureType =>
  Object.values<string>(MEDIA_TYPES).includes(mediaType);

/** The ending of a type's URLs; `bin` for one that we do not serve. */
export const extensionOf = (mediaType: string): string =>
  isPictureType(mediaType) || isVideoType(mediaType) ? EXTENSIONS[mediaType] : "bin";

/** Where a picture or clip is served, below the API's origin or the operator's media host. */
export const picturePath = ({ id, mediaType }: Pick<Picture, "id" | "mediaType">): string =>
  `/i/${id}.${extensionOf(mediaType)}`;

/** The small one that goes with a picture, as something to be served. */
export const previewOf = ({ preview }: Pick<Picture, "preview">): Pick<Picture, "id" | "mediaType">[] =>
  preview === undefined ? [] : [{ id: preview, mediaType: MEDIA_TYPES.webp }];

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
};

/** All of a stream. */
export async function gather(source: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return joinBytes(parts);
}
