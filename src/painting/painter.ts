import { generateImage } from "ai";
import { JobFailure, type Drawing, type OutputFormat, type Warning } from "../core/job";
import type { Log } from "../core/log";
import { TryLater } from "../core/retry";
import { shapeApart, type Size } from "../core/size";
import { faultOf, ModelFailed } from "../models/faults";
import type { ImageEntry } from "../models/index";
import { toWarning } from "../models/warnings";
import type { BreakerStore } from "../store/breakers";
import { fitted } from "./check";

/** One attempt at one model. */
const ATTEMPT_MS = 120_000;

/** While a model is left alone that may be back soon, a job comes back after this. */
const LEFT_ALONE_SECONDS = 15;

/** A picture that is wanted. */
export interface Order {
  readonly prompt: string;
  readonly size: Size;
  readonly seed: number;
  readonly outputFormat: OutputFormat;
  /** What the AI SDK has no parameter for, as the embedded models take it. */
  readonly options: Readonly<Record<string, string | boolean>>;
  /** Images to draw from, for models that take them. */
  readonly images?: readonly Uint8Array[];
}

export interface Painted {
  readonly drawing: Drawing;
  readonly warnings: readonly Warning[];
}

export interface PainterDependencies {
  readonly models: readonly [ImageEntry, ...ImageEntry[]];
  readonly breakers: Pick<BreakerStore, "allows" | "succeeded" | "failed">;
  readonly log: Log;
  readonly now: () => Date;
}

/**
 * Has a picture drawn by the first model of the list that can. What goes wrong with one is no reason to fail as long as
 * there is another; when there is none, the job waits or tries again, which outlives this invocation.
 */
export const createPainter = ({ models, breakers, log, now }: PainterDependencies) =>
  async function paint(order: Order, signal: AbortSignal): Promise<Painted> {
    let wait: number | null = null;
    let last: unknown = new Error("no model can be asked");
    for (const entry of models) {
      const { modelId } = entry.model;
      const verdict = entry.embedded ? "yes" : await breakers.allows(modelId);
      if (verdict === "later") wait = Math.min(wait ?? Infinity, LEFT_ALONE_SECONDS);
      if (verdict !== "yes") continue;
      try {
        const painted = await attempt(entry, order, signal);
        if (!entry.embedded) await breakers.succeeded(modelId);
        return painted;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof JobFailure || entry.embedded) throw error;
        const failed = new ModelFailed(modelId, error);
        const fault = faultOf(error, now());
        log.event("model_failed", { model: modelId, fault: fault.kind });
        if (fault.kind === "rejected") throw new JobFailure("content_rejected", failed);
        if (fault.kind === "busy") wait = Math.min(wait ?? Infinity, fault.retryAfterSeconds);
        else if (fault.kind !== "unfit") await breakers.failed(modelId, fault.kind === "gone");
        last = failed;
      }
    }
    if (wait !== null) throw new TryLater(wait);
    throw last;
  };

export type Painter = ReturnType<typeof createPainter>;

async function attempt(entry: ImageEntry, order: Order, signal: AbortSignal): Promise<Painted> {
  const { model, origin, card, embedded } = entry;
  const { prompt, size, seed, outputFormat, options, images = [] } = order;
  const asked = nearest(size, entry.native ?? []);
  const taken = card.honours.reference_images ? [...images] : [];
  const { image, warnings } = await generateImage({
    model,
    prompt: taken.length > 0 ? { text: prompt, images: taken } : prompt,
    size: `${asked.width}x${asked.height}`,
    seed,
    providerOptions: { edgel: { ...options, outputFormat } },
    // Trying again is the job's own business: it outlives this invocation.
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MS)]),
  });
  const bytes = new Uint8Array(image.uint8Array);
  // What is drawn in this process is what was asked for.
  const made = embedded ? { bytes, native: size } : await fitted(bytes, size, outputFormat);
  return {
    drawing: { bytes: made.bytes, model: model.modelId, seed, origin },
    warnings: [...warnings.map(toWarning), ...(embedded ? [] : honesty(size, made.native))],
  };
}

/** What was not simply applied, beyond what the model itself says. */
function honesty(size: Size, native: Size): Warning[] {
  if (native.width === size.width && native.height === size.height) return [];
  const message = `Drawn at ${native.width} × ${native.height}, cut and scaled.`;
  return [{ parameter: "size", treatment: "emulated", message }];
}

/** Of the sizes that a model takes, the one of the nearest shape; the wish itself where it takes any. */
const nearest = (size: Size, native: readonly Size[]): Size =>
  native.toSorted((a, b) => shapeApart(a, size) - shapeApart(b, size))[0] ?? size;
