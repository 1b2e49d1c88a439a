import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { ImageModelV4 } from "@ai-sdk/provider";
import { wrapImageModel } from "ai";
import type { Size } from "../../core/size";
import { boundedFetch } from "../bounded-fetch";
import type { Provider } from "../entry";
import { ANY_SIZE, type Shapes } from "../shapes";
import { imageCard, languageCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

/** Whoever speaks OpenAI's protocol: OpenAI, LocalAI, stable-diffusion.cpp, LiteLLM, Together, another Edgel. */
export interface OpenAiSettings {
  readonly OPENAI_BASE_URL: string | null;
  readonly OPENAI_API_KEY: string | null;
  /** The sizes its image models take; none named, any. */
  readonly OPENAI_IMAGE_SIZES: readonly string[];
  /** Other hosts where what it made may be fetched. */
  readonly OPENAI_MEDIA_HOSTS: readonly string[];
  /** `on` where it takes the field `seed`, which OpenAI itself refuses. */
  readonly OPENAI_SEEDS: "on" | "off";
  /** `off` where it has no `/images/edits`. */
  readonly OPENAI_EDITS: "on" | "off";
}

const REFERENCES = 10;

export function openAi(settings: OpenAiSettings, { send, now }: ProviderMaterials): Provider {
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, OPENAI_MEDIA_HOSTS: hosts } = settings;
  const seeds = settings.OPENAI_SEEDS === "on";
  const references = settings.OPENAI_EDITS === "on" ? REFERENCES : 0;
  const provider = () => {
    if (baseURL === null) throw new Error("a model named openai:… needs OPENAI_BASE_URL");
    const way = boundedFetch({ send, now, baseUrl: baseURL, hosts });
    return createOpenAICompatible({ name: "openai", baseURL, fetch: way, ...(apiKey === null ? {} : { apiKey }) });
  };
  return {
    image: (id) => ({
      name: `openai:${id}`,
      model: seeds ? withSeed(provider().imageModel(id)) : provider().imageModel(id),
      ...TRAINED,
      shapes: shapesOf(settings.OPENAI_IMAGE_SIZES),
      told: toldBy,
      card: imageCard(`openai:${id}`, "a provider that speaks OpenAI's protocol", references, { seed: seeds }),
    }),
    language: (id) => ({
      name: `openai:${id}`,
      model: provider().chatModel(id),
      embedded: false,
      card: languageCard(`openai:${id}`, "a provider that speaks OpenAI's protocol", true),
    }),
  };
}

/** The package knows no seed: who takes one all the same gets it as a field. */
const withSeed = (model: ImageModelV4): ImageModelV4 =>
  wrapImageModel({
    model,
    middleware: {
      specificationVersion: "v4",
      transformParams: async ({ params: { seed, ...params } }) => ({
        ...params,
        seed: undefined,
        providerOptions: {
          ...params.providerOptions,
          openai: { ...params.providerOptions["openai"], seed: seed ?? null },
        },
      }),
    },
  });

function shapesOf(sizes: readonly string[]): Shapes {
  const [first, ...others] = sizes.map(toSize);
  return first === undefined ? ANY_SIZE : { sizes: [first, ...others] };
}

function toSize(text: string): Size {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(text) ?? [];
  if (width === undefined || height === undefined)
    throw new Error(`OPENAI_IMAGE_SIZES names "${text}", which is no size`);
  return { width: Number(width), height: Number(height) };
}

/** OpenAI counts tokens, and tells no price. */
function toldBy(_metadata: unknown, tokens: number | undefined) {
  return tokens === undefined ? {} : { cost: { amount: tokens, unit: "tokens" } };
}
