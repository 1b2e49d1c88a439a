import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from "mediabunny";
import type { VideoFormat } from "../core/job";
import { startFile } from "./file";

/** Clips of one encoder, in order, as one file. Packets are copied as they are; only their times change. */
export async function join(
  clips: AsyncIterable<Uint8Array>,
  format: VideoFormat,
  framesPerSecond: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await startFile(format);
  let frames = 0;
  for await (const clip of clips) {
    using input = new Input({ source: new BufferSource(clip), formats: ALL_FORMATS });
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    if (!track || !config) throw new Error("a clip without pictures");
    for await (const packet of new EncodedPacketSink(track).packets()) {
      // The encoder's container calls every frame a key frame; the frames themselves know better.
      const type = (await track.determinePacketType(packet)) ?? packet.type;
      const timing = { timestamp: frames / framesPerSecond, duration: 1 / framesPerSecond };
      await file.add(packet.clone({ ...timing, type }), config);
      frames += 1;
    }
  }
  return await file.finish();
}
