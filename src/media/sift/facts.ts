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

/** Metadata of more bytes than this is not looked into. */
export const MOST_LOOKED_AT = 1_048_576;

export const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** What may be taken in. */
export interface SizeLimits {
  /** Pixels of the longer side. */
  readonly edge: number;
  /** Bytes that a decoder may take. */
  readonly room: number;
  /** A PNG is read row by row; what it costs is time. */
  readonly pngPixels: number;
}

/** What a Worker's 128 MB allow: 12 megapixels of a photograph need 49 MB to decode. */
export const OWN_LIMITS: SizeLimits = { edge: 16_384, room: 52_000_000, pngPixels: 25_000_000 };

const MEGAPIXEL = 1_000_000;

/** Why a picture of that size is not worked on; `null` where it is. */
export function whyTooLarge({ width, height, room, mediaType }: Shape, limits: SizeLimits): string | null {
  const size = `The image has ${width} × ${height} pixels`;
  if (Math.max(width, height) > limits.edge) return `${size}; no side may be longer than ${limits.edge}.`;
  if (mediaType === "image/png")
    return width * height > limits.pngPixels
      ? `${size}; a PNG may have ${limits.pngPixels / MEGAPIXEL} megapixels here.`
      : null;
  return room > limits.room
    ? `${size}, which needs ${Math.ceil(room / MEGAPIXEL)} MB to decode; ${limits.room / MEGAPIXEL} MB are there. ` +
        "A photograph of up to 12 megapixels, baseline JPEG or lossy WebP, always fits."
    : null;
}

/** Whether a picture of that size can be worked on, before anything of it is decoded. */
export function requireSize(shape: Shape, limits: SizeLimits): void {
  if (shape.width === 0 || shape.height === 0) throw new ImageRefused("The image has no size.");
  const reason = whyTooLarge(shape, limits);
  if (reason !== null) throw new ImageRefused(reason);
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
