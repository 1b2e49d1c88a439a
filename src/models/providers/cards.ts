import { AspectRatio, OutputFormat, VideoFormat } from "../../core/job";
import type { ImageCard, LanguageCard, VideoCard } from "../../core/model-card";
import { Resolution } from "../../core/size";

/** Cards of models that others run: what is true of most of them, and what is not. */

/** What is true of all that others run and that shows something. */
export const TRAINED = { origin: "trained", embedded: false } as const;

type Traits = Partial<ImageCard["honours"]>;

/** They read words, so that styles, colours and lettering can at least be asked for. */
const WORDS = { text: true, style: false, colors: false, mask: false, transparency: false };

export const imageCard = (id: string, by: string, references: number, traits: Traits = {}): ImageCard => ({
  id,
  aliases: [],
  kind: "image",
  description: `${nameIn(id)}, run by ${by}.`,
  aspect_ratios: AspectRatio.options,
  resolutions: Resolution.options,
  output_formats: OutputFormat.options,
  styles: [],
  honours: { aspect_ratio: true, seed: true, ...WORDS, reference_images: references > 0, ...traits },
  max_reference_images: references,
});

export const videoCard = (id: string, by: string, ratios: readonly AspectRatio[], traits: Traits = {}): VideoCard => ({
  id,
  aliases: [],
  kind: "video",
  description: `${nameIn(id)}, run by ${by}.`,
  aspect_ratios: [...ratios],
  resolutions: [],
  output_formats: VideoFormat.extract(["mp4"]).options,
  styles: [],
  honours: { aspect_ratio: true, seed: true, ...WORDS, reference_images: false, ...traits },
});

export const languageCard = (id: string, by: string, seesImages: boolean): LanguageCard => ({
  id,
  aliases: [],
  kind: "language",
  description: `${nameIn(id)}, run by ${by}.`,
  sees_images: seesImages,
});

/** "provider:model" without the provider. */
const nameIn = (id: string): string => id.slice(id.indexOf(":") + 1);
