import { z } from "zod";
import { AspectRatio, OutputFormat, VideoFormat } from "./job";

const Base = z.object({ id: z.string(), description: z.string() });

const Depicting = Base.extend({
  aspect_ratios: z.array(AspectRatio),
  resolutions: z.array(z.string()),
  styles: z.array(z.string()),
  /** Which parameters shape the picture, and which are not taken at all. */
  honours: z.object({ seed: z.boolean(), text: z.boolean(), colors: z.boolean(), reference_images: z.boolean() }),
});

export const ImageCard = Depicting.extend({ kind: z.literal("image"), output_formats: z.array(OutputFormat) });
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
