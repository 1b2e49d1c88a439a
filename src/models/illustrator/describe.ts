import { AspectRatio, OutputFormat } from "../../core/job";
import { Resolution } from "../../core/size";
import type { ImageCard } from "../../core/model-card";
import { settings } from "./settings/index";
import { styles } from "./styles/index";

/** Changes whenever the same seed would draw another picture. */
export const MODEL_ID = "illustrator-4";

/** What the illustrator is, said plainly. */
export const describeIllustrator = (): ImageCard => ({
  id: MODEL_ID,
  aliases: [],
  kind: "image",
  description:
    "A procedural illustrator, not a diffusion model: it reads the prompt's English, composes a scene from about " +
    `1,000 drawings, ${settings.length} places, hours of the day and weathers, and renders it. It invents no forms; ` +
    "what it does not know it leaves out, and says so in the job's warnings. The same request and seed give the same bytes.",
  aspect_ratios: AspectRatio.options,
  resolutions: Resolution.options,
  output_formats: OutputFormat.options,
  styles: Object.values(styles).map(({ name }) => name),
  honours: {
    aspect_ratio: true,
    seed: true,
    text: true,
    style: true,
    colors: true,
    reference_images: false,
    mask: false,
    transparency: false,
  },
  max_reference_images: 0,
});
