import { z } from "zod";
import { AspectRatio, OutputFormat, VideoFormat } from "./job";

/** What a model says of itself in public. */
export const ModelCard = z.object({
  id: z.string(),
  kind: z.enum(["image", "video"]),
  description: z.string(),
  aspect_ratios: z.array(AspectRatio),
  resolutions: z.array(z.string()),
  output_formats: z.array(z.enum([...OutputFormat.options, ...VideoFormat.options])),
  styles: z.array(z.string()),
  /** Which parameters shape the picture, and which are not taken at all. */
  honours: z.object({ seed: z.boolean(), text: z.boolean(), colors: z.boolean(), reference_images: z.boolean() }),
});
export type ModelCard = z.infer<typeof ModelCard>;
