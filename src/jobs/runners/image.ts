import type { ImageRequest, Job, Step } from "../../core/job";
import { SIZES } from "../../core/size";
import type { Painter } from "../../painting/painter";
import { wishesOf } from "./wishes";

/** An image is one step. */
export const createImageRunner = (paint: Painter) =>
  async function drawImage(job: Job, request: ImageRequest, signal: AbortSignal): Promise<Step> {
    const { prompt, seed, outputFormat, model, strict } = request;
    const order = {
      errand: { jobId: job.id, part: "image" },
      prompt,
      size: request.size ?? SIZES[request.aspectRatio],
      seed,
      outputFormat,
      wishes: wishesOf(request),
      model,
      strict,
    };
    const { drawing, warnings } = await paint(order, signal);
    return { done: true, drawings: [drawing], warnings };
  };
