import { createBlackForestLabs } from "@ai-sdk/black-forest-labs";
import { z } from "zod";
import { AspectRatio } from "../../core/job";
import { answering } from "../answering";
import { boundedFetch } from "../bounded-fetch";
import { createDownload } from "../download";
import type { Provider, Told } from "../entry";
import { ContentRefused } from "../faults";
import { noticing } from "../noticing";
import { imageCard, videoCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

export interface BlackForestLabsSettings {
  readonly BFL_BASE_URL: string;
  readonly BFL_API_KEY: string | null;
}

const BY = "Black Forest Labs";
/** Its clusters, and where they keep what was made. */
const HOSTS = ["bfl.ai", "bfl.ml"];
const FLUX_2 = /^flux-2-/;
const EDITS = /kontext|fill/;
const VIDEO_RATIOS = AspectRatio.extract(["16:9", "9:16", "1:1", "4:3", "3:4"]).options;
const POLL_SECONDS = 10;
/** One of its credits is one cent. */
const DOLLARS_PER_CREDIT = 0.01;

const Facts = z.object({ seed: z.int().optional(), cost: z.number().optional() });
const Metadata = z.object({
  blackForestLabs: z.object({ images: z.array(Facts).optional(), videos: z.array(Facts).optional() }),
});
const Poll = z.object({ status: z.string() });

/** FLUX by its name there, `flux-2-pro`. */
export function blackForestLabs(settings: BlackForestLabsSettings, { send, now }: ProviderMaterials): Provider {
  const { BFL_BASE_URL: baseURL, BFL_API_KEY: apiKey } = settings;
  const fetch = boundedFetch({ send, now, baseUrl: baseURL, hosts: HOSTS });
  const provider = createBlackForestLabs({
    baseURL,
    fetch: noticing(fetch, refuseModerated),
    pollTimeoutMillis: 110_000,
    ...(apiKey === null ? {} : { apiKey }),
  });
  return {
    image: (id) => ({
      name: `bfl:${id}`,
      model: answering(provider.image(id), withoutSizeWarning),
      ...TRAINED,
      shapes: FLUX_2.test(id) ? { least: 256, most: 1_920, step: 16 } : { least: 256, most: 1_440, step: 32 },
      options: ({ outputFormat }) => ({ blackForestLabs: { outputFormat: outputFormat === "jpeg" ? "jpeg" : "png" } }),
      told,
      card: imageCard(`bfl:${id}`, BY, FLUX_2.test(id) ? 8 : EDITS.test(id) ? 1 : 0),
    }),
    video: (id) => ({
      name: `bfl:${id}`,
      model: provider.video(id),
      ...TRAINED,
      shapes: { ratios: VIDEO_RATIOS },
      pollSeconds: POLL_SECONDS,
      told,
      download: createDownload(fetch, baseURL),
      card: videoCard(`bfl:${id}`, BY, VIDEO_RATIOS, { seed: false }),
    }),
  };
}

/** The package sends the size, and warns that it does not. */
const withoutSizeWarning = <R extends { readonly warnings: readonly object[] }>(result: R): R => ({
  ...result,
  warnings: result.warnings.filter((one) => !("feature" in one) || one.feature !== "size"),
});

function told(metadata: unknown): Told {
  const parsed = Metadata.safeParse(metadata);
  const { images = [], videos = [] } = parsed.success ? parsed.data.blackForestLabs : {};
  const { seed, cost } = [...images, ...videos][0] ?? {};
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(cost === undefined ? {} : { cost: { amount: cost * DOLLARS_PER_CREDIT, unit: "USD" } }),
  };
}

/** "Request Moderated" and "Content Moderated" are ends that the package waits behind, or takes for damage. */
function refuseModerated(answer: unknown): void {
  const poll = Poll.safeParse(answer);
  if (poll.success && /moderated/i.test(poll.data.status)) throw new ContentRefused();
}
