import { z } from "zod";
import { AspectRatio, OutputFormat, VideoFormat } from "./job";

const Base = z.object({
  /** What callers name it by; it stays when what stands behind it changes. */
  id: z.string(),
  /** Other names it answers to. */
  aliases: z.array(z.string()),
  description: z.string(),
});

/** Which parameters shape the result by themselves. What is missing here is put into words, cut to shape, or left out. */
const Honours = z.object({
  aspect_ratio: z.boolean(),
  seed: z.boolean(),
  text: z.boolean(),
  style: z.boolean(),
  colors: z.boolean(),
  reference_images: z.boolean(),
  mask: z.boolean(),
  transparency: z.boolean(),
});

const Depicting = Base.extend({
  aspect_ratios: z.array(AspectRatio),
  resolutions: z.array(z.string()),
  /** Those it knows by name; a model that reads words takes any. */
  styles: z.array(z.string()),
  honours: Honours,
});

export const ImageCard = Depicting.extend({
  kind: z.literal("image"),
  output_formats: z.array(OutputFormat),
  /** How many images it draws from at once. */
  max_reference_images: z.int(),
});
export const VideoCard = Depicting.extend({ kind: z.literal("video"), output_formats: z.array(VideoFormat) });
export const LanguageCard = Base.extend({
  kind: z.literal("language"),
  /** Whether it can be shown pictures. */
  sees_images: z.boolean(),
});

/** What a model says of itself in public. */
export const ModelCard = z.discriminatedUnion("kind", [ImageCard, VideoCard, LanguageCard]);
export type ModelCard = z.infer<typeof ModelCard>;
export type ImageCard = z.infer<typeof ImageCard>;
export type VideoCard = z.infer<typeof VideoCard>;
export type LanguageCard = z.infer<typeof LanguageCard>;

/** What it costs, and whether it is asked at the moment. */
const Standing = {
  price: z.object({ credits: z.int(), per: z.string() }),
  /** False while it is left alone, because it failed too often or refuses its key. */
  up: z.boolean(),
};

/** A model as the public is told of it: its card and how it stands. */
export const ListedModel = z.discriminatedUnion("kind", [
  ImageCard.extend(Standing),
  VideoCard.extend(Standing),
  LanguageCard.extend(Standing),
]);
export type ListedModel = z.infer<typeof ListedModel>;
