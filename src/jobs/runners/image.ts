import { generateImage } from "ai";
import { SIZES } from "../../core/size";
import type { ImageRequest, Step } from "../../core/job";
import type { ImageEntry } from "../../models/index";
import { optionsOf } from "./options";
import { toWarning } from "../../models/warnings";

/** An image is one step: the first model of the list draws it. */
export const createImageRunner = (models: readonly [ImageEntry, ...ImageEntry[]]) =>
  async function drawImage(request: ImageRequest, signal: AbortSignal): Promise<Step> {
    const [{ model, origin }] = models;
    const { width, height } = SIZES[request.aspectRatio];
    const { image, warnings } = await generateImage({
      model,
      prompt: request.prompt,
      size: `${width}x${height}`,
      seed: request.seed,
      providerOptions: { edgel: optionsOf(request) },
      // Retrying is the job's own business: it outlives this invocation.
      maxRetries: 0,
      abortSignal: signal,
    });
    const drawing = { bytes: new Uint8Array(image.uint8Array), model: model.modelId, seed: request.seed, origin };
    return { done: true, drawings: [drawing], warnings: warnings.map(toWarning) };
  };
