import { BufferTarget, EncodedVideoPacketSource, Mp4OutputFormat, Output, WebMOutputFormat } from "mediabunny";
import type { EncodedPacket } from "mediabunny";
import type { VideoFormat } from "../core/job";

/** The one codec that we put in each container. */
const CODECS = { mp4: "avc", webm: "vp8" } as const satisfies Record<VideoFormat, string>;

/** What both encoders make of RGB: BT.601's matrix in limited range. Players guess where a file does not say. */
const COLOURS = { primaries: "bt709", transfer: "bt709", matrix: "smpte170m", fullRange: false } as const;

/** A video file in the making: packets in order, and the file once they are all there. */
export async function startFile(format: VideoFormat) {
  const target = new BufferTarget();
  const output = new Output({
    // A player needs the index before the pictures, or it has to load everything first.
    format: format === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat(),
    target,
  });
  const source = new EncodedVideoPacketSource(CODECS[format]);
  output.addVideoTrack(source);
  await output.start();
  return {
    add: async (packet: EncodedPacket, config: VideoDecoderConfig): Promise<void> =>
      await source.add(packet, { decoderConfig: { ...config, colorSpace: COLOURS } }),

    async finish(): Promise<Uint8Array<ArrayBuffer>> {
      await output.finalize();
      if (target.buffer === null) throw new Error("the file was not written");
      return new Uint8Array(target.buffer);
    },
  };
}
