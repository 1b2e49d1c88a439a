import type { ImageRequest, Step } from "../../core/job";
import { SIZES } from "../../core/size";
import type { Painter } from "../../painting/painter";
import { optionsOf } from "./options";

/** An image is one step. */
export const createImageRunner = (paint: Painter) =>
  async function drawImage(request: ImageRequest, signal: AbortSignal): Promise<Step> {
    const { prompt, seed, outputFormat } = request;
    const size = SIZES[request.aspectRatio];
    const order = { prompt, size, seed, outputFormat, options: optionsOf(request) };
    const { drawing, warnings } = await paint(order, signal);
    return { done: true, drawings: [drawing], warnings };
  };
