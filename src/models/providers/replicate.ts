import { createReplicate } from "@ai-sdk/replicate";
import { AspectRatio, type OutputFormat } from "../../core/job";
import { boundedFetch, noWayOut } from "../bounded-fetch";
import { createDownload } from "../download";
import type { Provider } from "../entry";
import { imageCard, videoCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

export interface ReplicateSettings {
  readonly REPLICATE_BASE_URL: string;
  readonly REPLICATE_API_TOKEN: string | null;
}

const BY = "Replicate";
/** Where it keeps what was made. */
const HOSTS = ["replicate.com", "replicate.delivery"];
const FLUX_2 = /^black-forest-labs\/flux-2-/;
const POLL_SECONDS = 5;
/** Written as most of its models write their formats. */
const FORMATS = { png: "png", jpeg: "jpg", webp: "webp" } as const satisfies Record<OutputFormat, string>;

/** Any model of Replicate by its name there, `owner/model` or `owner/model:version`. */
export function replicate(settings: ReplicateSettings, { send, now }: ProviderMaterials): Provider {
  const { REPLICATE_BASE_URL: baseURL, REPLICATE_API_TOKEN: apiToken } = settings;
  const fetch =
    apiToken === null ? noWayOut("REPLICATE_API_TOKEN") : boundedFetch({ send, now, baseUrl: baseURL, hosts: HOSTS });
  // The package wants a token as soon as a model is named, which is too soon for a server that starts.
  const provider = createReplicate({ baseURL, fetch, apiToken: apiToken ?? "none" });
  return {
    image: (id) => ({
      name: `replicate:${id}`,
      model: provider.image(id),
      ...TRAINED,
      shapes: { ratios: AspectRatio.options },
      options: ({ outputFormat }) => ({ replicate: { output_format: FORMATS[outputFormat] } }),
      card: imageCard(`replicate:${id}`, BY, FLUX_2.test(id) ? 8 : 1),
    }),
    video: (id) => ({
      name: `replicate:${id}`,
      model: provider.video(id),
      ...TRAINED,
      shapes: { ratios: AspectRatio.options },
      pollSeconds: POLL_SECONDS,
      download: createDownload(fetch, baseURL),
      card: videoCard(`replicate:${id}`, BY, AspectRatio.options),
    }),
  };
}
