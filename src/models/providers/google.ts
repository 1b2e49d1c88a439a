import { createGoogle } from "@ai-sdk/google";
import { z } from "zod";
import { AspectRatio } from "../../core/job";
import { answering } from "../answering";
import { boundedFetch } from "../bounded-fetch";
import { createDownload } from "../download";
import type { Provider } from "../entry";
import { ContentRefused } from "../faults";
import { noticing } from "../noticing";
import { imageCard, languageCard, videoCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

export interface GoogleSettings {
  readonly GOOGLE_BASE_URL: string;
  readonly GOOGLE_API_KEY: string | null;
}

const BY = "Google";
/** Where it keeps what was made. */
const HOSTS = ["googleapis.com", "googleusercontent.com"];
const REFERENCES = 10;
const VIDEO_RATIOS = AspectRatio.extract(["16:9", "9:16"]).options;
const VIDEO_SECONDS = [4, 6, 8];
const POLL_SECONDS = 10;
/** Why it ended without a picture, when it is about the content. */
const REFUSED = /SAFETY|PROHIBITED|BLOCKLIST|SPII|RECITATION/;

const Metadata = z.object({
  google: z.object({
    finishReason: z.string().nullish(),
    promptFeedback: z.object({ blockReason: z.string() }).nullish(),
  }),
});

const Filtered = z.object({
  response: z.object({ generateVideoResponse: z.object({ raiMediaFilteredCount: z.int().min(1) }) }),
});

/** Gemini's models: pictures and words; Veo's clips. */
export function google(settings: GoogleSettings, { send, now }: ProviderMaterials): Provider {
  const { GOOGLE_BASE_URL: baseURL, GOOGLE_API_KEY: apiKey } = settings;
  const fetch = boundedFetch({ send, now, baseUrl: baseURL, hosts: HOSTS });
  const provider = createGoogle({
    baseURL,
    fetch: noticing(fetch, refuseFiltered),
    ...(apiKey === null ? {} : { apiKey }),
  });
  return {
    image: (id) => ({
      name: `google:${id}`,
      model: answering(provider.image(id), refuseEmpty),
      ...TRAINED,
      shapes: { ratios: AspectRatio.options },
      card: imageCard(`google:${id}`, BY, REFERENCES, { seed: false }),
    }),
    video: (id) => ({
      name: `google:${id}`,
      model: provider.video(id),
      ...TRAINED,
      shapes: { ratios: VIDEO_RATIOS },
      lengths: VIDEO_SECONDS,
      pollSeconds: POLL_SECONDS,
      download: createDownload(fetch, baseURL),
      card: videoCard(`google:${id}`, BY, VIDEO_RATIOS),
    }),
    language: (id) => ({
      name: `google:${id}`,
      model: provider(id),
      embedded: false,
      card: languageCard(`google:${id}`, BY, true),
    }),
  };
}

/** A clip that was filtered out is missing without a word by the time the package has read the answer. */
function refuseFiltered(answer: unknown): void {
  if (Filtered.safeParse(answer).success) throw new ContentRefused();
}

/** A refusal comes as an answer without a picture. */
function refuseEmpty<R extends { readonly images: readonly unknown[]; readonly providerMetadata?: unknown }>(
  result: R,
): R {
  if (result.images.length === 0 && wasRefused(result.providerMetadata)) throw new ContentRefused();
  return result;
}

function wasRefused(metadata: unknown): boolean {
  const told = Metadata.safeParse(metadata);
  if (!told.success) return false;
  const { finishReason, promptFeedback } = told.data.google;
  return (promptFeedback ?? null) !== null || REFUSED.test(finishReason ?? "");
}
