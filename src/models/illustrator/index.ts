import type { ImageModelV4, ImageModelV4CallOptions } from "@ai-sdk/provider";
import { z } from "zod";
import { AspectRatio, MAX_SEED, OutputFormat } from "../../core/job";
import { Resolution, sizeOf, type Size } from "../../core/size";
import type { Artwork } from "./artwork";
import { compose } from "./compose";
import { MODEL_ID } from "./describe";
import { draw } from "./draw";
import { setText } from "./lettering";
import { suitedRatio } from "./ratio";
import { render } from "./render";
import { understand } from "./understand";
import { warningsFor } from "./warnings";
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
export type Options = z.infer<typeof Options>;

/** The JPEG and WebP encoders hold a picture whole; larger ones than 2048 × 2048 would not leave them room. */
const MOST_WHOLE_PIXELS = 2048 * 2048;

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
      const idea = understand(call.prompt ?? "", await artwork.vocabulary(), options);
      const { width, height } = sizeFor(call, options, idea);
      const drawings = await artwork.drawings(idea.subjects.map((subject) => subject.icon));
      const lettering =
        idea.lettering === undefined ? undefined : await setText(idea.lettering, idea.style.face, artwork);
      call.abortSignal?.throwIfAborted();
      const scene = draw(compose(idea, drawings, width / height, seed), lettering);
      const format = width * height > MOST_WHOLE_PIXELS ? "png" : options.outputFormat;
      return {
        images: [await render(scene, width, height, format, call.abortSignal)],
        warnings: warningsFor(call, options, { idea, lettering, format }),
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
