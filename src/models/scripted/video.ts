import type { Experimental_VideoModelV4 as VideoModelV4 } from "@ai-sdk/provider";
import { z } from "zod";
import { AspectRatio } from "../../core/job";
import { encoders } from "../../video/encoders";
import type { VideoEntry } from "../entry";
import { imageCard, videoCard, TRAINED } from "../providers/cards";
import { ANY_SIZE } from "../shapes";
import { readScript } from "./behaviours";

const FRAMES_PER_SECOND = 4;
const Operation = z.object({ seconds: z.number(), looks: z.int() });

/**
 * A video model for tests: a small clip of one colour, after so many looks (`test:ok?looks=2`), or what is wrong instead:
 * `test:broken` ends in an error of its own, `test:refused` in a refusal, `test:garbage` in something that is no clip.
 */
export function scriptedVideo(spec: string): VideoEntry {
  const { act, behaviour, options } = readScript(spec, ["broken", "refused", "garbage"]);
  const id = `test:${spec}`;
  const response = () => ({ timestamp: new Date(), modelId: id, headers: undefined });
  let looks = 0;
  const model: VideoModelV4 = {
    specificationVersion: "v4",
    provider: "test",
    modelId: id,
    maxVideosPerCall: 1,
    async doStart({ duration = 1, abortSignal }) {
      await act(abortSignal);
      looks = 0;
      return {
        operation: { seconds: duration, looks: Number(options.get("looks") ?? 0) },
        warnings: [],
        response: response(),
      };
    },
    async doStatus({ operation }) {
      const { seconds, looks: wanted } = Operation.parse(operation);
      if (looks++ < wanted) return { status: "pending", response: response() };
      if (behaviour === "broken") return { status: "error", error: "it broke", response: response() };
      if (behaviour === "refused") return { status: "error", error: "NSFW content detected", response: response() };
      const data = behaviour === "garbage" ? crypto.getRandomValues(new Uint8Array(2_000)) : await clip(seconds);
      return {
        status: "completed",
        videos: [{ type: "binary", data, mediaType: "video/mp4" }],
        warnings: [],
        response: response(),
      };
    },
  };
  return {
    name: id,
    model,
    ...TRAINED,
    shapes: ANY_SIZE,
    pollSeconds: 1,
    download: async () => await Promise.reject(new Error("a model for tests answers with bytes")),
    card: {
      ...videoCard(id, "the tests", AspectRatio.options),
      description: imageCard(id, "the tests", 0).description,
    },
  };
}

async function clip(seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const size = { width: 64, height: 64 };
  const encoder = await encoders.mp4(size, FRAMES_PER_SECOND);
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
    const data = new Uint8ClampedArray(size.width * size.height * 4).fill(128);
    await encoder.add({ data, ...size });
  }
  return await encoder.finish();
}
