import type { Provider } from "../entry";
import { blackForestLabs, type BlackForestLabsSettings } from "./black-forest-labs";
import { fal, type FalSettings } from "./fal";
import { google, type GoogleSettings } from "./google";
import { openAi, type OpenAiSettings } from "./openai";
import { replicate, type ReplicateSettings } from "./replicate";
import { workersAi } from "./workers-ai";

export type ProviderSettings = OpenAiSettings &
  ReplicateSettings &
  FalSettings &
  GoogleSettings &
  BlackForestLabsSettings;

/** What providers are reached with. */
export interface ProviderMaterials {
  /** The way out. */
  readonly send: typeof fetch;
  readonly now: () => Date;
  /** Cloudflare's own models; `null` where the server has no such binding. */
  readonly ai: Ai | null;
}

/** Whoever runs models for others, by the word before the colon, a line each. */
export const createProviders = (settings: ProviderSettings, materials: ProviderMaterials) =>
  ({
    "workers-ai": workersAi(materials),
    openai: openAi(settings, materials),
    replicate: replicate(settings, materials),
    fal: fal(settings, materials),
    google: google(settings, materials),
    bfl: blackForestLabs(settings, materials),
  }) as const satisfies Record<string, Provider>;
