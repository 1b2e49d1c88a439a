import * as ExifReader from "exifreader";
import { array, assert, asyncProperty, nat, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { joinBytes } from "../../src/core/media";
import type { ImageFacts } from "../../src/core/upload";
import { ImageRefused, sift } from "../../src/media/sift/index";
import { decode } from "../support/decode";
import {
  exif,
  exifSegment,
  inPieces,
  jpeg,
  png,
  product,
  shades,
  TRAINED,
  webp,
  withChunk,
  withSegments,
  xmpSegment,
} from "../support/images";

async function sifted(bytes: Uint8Array, piece = 997): Promise<{ facts: ImageFacts; bytes: Uint8Array<ArrayBuffer> }> {
  const parts: Uint8Array[] = [];
  const passing = sift(inPieces(bytes, piece));
  for (;;) {
    const next = await passing.next();
    if (next.done === true) return { facts: next.value, bytes: joinBytes(parts) };
    parts.push(next.value.slice());
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
const bytesOf = (characters: string): Uint8Array => Uint8Array.from(characters, (one) => one.charCodeAt(0));
const whole = shades(120, 80);

/** A WebP in the extended layout, with chunks after its picture. */
function extendedWebp(file: Uint8Array, ...chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const body = joinBytes([
    bytesOf("WEBP"),
    bytesOf("VP8X"),
    Uint8Array.of(10, 0, 0, 0, 0x0c, 0, 0, 0, 119, 0, 0, 79, 0, 0),
    file.subarray(12),
    ...chunks.flatMap(([type, content]) => [
      bytesOf(type),
      Uint8Array.of(content.byteLength & 255, content.byteLength >> 8, 0, 0),
      content,
      new Uint8Array(content.byteLength % 2),
    ]),
  ]);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, body.byteLength, true);
  return joinBytes([bytesOf("RIFF"), size, body]);
}

describe("what comes in", () => {
  it("passes as it is where nothing is said about it, in pieces of any length", async () => {
    for (const [file, type] of [
      [await jpeg(whole), "image/jpeg"],
      [await png(whole), "image/png"],
      [await webp(whole), "image/webp"],
    ] as const)
      for (const piece of [1, 3, 64, 100_000]) {
        const { facts, bytes } = await sifted(file, piece);
        expect(facts).toMatchObject({ mediaType: type, width: 120, height: 80, orientation: 1, sourceType: null });
        expect(bytes).toEqual(new Uint8Array(file));
      }
  });

  it("keeps the picture, how it lies and what made it; not where, with what and by whom", async () => {
    const files = [
      withSegments(
        await jpeg(whole),
        exifSegment(6),
        xmpSegment,
        [0xfe, bytesOf("GPS comment")],
        [0xe2, bytesOf("MPF\0GPS")],
      ),
      withChunk(
        withChunk(await png(whole), "eXIf", exif(6)),
        "iTXt",
        joinBytes([bytesOf("XML:com.adobe.xmp\0\0\0\0\0"), TRAINED]),
      ),
      extendedWebp(await webp(whole), ["EXIF", exif(6)], ["XMP ", TRAINED], ["GPS?", bytesOf("GPS 1")]),
    ];
    for (const file of files) {
      expect(text(file)).toMatch(/GPS/);
      const { facts, bytes } = await sifted(file);
      expect(facts).toMatchObject({ orientation: 6, sourceType: "trainedAlgorithmicMedia", width: 120, height: 80 });
      expect(text(bytes)).not.toMatch(/GPS|SecretPhone|xmp|Exif\0/);
      const tags = ExifReader.load(bytes.buffer);
      expect(Object.keys(tags).filter((tag) => /gps|make|model|orientation|source/i.test(tag))).toEqual([]);
      const { width, height } = await decode(bytes, facts.mediaType);
      expect([width, height]).toEqual([120, 80]);
    }
  });

  it("stops at the end of the image: clips and depth maps of cameras go, files of two meanings are refused", async () => {
    const file = await jpeg(whole);
    const { bytes } = await sifted(
      joinBytes([file, bytesOf("....ftypmp42 a clip of two seconds"), new Uint8Array(9_000)]),
    );
    expect(bytes).toEqual(new Uint8Array(file));
    for (const second of [
      "PK\x03\x04 an archive",
      "\n<html><script>alert(1)</script>",
      "%PDF-1.7",
      "<?php system($_GET[0]);",
      `${"x".repeat(9_000)}PK\x05\x06${"\0".repeat(18)}`,
    ])
      for (const image of [file, await png(whole), await webp(whole)])
        await expect(sifted(joinBytes([image, bytesOf(second)])), second).rejects.toThrow("goes on after its image");
  });

  it("knows a type by its bytes alone", async () => {
    for (const file of [
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "<!doctype html><p>hi",
      "GIF89a\x01\0\x01\0\0\0\0",
      "%PDF-1.4 and more",
      "BM and more of it",
      "RIFF\x10\0\0\0AVI LIST",
    ])
      await expect(sifted(bytesOf(file))).rejects.toMatchObject({ name: "ImageRefused", unsupported: true });
    await expect(sifted(new Uint8Array())).rejects.toThrow("empty");
  });

  it("judges the size before anything is decoded", async () => {
    const bomb = (await png(product(20))).slice();
    new DataView(bomb.buffer).setUint32(16, 50_000);
    await expect(sifted(bomb)).rejects.toThrow("50000 × 20 pixels; no side may be longer than 16384");
    new DataView(bomb.buffer).setUint32(16, 12_000);
    new DataView(bomb.buffer).setUint32(20, 12_000);
    await expect(sifted(bomb)).rejects.toThrow("a PNG may have 25 megapixels here");
    const photo = (await jpeg(whole)).slice();
    const frame = photo.findIndex(
      (byte, index) => byte === 0xff && (photo[index + 1] === 0xc0 || photo[index + 1] === 0xc2),
    );
    new DataView(photo.buffer).setUint16(frame + 5, 8_000);
    new DataView(photo.buffer).setUint16(frame + 7, 6_000);
    await expect(sifted(photo)).rejects.toThrow(/6000 × 8000 pixels, which needs \d+ MB to decode; 52 MB are there/);
  });

  it("is refused where it breaks off, and never hangs", async () => {
    for (const file of [await jpeg(whole), await png(whole), await webp(whole)])
      for (const share of [0.02, 0.3, 0.7, 0.99])
        await expect(sifted(file.subarray(0, Math.floor(file.byteLength * share)))).rejects.toThrow(ImageRefused);
  });

  it("a thousand damaged files end in an image or in a refusal, and none says where it was", async () => {
    const files = [
      withSegments(await jpeg(whole), exifSegment(3), xmpSegment),
      withChunk(await png(whole), "eXIf", exif(3)),
      extendedWebp(await webp(whole), ["EXIF", exif(3)]),
    ];
    const outcomes: unknown[] = [];
    await assert(
      asyncProperty(
        nat(files.length - 1),
        array(tuple(nat(700), nat(255)), { minLength: 1, maxLength: 6 }),
        async (which, changes) => {
          const file = new Uint8Array(files[which] ?? new Uint8Array());
          for (const [place, value] of changes) file[place] = value;
          const outcome = await sifted(file, 512).catch((error: unknown) => error);
          outcomes.push(outcome);
          if (!(outcome instanceof ImageRefused)) expect(outcome).toHaveProperty("facts.width");
        },
      ),
      { numRuns: 1_000 },
    );
    const refused = outcomes.filter((outcome) => outcome instanceof ImageRefused).length;
    expect([refused > 50, outcomes.length - refused > 50]).toEqual([true, true]);
  });
});
