import { createAnimator, type ClipStore } from "./animator/index";
import { describeAnimator } from "./animator/describe";
import { describeConcierge } from "./concierge/describe";
import { createConcierge } from "./concierge/index";
import type { ImageEntry, LanguageEntry, Models, Provider, VideoEntry } from "./entry";
import type { Artwork } from "./illustrator/artwork";
import { describeIllustrator } from "./illustrator/describe";
import { createIllustrator } from "./illustrator/index";
import { readListing } from "./listing";
import { createProviders, type ProviderMaterials, type ProviderSettings } from "./providers/index";
import { scripted } from "./scripted/index";
import { ANY_SIZE } from "./shapes";

// Warnings are kept with the job and shown to its caller; the console is for our own log.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** What models work with: the embedded ones with artwork and a place for parts, others with a way out. */
export interface Materials extends ProviderMaterials {
  readonly artwork: Artwork;
  readonly clips: ClipStore;
}

export interface ModelSettings extends ProviderSettings {
  readonly IMAGE_MODELS: readonly string[];
  readonly VIDEO_MODELS: readonly string[];
  readonly LANGUAGE_MODELS: readonly string[];
  /** Whether `test:` models may be named. */
  readonly TEST_MODELS: "on" | "off";
  /** `off`, `blocklist`, or a language model. */
  readonly MODERATION: string;
}

/** The models the settings name. What cannot be had is an error that names the setting and the entry. */
export function createModels(settings: ModelSettings, materials: Materials): Models {
  const { IMAGE_MODELS, VIDEO_MODELS, LANGUAGE_MODELS, TEST_MODELS, MODERATION } = settings;
  const providers = { ...createProviders(settings, materials), ...(TEST_MODELS === "on" ? { test: scripted } : {}) };
  const of = <K extends keyof Provider>(kind: K) => makersOf(providers, kind);
  const { artwork, clips } = materials;
  const [first, ...others] = readListing(
    "IMAGE_MODELS",
    IMAGE_MODELS,
    { illustrator: () => illustrator(artwork) },
    of("image"),
  );
  if (first === undefined) throw new Error("IMAGE_MODELS names no model");
  const guards = MODERATION === "off" || MODERATION === "blocklist" ? [] : [MODERATION];
  return {
    image: [first, ...others],
    video: readListing("VIDEO_MODELS", VIDEO_MODELS, { animator: () => animator(artwork, clips) }, of("video")),
    language: readListing("LANGUAGE_MODELS", LANGUAGE_MODELS, { concierge }, of("language")),
    guard: readListing<LanguageEntry>("MODERATION", guards, {}, of("language"))[0],
  };
}

/** The providers that run models of a kind. */
const makersOf = <K extends keyof Provider>(providers: Readonly<Record<string, Provider>>, kind: K) =>
  Object.fromEntries(
    Object.entries(providers).flatMap(([name, { [kind]: make }]) =>
      make === undefined ? [] : [[name, make] as const],
    ),
  );

const illustrator = (artwork: Artwork): ImageEntry => ({
  card: describeIllustrator(),
  name: describeIllustrator().id,
  model: createIllustrator(artwork),
  origin: "algorithmic",
  embedded: true,
  shapes: ANY_SIZE,
});

const animator = (artwork: Artwork, clips: ClipStore): VideoEntry => ({
  card: describeAnimator(),
  name: describeAnimator().id,
  model: createAnimator(artwork, clips),
  origin: "algorithmic",
  embedded: true,
  shapes: ANY_SIZE,
  pollSeconds: 0,
  download: async () => await Promise.reject(new Error("the animator answers with bytes")),
});

const concierge = (): LanguageEntry => ({
  card: describeConcierge(),
  name: describeConcierge().id,
  model: createConcierge(),
  embedded: true,
});
