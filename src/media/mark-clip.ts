import { BufferSource, BufferTarget, Conversion, Input, Output, WEBM, WebMOutputFormat } from "mediabunny";
import { joinBytes, type VideoType } from "../core/media";
import { SOURCE_TYPES, xmpPacket, type Mark } from "./xmp";

/** The clip with a note that says what made it. Its frames are untouched. */
export async function markClip(bytes: Uint8Array, type: VideoType, facts: Mark): Promise<Uint8Array<ArrayBuffer>> {
  return type === "video/mp4" ? markMp4(bytes, facts) : await markWebm(bytes, facts);
}

/** The box type for XMP in MP4 (ISO 16684-3, table 3). */
const XMP_UUID = Uint8Array.fromHex("be7acfcb97a942e89c71999491e3afac");

/** A `uuid` box after all others: nothing in the file points past it, so nothing has to move. */
function markMp4(bytes: Uint8Array, facts: Mark): Uint8Array<ArrayBuffer> {
  const packet = xmpPacket(facts);
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, head.byteLength + XMP_UUID.byteLength + packet.byteLength);
  head.set(new TextEncoder().encode("uuid"), 4);
  return joinBytes([bytes, head, XMP_UUID, packet]);
}

/** WebM has no place for XMP: the same facts as Matroska tags, in a copy of the file. */
async function markWebm(bytes: Uint8Array, { origin, model, seed }: Mark): Promise<Uint8Array<ArrayBuffer>> {
  using input = new Input({ source: new BufferSource(bytes), formats: [WEBM] });
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const raw = {
    DIGITAL_SOURCE_TYPE: SOURCE_TYPES[origin],
    ENCODED_BY: "Edgel",
    AI_SYSTEM_USED: model,
    SEED: String(seed),
  };
  const conversion = await Conversion.init({ input, output, tags: { raw } });
  await conversion.execute();
  if (target.buffer === null) throw new Error("the clip was not written");
  return new Uint8Array(target.buffer);
}
