import { crc32 } from "node:zlib";
import { joinBytes, type PictureType } from "../core/media";
import { xmpPacket, type Mark } from "./xmp";

/** The picture with a packet that says what made it. Pixels are untouched. */
export function mark(bytes: Uint8Array, type: PictureType, facts: Mark): Uint8Array<ArrayBuffer> {
  const packet = xmpPacket(facts);
  switch (type) {
    case "image/png":
      return markPng(bytes, packet);
    case "image/jpeg":
      return markJpeg(bytes, packet);
    case "image/webp":
      return markWebp(bytes, packet);
  }
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function uint32(value: number, littleEndian = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}

/** Signature (8) and IHDR (25) come first in every PNG; XMP is an uncompressed iTXt chunk after them. */
const PNG_HEADER_BYTES = 33;

function markPng(bytes: Uint8Array, packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = joinBytes([ascii("iTXtXML:com.adobe.xmp\0\0\0\0\0"), packet]);
  const chunk = joinBytes([uint32(body.byteLength - 4), body, uint32(crc32(body))]);
  return joinBytes([bytes.subarray(0, PNG_HEADER_BYTES), chunk, bytes.subarray(PNG_HEADER_BYTES)]);
}

/** An APP1 segment after the start marker, and after JFIF's own APP0, which wants to be first. */
function markJpeg(bytes: Uint8Array, packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const payload = joinBytes([ascii("http://ns.adobe.com/xap/1.0/\0"), packet]);
  const length = payload.byteLength + 2;
  const segment = joinBytes([Uint8Array.of(0xff, 0xe1, length >> 8, length & 0xff), payload]);
  const hasJfif = bytes[2] === 0xff && bytes[3] === 0xe0;
  const at = hasJfif ? 4 + (((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0)) : 2;
  return joinBytes([bytes.subarray(0, at), segment, bytes.subarray(at)]);
}

const VP8X_XMP = 0x04;
const VP8X_ALPHA = 0x10;
const RIFF_HEADER_BYTES = 12;

/** XMP lives in the extended WebP layout only: a simple file gets the VP8X header that says so. */
function markWebp(bytes: Uint8Array, packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunks = bytes.subarray(RIFF_HEADER_BYTES);
  const body = joinBytes([...extended(chunks), ...webpChunk("XMP ", packet)]);
  return joinBytes([ascii("RIFF"), uint32(body.byteLength + 4, true), ascii("WEBP"), body]);
}

function extended(chunks: Uint8Array): Uint8Array[] {
  const view = new DataView(chunks.buffer, chunks.byteOffset, chunks.byteLength);
  const type = String.fromCharCode(...chunks.subarray(0, 4));
  if (type === "VP8X") {
    const copy = chunks.slice();
    copy[8] = (copy[8] ?? 0) | VP8X_XMP;
    return [copy];
  }
  const lossless = type === "VP8L";
  const bits = lossless ? view.getUint32(9, true) : 0;
  const width = lossless ? bits & 0x3fff : (view.getUint16(14, true) & 0x3fff) - 1;
  const height = lossless ? (bits >>> 14) & 0x3fff : (view.getUint16(16, true) & 0x3fff) - 1;
  const hasAlpha = lossless && ((bits >>> 28) & 1) === 1;
  const header = Uint8Array.of(VP8X_XMP | (hasAlpha ? VP8X_ALPHA : 0), 0, 0, 0, ...uint24(width), ...uint24(height));
  return [...webpChunk("VP8X", header), chunks];
}

const uint24 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];

const webpChunk = (type: string, payload: Uint8Array): Uint8Array[] => [
  ascii(type),
  uint32(payload.byteLength, true),
  payload,
  new Uint8Array(payload.byteLength % 2),
];
