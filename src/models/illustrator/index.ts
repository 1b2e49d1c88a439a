import type { ImageModelV4, ImageModelV4CallOptions, SharedV4Warning } from "@ai-sdk/provider";
import { z } from "zod";
import { AspectRatio, MAX_SEED, OutputFormat } from "../../core/job";
import { Resolution, sizeOf, type Size } from "../../core/size";
import { writtenAs } from "../../raster/encode-bands";
import type { Artwork } from "./artwork";
import { MODEL_ID } from "./describe";
import { imagine } from "./imagine";
import { suitedRatio } from "./ratio";
import { render } from "./render";
import { emulated, ignored, warningsFor } from "./warnings";
import type { Idea } from "./idea";

const Options = z.object({
  outputFormat: OutputFormat.default("png"),
  /** The length of the longer side, where the call names no size. */
  resolution: Resolution.default("1K"),
  style: z.string().optional(),
  colors: z.string().optional(),
  /** Left out: words in quotation marks are set. */
  hasText: z.boolean().optional(),
});
type Options = z.infer<typeof Options>;

/**
 * The embedded illustrator: reads the prompt, composes a scene, draws it as SVG and renders it. No network, no
 * weights; not a diffusion model. The same prompt, size and seed give the same bytes.
 *
 * `size` is exact. Without it, `aspectRatio` and `providerOptions.edgel.resolution` decide; without a ratio as well,
 * the one that suits the subject.
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
      const seed = call.seed ?? Math.floor(Math.random() * MAX_SEED);
      const imagined = await imagine(artwork, call.prompt ?? "", options, seed, (idea) => {
        const { width, height } = sizeFor(call, options, idea);
        return width / height;
      });
      call.abortSignal?.throwIfAborted();
      const size = sizeFor(call, options, imagined.idea);
      const format = writtenAs(size, options.outputFormat);
      return {
        images: [await render(imagined.scene, size.width, size.height, format, call.abortSignal)],
        warnings: [...warningsOfFile(call, options, format), ...warningsFor(options, imagined)],
        response: { timestamp: new Date(), modelId: MODEL_ID, headers: undefined },
      };
    },
  };
}

function sizeFor({ size, aspectRatio }: ImageModelV4CallOptions, { resolution }: Options, idea: Idea): Size {
  if (size !== undefined) {
    const [width = 1024, height = 1024] = size.split("x").map(Number);
    return { width, height };
  }
  const named = AspectRatio.safeParse(aspectRatio);
  return sizeOf(named.success ? named.data : suitedRatio(idea), resolution);
}

function warningsOfFile(
  call: ImageModelV4CallOptions,
  { outputFormat }: Options,
  format: OutputFormat,
): SharedV4Warning[] {
  return [
    ...(format === outputFormat
      ? []
      : [emulated("output_format", "Pictures above 2048 × 2048 pixels are written as PNG.")]),
    ...((call.files?.length ?? 0) > 0 ? [ignored("files", "The illustrator takes no reference images.")] : []),
  ];
}
