import type { Drawing } from "../core/job";

/** What a file says of its making. */
export type Mark = Pick<Drawing, "origin" | "model" | "seed">;

/** IPTC's vocabulary. */
export const SOURCE_TYPES = {
  algorithmic: "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
  trained: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
  enhanced: "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced",
  composite: "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic",
  composite_trained: "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
} as const satisfies Record<Drawing["origin"], string>;

/**
 * An XMP packet that says that a machine made this: IPTC's digital source type, the model and the seed. No prompt and
 * no job id, so that the same request and seed give the same bytes.
 */
export const xmpPacket = ({ origin, model, seed }: Mark): Uint8Array =>
  new TextEncoder().encode(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:edgel="https://edgel.dev/ns/1.0/"
 xmp:CreatorTool="Edgel" Iptc4xmpExt:DigitalSourceType="${SOURCE_TYPES[origin]}" Iptc4xmpExt:AISystemUsed="${escapeXml(model)}"
 edgel:Model="${escapeXml(model)}" edgel:Seed="${seed}"/></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`);

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
