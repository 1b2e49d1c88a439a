import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { AspectRatio } from "../core/job";
import type { Size } from "../core/size";
import { boundedFetch } from "./bounded-fetch";
import type { ImageEntry, LanguageEntry } from "./index";

/** Whoever speaks OpenAI's protocol: OpenAI, LocalAI, LiteLLM, Together, another Edgel. */
export interface OpenAiSettings {
  readonly OPENAI_BASE_URL: string | null;
  readonly OPENAI_API_KEY: string | null;
  /** The sizes its image models take; none named, any. */
  readonly OPENAI_IMAGE_SIZES: readonly string[];
}

export function createOpenAi(settings: OpenAiSettings, send: typeof fetch) {
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, OPENAI_IMAGE_SIZES: sizes } = settings;
  const provider = () => {
    if (baseURL === null) throw new Error("a model named openai:… needs OPENAI_BASE_URL");
    const key = apiKey === null ? {} : { apiKey };
    return createOpenAICompatible({ name: "openai", baseURL, fetch: boundedFetch(send, baseURL), ...key });
  };
  return {
    image: (id: string): ImageEntry => ({
      model: provider().imageModel(id),
      origin: "trained",
      embedded: false,
      native: sizes.map(toSize),
      card: {
        id,
        kind: "image",
        description: `${id}, by a provider that speaks OpenAI's protocol.`,
        aspect_ratios: AspectRatio.options,
        resolutions: ["1K", "2K", "4K"],
        output_formats: ["png", "jpeg", "webp"],
        styles: [],
        honours: { seed: false, text: true, colors: false, reference_images: true },
      },
    }),
    language: (id: string): LanguageEntry => ({
      model: provider().chatModel(id),
      card: {
        id,
        kind: "language",
        description: `${id}, by a provider that speaks OpenAI's protocol.`,
        sees_images: true,
      },
    }),
  };
}

function toSize(text: string): Size {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(text) ?? [];
  if (width === undefined || height === undefined)
    throw new Error(`OPENAI_IMAGE_SIZES names "${text}", which is no size`);
  return { width: Number(width), height: Number(height) };
}
