import { createH264MP4Encoder } from "#h264";
import type { StartEncoder } from "./encoder";

/** Of 10 (best) to 51: nothing of a drawing is lost to the eye, at about 1 Mbit/s of 480p. */
const QUANTISER = 26;
/** Of 0 (smallest file) to 10 (fastest). */
const SPEED = 8;
/** A key frame at least so often: what a player jumps to. */
const KEY_FRAME_SECONDS = 1;

/** H.264 baseline in MP4. Colour is BT.601 in limited range: what the encoder makes of RGB. */
export const startH264: StartEncoder = async ({ width, height }, framesPerSecond) => {
  const encoder = await createH264MP4Encoder();
  encoder.width = width;
  encoder.height = height;
  encoder.frameRate = framesPerSecond;
  encoder.quantizationParameter = QUANTISER;
  encoder.speed = SPEED;
  encoder.groupOfPictures = framesPerSecond * KEY_FRAME_SECONDS;
  // All encoders of an isolate write into the same file system, in memory.
  encoder.outputFilename = `${crypto.randomUUID()}.mp4`;
  encoder.initialize();
  return {
    add: async ({ data }) => encoder.addFrameRgba(data),
    async finish() {
      encoder.finalize();
      const file = encoder.FS.readFile(encoder.outputFilename, { encoding: "binary" });
      encoder.FS.unlink(encoder.outputFilename);
      encoder.delete();
      return new Uint8Array(file);
    },
  };
};
