import type { Experimental_VideoModelV4 as VideoModelV4, ImageModelV4, LanguageModelV4 } from "@ai-sdk/provider";
import type { Drawing } from "../core/job";
import type { Size } from "../core/size";
import type { ImageCard, LanguageCard, ModelCard, VideoCard } from "../core/model-card";
import { describeAnimator } from "./animator/describe";
import { createConcierge } from "./concierge/index";
import { describeConcierge } from "./concierge/describe";
import { createAnimator, type ClipStore } from "./animator/index";
import type { Artwork } from "./illustrator/artwork";
import { describeIllustrator } from "./illustrator/describe";
import { createIllustrator } from "./illustrator/index";
import { createOpenAi, type OpenAiSettings } from "./openai";
import { createScripted } from "./scripted";

// Warnings are kept with the job and shown to its caller; the console is for our own log.
globalThis.AI_SDK_LOG_WARNINGS = false;

interface Entry<Model, Card extends ModelCard> {
  /** What the public is told of it. */
  readonly card: Card;
  readonly model: Model;
}

/** A model that shows something: what it made has to say so. */
interface DepictingEntry<Model, Card extends ModelCard> extends Entry<Model, Card> {
  readonly origin: Drawing["origin"];
  /** It works in this process: what it answers is what was asked for, and it is there whenever we are. */
  readonly embedded: boolean;
}

export interface ImageEntry extends DepictingEntry<ImageModelV4, ImageCard> {
  /** The sizes it takes; none named, any. */
  readonly native?: readonly Size[];
}
export type LanguageEntry = Entry<LanguageModelV4, LanguageCard>;

export interface VideoEntry extends DepictingEntry<VideoModelV4, VideoCard> {
  /** How long to leave it alone between two looks; 0 for a model that works while it is looked at. */
  readonly pollSeconds: number;
}

/** Each kind in order of preference. */
export interface Models {
  readonly image: readonly [ImageEntry, ...ImageEntry[]];
  /** Without one, no clips can be asked for. */
  readonly video: readonly VideoEntry[];
  /** Without one, nobody answers in the chat. */
  readonly language: readonly LanguageEntry[];
}

/** What the embedded models work with. */
export interface Materials {
  readonly artwork: Artwork;
  readonly clips: ClipStore;
  /** The way out, for models that others run. */
  readonly fetch: typeof fetch;
}

/** Every model that can be named in the settings, a line each. */
const imageModels = {
  illustrator: ({ artwork }) => ({
    card: describeIllustrator(),
    model: createIllustrator(artwork),
    origin: "algorithmic",
    embedded: true,
  }),
} as const satisfies Record<string, (materials: Materials) => ImageEntry>;

const videoModels = {
  animator: ({ artwork, clips }) => ({
    card: describeAnimator(),
    model: createAnimator(artwork, clips),
    origin: "algorithmic",
    embedded: true,
    pollSeconds: 0,
  }),
} as const satisfies Record<string, (materials: Materials) => VideoEntry>;

const languageModels = {
  concierge: () => ({ card: describeConcierge(), model: createConcierge() }),
} as const satisfies Record<string, (materials: Materials) => LanguageEntry>;

export interface ModelSettings extends Partial<OpenAiSettings> {
  readonly IMAGE_MODELS: readonly string[];
  readonly VIDEO_MODELS: readonly string[];
  readonly LANGUAGE_MODELS: readonly string[];
  /** Whether `test:` models may be named. */
  readonly TEST_MODELS?: "on" | "off";
}

/** The models the settings name. A name nobody knows is an error that says so. */
export function createModels(settings: ModelSettings, materials: Materials): Models {
  const { OPENAI_BASE_URL = null, OPENAI_API_KEY = null, OPENAI_IMAGE_SIZES = [] } = settings;
  const openai = createOpenAi({ OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_IMAGE_SIZES }, materials.fetch);
  const images = { openai: openai.image, ...(settings.TEST_MODELS === "on" ? { test: createScripted } : {}) };
  const [first, ...others] = chosen<ImageEntry>("IMAGE_MODELS", settings.IMAGE_MODELS, imageModels, materials, images);
  if (first === undefined) throw new Error("IMAGE_MODELS names no model");
  return {
    image: [first, ...others],
    video: chosen("VIDEO_MODELS", settings.VIDEO_MODELS, videoModels, materials),
    language: chosen<LanguageEntry>("LANGUAGE_MODELS", settings.LANGUAGE_MODELS, languageModels, materials, {
      openai: openai.language,
    }),
  };
}

const chosen = <E>(
  setting: string,
  ids: readonly string[],
  known: Readonly<Record<string, (materials: Materials) => E>>,
  materials: Materials,
  providers: Readonly<Record<string, (model: string) => E>> = {},
): E[] =>
  ids.map((id) => {
    const create = Object.hasOwn(known, id) ? known[id] : undefined;
    if (create !== undefined) return create(materials);
    // "provider:model".
    const [, provider = "", model = ""] = /^([a-z-]+):(.+)$/.exec(id) ?? [];
    const from = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    const all = [...Object.keys(known), ...Object.keys(providers).map((name) => `${name}:…`)];
    if (from === undefined) throw new Error(`${setting} names "${id}"; known are ${all.join(", ")}`);
    return from(model);
  });
