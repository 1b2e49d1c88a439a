import { createReader } from "../../core/reader";
import type { ImageFacts } from "../../core/upload";
import { ascii, ImageRefused, OWN_LIMITS, type Gathered } from "./facts";
import { siftJpeg } from "./jpeg";
import { siftPng } from "./png";
import { siftWebp } from "./webp";

export { ImageRefused, OWN_LIMITS, whyTooLarge, type SizeLimits } from "./facts";

const SNIFFED = 12;
/** How much of what follows an image is looked at, at its beginning and at its end. */
const LOOKED_AT = 4_096;
/** A second meaning that a file may have: an archive, a document, a program, a page. */
const OTHER_MEANINGS =
  /^(?:PK\x03\x04|%PDF|Rar!|7z\xbc\xaf|\x7fELF|MZ|\xca\xfe\xba\xbe|#!)|PK\x05\x06|<(?:!doctype|html|head|body|script|svg|\?php|\?xml|iframe)|%PDF-/i;

/**
 * Passes an image on as it comes in, and answers what it is. Its type is told by its bytes alone; its size is judged
 * before anything of it is decoded; no metadata passes (where a photograph was taken, by whom, with what), nor anything
 * that stands after its end. Throws `ImageRefused` as soon as it is clear that it is not taken.
 */
export async function* sift(
  source: AsyncIterable<Uint8Array>,
  limits = OWN_LIMITS,
): AsyncGenerator<Uint8Array, ImageFacts, void> {
  const bytes = createReader(source, () => new ImageRefused("The image ends too early."));
  try {
    const head = ascii(await bytes.peek(SNIFFED));
    if (head === "") throw new ImageRefused("The file is empty.");
    const gathered: Gathered = { orientation: 1, sourceType: null };
    const facts = yield* sifterFor(head)(bytes, gathered, limits);
    await judgeRest(bytes);
    return facts;
  } finally {
    await bytes.close();
  }
}

function sifterFor(head: string) {
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return siftPng;
  if (head.startsWith("\xff\xd8\xff")) return siftJpeg;
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return siftWebp;
  throw new ImageRefused("Only PNG, JPEG and WebP images are taken, told by their bytes.", true);
}

/** Cameras add things after an image (a clip, a depth map), which are dropped; a file of two meanings is refused. */
async function judgeRest(bytes: ReturnType<typeof createReader>): Promise<void> {
  let first = "";
  let last = "";
  for (;;) {
    const part = await bytes.some(LOOKED_AT);
    if (part.byteLength === 0) break;
    const text = ascii(part);
    if (first.length < LOOKED_AT) first += text;
    last = (last + text).slice(-LOOKED_AT);
  }
  if (OTHER_MEANINGS.test(first) || OTHER_MEANINGS.test(last))
    throw new ImageRefused("The file goes on after its image as a file of another type.");
}
