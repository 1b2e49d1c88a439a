import { Orientation, type ImageFacts } from "../../core/upload";

/** Why an image is not taken. `unsupported`: it is none of the types. */
export class ImageRefused extends Error {
  readonly unsupported: boolean;
  constructor(message: string, unsupported = false) {
    super(message);
    this.name = "ImageRefused";
    this.unsupported = unsupported;
  }
}

/** What is gathered from metadata, which is not passed on. */
export interface Gathered {
  orientation: Orientation;
  sourceType: string | null;
}

/** What the image itself says. */
export type Shape = Omit<ImageFacts, keyof Gathered>;

export const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** A decoder may take so much of a Worker's 128 MB: 12 megapixels of a photograph need 49 MB. */
export const MOST_ROOM = 52_000_000;
/** A PNG is read row by row; what it costs is time. */
export const MOST_PNG_PIXELS = 25_000_000;
const MOST_EDGE = 16_384;
const MEGAPIXEL = 1_000_000;

/** Whether a picture of that size can be worked on; `larger` where something else than a Worker decodes it. */
export function requireSize({ width, height, room, mediaType }: Shape): void {
  if (width === 0 || height === 0) throw new ImageRefused("The image has no size.");
  const size = `The image has ${width} × ${height} pixels`;
  if (Math.max(width, height) > MOST_EDGE) throw new ImageRefused(`${size}; no side may be longer than ${MOST_EDGE}.`);
  if (mediaType === "image/png" && width * height > MOST_PNG_PIXELS)
    throw new ImageRefused(`${size}; a PNG may have ${MOST_PNG_PIXELS / MEGAPIXEL} megapixels here.`);
  if (mediaType !== "image/png" && room > MOST_ROOM)
    throw new ImageRefused(
      `${size}, which needs ${Math.ceil(room / MEGAPIXEL)} MB to decode; ${MOST_ROOM / MEGAPIXEL} MB are there. ` +
        "A photograph of up to 12 megapixels, baseline JPEG or lossy WebP, always fits.",
    );
}

/** The source type that an XMP packet or a content credential names. */
export const sourceTypeIn = (metadata: Uint8Array): string | null =>
  /digitalsourcetype\/([A-Za-z]{3,60})/.exec(new TextDecoder("latin1").decode(metadata))?.[1] ?? null;

const ORIENTATION = 0x0112;

/** How a TIFF block (the inside of EXIF) says that the picture lies; 1 where it does not, or is damaged. */
export function orientationIn(tiff: Uint8Array): Orientation {
  if (tiff.byteLength < 8) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const at = view.getUint32(4, little);
  if (at + 2 > tiff.byteLength) return 1;
  const count = view.getUint16(at, little);
  for (let entry = at + 2; entry < at + 2 + count * 12 && entry + 12 <= tiff.byteLength; entry += 12) {
    if (view.getUint16(entry, little) !== ORIENTATION) continue;
    const found = view.getUint16(entry + 8, little);
    return Orientation.catch(1).parse(found);
  }
  return 1;
}
