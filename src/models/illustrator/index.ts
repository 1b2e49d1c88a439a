import type { ImageModelV4, ImageModelV4CallOptions, ImageModelV4Result } from "@ai-sdk/provider";
import { z } from "zod";
import { MAX_SEED, OutputFormat } from "../../core/job";
import { encode } from "../../raster/encode";
import { rasterise } from "../../raster/rasterise";
import type { Artwork } from "./artwork";
import { compose } from "./compose";
import { understand } from "./understand";

/** Changes whenever the same seed would draw another picture. */
const MODEL_ID = "illustrator-1";
const DEFAULT_SIZE = "1024x1024";

const Options = z.object({
  outputFormat: OutputFormat.default("png"),
  style: z.string().optional(),
  colors: z.string().optional(),
  hasText: z.boolean().default(false),
});

type Warnings = ImageModelV4Result["warnings"];

/**
 * The embedded illustrator: reads the prompt, composes a scene, draws it as SVG and renders it. No network, no
 * weights; not a diffusion model. The same prompt, size and seed give the same bytes.
 */
export function createIllustrator(artwork: Artwork): ImageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "edgel",
    modelId: MODEL_ID,
    maxImagesPerCall: 1,
    supportsFileInputs: false,
    supportsMaskInputs: false,
    async doGenerate(call) {
      const options = Options.parse(call.providerOptions["edgel"] ?? {});
      const [width = 1024, height = 1024] = (call.size ?? DEFAULT_SIZE).split("x").map(Number);
      const seed = call.seed ?? Math.floor(Math.random() * MAX_SEED);
      const idea = understand(call.prompt ?? "", await artwork.vocabulary());
      const drawings = await artwork.drawings(idea.subjects.map((subject) => subject.icon));
      call.abortSignal?.throwIfAborted();
      const pixels = await rasterise(compose(idea, drawings, width, height, seed));
      return {
        images: [await encode(pixels, options.outputFormat)],
        warnings: warningsFor(call, options),
        response: { timestamp: new Date(), modelId: MODEL_ID, headers: undefined },
      };
    },
  };
}

/** What the request asked for and this model does not do. */
function warningsFor(call: ImageModelV4CallOptions, options: z.infer<typeof Options>): Warnings {
  const ignored: Warnings = [];
  const ignore = (feature: string, details: string) => ignored.push({ type: "unsupported", feature, details });
  if (options.style !== undefined) ignore("style", "The illustrator draws in its own flat style.");
  if (options.colors !== undefined) ignore("colors", "The illustrator chooses the colours of the light it draws.");
  if (options.hasText) ignore("has_text", "The illustrator sets no text.");
  if (call.aspectRatio !== undefined) ignore("aspect_ratio", "Name a size instead.");
  if ((call.files?.length ?? 0) > 0) ignore("files", "The illustrator takes no reference images.");
  return ignored;
}
