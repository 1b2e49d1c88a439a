import { generateImage, type Warning as ModelWarning } from "ai";
import { SIZES } from "../../core/size";
import type { ImageRequest, Step, Warning } from "../../core/job";
import type { ImageEntry } from "../../models/index";

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
      providerOptions: {
        edgel: {
          outputFormat: request.outputFormat,
          ...(request.hasText === undefined ? {} : { hasText: request.hasText }),
          ...(request.style === undefined ? {} : { style: request.style }),
          ...(request.colors === undefined ? {} : { colors: request.colors }),
        },
      },
      // Retrying is the job's own business: it outlives this invocation.
      maxRetries: 0,
      abortSignal: signal,
    });
    const drawing = { bytes: new Uint8Array(image.uint8Array), model: model.modelId, seed: request.seed, origin };
    return { done: true, drawings: [drawing], warnings: warnings.map(toWarning) };
  };

function toWarning(warning: ModelWarning): Warning {
  switch (warning.type) {
    case "unsupported":
      return {
        parameter: warning.feature,
        treatment: "ignored",
        message: warning.details ?? "The model cannot honour this.",
      };
    case "compatibility":
      return {
        parameter: warning.feature,
        treatment: "emulated",
        message: warning.details ?? "The model approximates this.",
      };
    default:
      return { parameter: "model", treatment: "ignored", message: warning.message };
  }
}
