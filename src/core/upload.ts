import { z } from "zod";

/** How a picture lies, as EXIF numbers it: 1 is upright, 2 to 8 are mirrored or turned. */
export const Orientation = z.literal([1, 2, 3, 4, 5, 6, 7, 8]);
export type Orientation = z.infer<typeof Orientation>;

/** What is known of an image that somebody sent, from its own bytes. */
export const ImageFacts = z.strictObject({
  mediaType: z.enum(["image/png", "image/jpeg", "image/webp"]),
  width: z.int(),
  height: z.int(),
  orientation: Orientation,
  /** The IPTC source type that it is marked with, such as "trainedAlgorithmicMedia". */
  sourceType: z.string().nullable(),
  /** Bytes that its decoder needs: pixels, and what is kept besides while they are decoded. */
  room: z.int(),
});
export type ImageFacts = z.infer<typeof ImageFacts>;

/** An image that was sent to be worked on. It is never served. */
export const Upload = ImageFacts.extend({
  id: z.string(),
  accountId: z.string(),
  bytes: z.int(),
  /** Of the file as it was sent. */
  sha256: z.string(),
});
export type Upload = z.infer<typeof Upload>;

/** Bytes of one file. */
export const MAX_UPLOAD_BYTES = 30 * 1_024 * 1_024;

/** For so long an upload can be used. */
export const UPLOAD_LIVES_MS = 24 * 60 * 60 * 1_000;
/** Then it stays so much longer for jobs that were given it at the last moment. */
export const UPLOAD_GRACE_MS = 2 * 60 * 60 * 1_000;
