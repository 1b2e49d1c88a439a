import { EncodedPacket } from "mediabunny";
import { encode } from "../raster/encode";
import type { StartEncoder } from "./encoder";
import { startFile } from "./file";

/** Lower than a picture's: nobody looks at one frame, and there are 24 of them a second. */
const QUALITY = 68;
/** RIFF header (12), then the chunk's name and size. */
const WEBP_FRAME_START = 20;

/**
 * VP8 in WebM. A lossy WebP file is one key frame of VP8 (RFC 9649, 2.5), so the picture encoder makes the frames, and
 * every one of them can be jumped to.
 */
export const startVp8: StartEncoder = async (size, framesPerSecond) => {
  const file = await startFile("webm");
  let frames = 0;
  return {
    async add(frame) {
      const webp = await encode(frame, "webp", QUALITY);
      const length = new DataView(webp.buffer, webp.byteOffset).getUint32(WEBP_FRAME_START - 4, true);
      const data = webp.subarray(WEBP_FRAME_START, WEBP_FRAME_START + length);
      const packet = new EncodedPacket(data, "key", frames / framesPerSecond, 1 / framesPerSecond);
      await file.add(packet, { codec: "vp8", codedWidth: size.width, codedHeight: size.height });
      frames += 1;
    },
    finish: file.finish,
  };
};
