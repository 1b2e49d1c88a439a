import { readFileSync } from "node:fs";
import {
  APICallError,
  type Experimental_VideoModelV4 as VideoModelV4,
  type ImageModelV4,
  type LanguageModelV4,
} from "@ai-sdk/provider";
import type { ImageEntry, LanguageEntry, Models, VideoEntry } from "../../src/models/entry";
import { imageCard, languageCard, TRAINED, videoCard } from "../../src/models/providers/cards";
import { ANY_SIZE } from "../../src/models/shapes";
import type { Isolate } from "./platform";
import { PICTURE } from "./picture";
import type { World } from "./world";

/** Models that take their time, and fail as the weather has it. The first of each kind is somebody else's. */

const CLIP = new Uint8Array(readFileSync("test/simulation/clip.mp4"));

export interface Tally {
  readonly count: (name: string) => void;
}

export function modelsOf(world: World, tally: Tally) {
  /** Who began each clip. */
  const beginners: Isolate[] = [];
  return (isolate: Isolate): Models => {
    /** The model at work: it may be slow, refuse, be busy, fail, or never answer. */
    async function work(longest: number): Promise<void> {
      await world.sleep(world.between(200, longest));
      if (isolate.dead) await new Promise(() => {});
      const lot = world.chance();
      const { fails, ambiguous } = world.weather;
      const trouble = fails + ambiguous;
      if (lot < trouble * 2) {
        tally.count("model failed");
        throw new APICallError({
          message: "no",
          url: "https://models.example.com",
          requestBodyValues: {},
          ...(lot < trouble ? { statusCode: 503 } : {}),
          responseHeaders: {},
        });
      }
    }

    /** No two are the same. */
    const picture = (): Uint8Array => {
      const bytes = PICTURE.slice();
      bytes[bytes.length - 1] = Math.floor(world.chance() * 256);
      return bytes;
    };

    const image = (id: string, embedded: boolean): ImageEntry => ({
      ...TRAINED,
      embedded,
      name: id,
      shapes: ANY_SIZE,
      card: imageCard(id, "the simulation", 0),
      model: {
        specificationVersion: "v4",
        provider: "simulation",
        modelId: id,
        maxImagesPerCall: 1,
        async doGenerate() {
          // Some take longer than a lease lasts without being renewed.
          await work(world.chance() < 0.1 ? 100_000 : 6_000);
          return {
            images: [picture()],
            warnings: [],
            response: { timestamp: new Date(0), modelId: id, headers: undefined },
          };
        },
      } satisfies ImageModelV4,
    });

    const response = { timestamp: new Date(0), modelId: "clips", headers: undefined };
    const clips: VideoModelV4 = {
      specificationVersion: "v4",
      provider: "simulation",
      modelId: "clips",
      maxVideosPerCall: 1,
      async doStart() {
        await work(2_000);
        const clip = beginners.push(isolate) - 1;
        return { operation: { clip, ready: world.now + world.between(1_000, 60_000) }, warnings: [], response };
      },
      async doStatus({ operation }) {
        await work(500);
        const { clip, ready } = operation as { clip: number; ready: number };
        if (beginners[clip] !== isolate) tally.count("resumed elsewhere");
        if (ready > world.now) return { status: "pending", response };
        return {
          status: "completed",
          videos: [{ type: "binary", data: CLIP, mediaType: "video/mp4" }],
          warnings: [],
          response,
        };
      },
    };
    const video: VideoEntry = {
      ...TRAINED,
      name: "clips",
      shapes: ANY_SIZE,
      card: videoCard("clips", "the simulation", ["16:9"]),
      model: clips,
      pollSeconds: 5,
      download: async () => await Promise.reject(new Error("clips come with their bytes")),
    };

    /** Draws, works on what there is, and comes to an end sooner or later. */
    const decision = (): { readonly tool: string; readonly input: object } => {
      const lot = world.chance();
      if (lot < 0.35) return { tool: "draw", input: { prompt: "a cat" } };
      if (lot < 0.6) return { tool: "flip", input: { image: "picture_1", direction: "horizontal" } };
      if (lot < 0.7) return { tool: "crop", input: { nothing: "that is known" } };
      return { tool: "finish", input: { image: "picture_1", summary: "A cat." } };
    };
    const usage = {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    const thinker: LanguageModelV4 = {
      specificationVersion: "v4",
      provider: "simulation",
      modelId: "thinker",
      supportedUrls: {},
      async doGenerate() {
        await work(4_000);
        const { tool, input } = decision();
        return {
          content: [{ type: "tool-call", toolCallId: "call", toolName: tool, input: JSON.stringify(input) }],
          finishReason: { unified: "tool-calls", raw: undefined },
          usage,
          warnings: [],
        };
      },
      doStream: async () => await Promise.reject(new Error("nobody chats here")),
    };
    const language: LanguageEntry = {
      name: "thinker",
      embedded: false,
      model: thinker,
      card: languageCard("thinker", "the simulation", false),
    };
    return { image: [image("far", false), image("near", true)], video: [video], language: [language] };
  };
}
