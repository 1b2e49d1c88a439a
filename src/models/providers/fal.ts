import { createFal } from "@ai-sdk/fal";
import { z } from "zod";
import { AspectRatio } from "../../core/job";
import { answering } from "../answering";
import { boundedFetch } from "../bounded-fetch";
import { createDownload } from "../download";
import type { Provider } from "../entry";
import { BadAnswer, ContentRefused, isRefusal } from "../faults";
import { noticing } from "../noticing";
import { imageCard, videoCard, TRAINED } from "./cards";
import type { ProviderMaterials } from "./index";

export interface FalSettings {
  readonly FAL_BASE_URL: string;
  readonly FAL_QUEUE_URL: string;
  readonly FAL_API_KEY: string | null;
}

const BY = "fal";
/** Where it keeps what was made. */
const HOSTS = ["fal.run", "fal.media", "fal.ai"];
/** The package knows one queue, and one owner of models. */
const PACKAGE_QUEUE = "https://queue.fal.run";
const PACKAGE_OWNER = "/fal-ai/";
/** Models that draw from images have a name of their own there. */
const EDITS = /edit|image-to-image|img2img|kontext|redux|remix/;
const MANY_IMAGES = /\/edit$/;
const VIDEO_RATIOS = AspectRatio.extract(["16:9", "9:16", "1:1", "4:3", "3:4"]).options;
const POLL_SECONDS = 5;

const Metadata = z.object({
  fal: z.object({ seed: z.int().optional(), images: z.array(z.object({ nsfw: z.boolean().optional() })).optional() }),
});

/** Any model of fal by its name there, `fal-ai/flux-2`. */
export function fal(settings: FalSettings, { send, now }: ProviderMaterials): Provider {
  const { FAL_BASE_URL: baseURL, FAL_QUEUE_URL: queueURL, FAL_API_KEY: apiKey } = settings;
  const credentials = apiKey === null ? {} : { apiKey };
  const direct = boundedFetch({ send, now, baseUrl: baseURL, hosts: HOSTS });
  const queued = boundedFetch({ send, now, baseUrl: queueURL, hosts: HOSTS });
  const provider = createFal({ baseURL, fetch: direct, ...credentials });
  return {
    image: (id) => ({
      name: `fal:${id}`,
      model: answering(provider.image(id), refuseBlack),
      ...TRAINED,
      shapes: { least: 256, most: 2_048, step: 16 },
      options: ({ outputFormat }) => ({
        fal: {
          ...(outputFormat === "webp" ? {} : { outputFormat }),
          ...(MANY_IMAGES.test(id) ? { useMultipleImages: true } : {}),
        },
      }),
      told(metadata) {
        const told = Metadata.safeParse(metadata);
        return told.success && told.data.fal.seed !== undefined ? { seed: told.data.fal.seed } : {};
      },
      card: imageCard(`fal:${id}`, BY, MANY_IMAGES.test(id) ? 4 : EDITS.test(id) ? 1 : 0),
    }),
    video: (id) => ({
      name: `fal:${id}`,
      model: createFal({
        baseURL,
        fetch: noticing(throughQueue(id, queueURL, queued), tellApart),
        ...credentials,
      }).video(id),
      ...TRAINED,
      shapes: { ratios: VIDEO_RATIOS },
      pollSeconds: POLL_SECONDS,
      download: createDownload(queued, queueURL),
      card: videoCard(`fal:${id}`, BY, VIDEO_RATIOS),
    }),
  };
}

/** What it holds to be unfit comes back as a black picture, and is none. */
function refuseBlack<R extends { readonly providerMetadata?: unknown }>(result: R): R {
  const told = Metadata.safeParse(result.providerMetadata);
  if (told.success && told.data.fal.images?.some(({ nsfw }) => nsfw === true)) throw new ContentRefused();
  return result;
}

/** The package's queue is the one the operator named, and a model of any owner keeps its name. */
function throughQueue(id: string, queueURL: string, send: typeof fetch): typeof fetch {
  const named = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
    if (!url.startsWith(`${PACKAGE_QUEUE}/`)) return await send(url, init);
    const path = url.slice(PACKAGE_QUEUE.length);
    const submits = init?.method === "POST" && path.startsWith(PACKAGE_OWNER);
    return await send(`${queueURL}${submits ? `/${id}` : path}`, init);
  };
  return named as typeof fetch;
}

/** The package takes every answer that is no clip for the end of it: what is a refusal, and what will pass, is not. */
function tellApart(answer: unknown, status: number): void {
  if (status < 400) return;
  if (isRefusal(JSON.stringify(answer))) throw new ContentRefused();
  if (status >= 500 || status === 429 || status === 408) throw new BadAnswer(`the queue answered ${status}`);
}
