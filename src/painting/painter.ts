import { generateImage } from "ai";
import type { Cost, Drawing, OutputFormat, Warning } from "../core/job";
import type { Size } from "../core/size";
import { withinAttempt, type CallHeaders, type Failover } from "../failover/failover";
import { eligible } from "../models/choice";
import type { ImageEntry } from "../models/entry";
import { askedFor, inPixels } from "../models/shapes";
import { toWarning } from "../models/warnings";
import type { Errand } from "../store/model-calls";
import { fitted, noLarger } from "./check";
import { resolvedAs } from "./resolved";
import { worded, type Wishes } from "./wording";

/** A picture that is wanted. */
export interface Order {
  readonly errand: Errand;
  readonly prompt: string;
  readonly size: Size;
  readonly seed: number;
  readonly outputFormat: OutputFormat;
  readonly wishes: Wishes;
  /** The one model that may draw it, and parameters that it has to honour. */
  readonly model?: string | undefined;
  readonly strict?: readonly string[] | undefined;
  /** Images to draw from, for models that take them. */
  readonly images?: readonly Uint8Array<ArrayBuffer>[];
}

export interface Painted {
  readonly drawing: Drawing;
  readonly warnings: readonly Warning[];
}

/** Has a picture drawn by the first model of the list that can, and holds its answer against what was promised. */
export const createPainter = (models: readonly ImageEntry[], firstToAnswer: Failover) =>
  async function paint(order: Order, signal: AbortSignal): Promise<Painted> {
    const { model, strict = [] } = order;
    const able = eligible(models, { ...(model === undefined ? {} : { model }), strict: [...strict] });
    const foreign = able.some(({ embedded }) => !embedded);
    return await firstToAnswer(
      able,
      order.errand,
      async (entry, headers) =>
        entry.embedded ? await drawHere(entry, order, foreign, signal) : await draw(entry, order, headers, signal),
      signal,
    );
  };

export type Painter = ReturnType<typeof createPainter>;

/** What is drawn in this process is what was asked for. */
async function drawHere(
  { model, origin, card, name }: ImageEntry,
  { prompt, size, seed, outputFormat, wishes }: Order,
  degraded: boolean,
  abortSignal: AbortSignal,
): Promise<Painted> {
  const { image, warnings } = await generateImage({
    model,
    prompt,
    size: inPixels(size),
    seed,
    providerOptions: { edgel: { ...wishes, outputFormat } },
    maxRetries: 0,
    abortSignal,
  });
  const resolved = { model: card.id, size: inPixels(size), seedHonoured: card.honours.seed };
  const bytes = new Uint8Array(image.uint8Array);
  return {
    drawing: { bytes, model: name, seed, origin, resolved, ...(degraded ? { degraded } : {}) },
    warnings: warnings.map(toWarning),
  };
}

async function draw(
  entry: ImageEntry,
  order: Order,
  headers: CallHeaders,
  signal: AbortSignal,
): Promise<Painted & { readonly cost: Cost | undefined }> {
  const { model, origin, card, name } = entry;
  const { size, seed, outputFormat } = order;
  const asked = askedFor(size, entry.shapes);
  const { prompt, warnings: inWords } = worded(order.prompt, order.wishes, card);
  const images = await references(entry, order.images ?? []);
  const { image, warnings, providerMetadata, usage } = await generateImage({
    model,
    prompt: images.length > 0 ? { text: prompt, images } : prompt,
    ...("size" in asked ? { size: inPixels(asked.size) } : asked),
    ...(card.honours.seed ? { seed } : {}),
    providerOptions: entry.options?.({ outputFormat }) ?? {},
    headers,
    // Trying again is the job's own business: it outlives this invocation.
    maxRetries: 0,
    abortSignal: withinAttempt(signal),
  });
  const { bytes, native } = await fitted(new Uint8Array(image.uint8Array), size, outputFormat);
  const told = entry.told?.(providerMetadata, usage.totalTokens) ?? {};
  const made = resolvedAs(entry, asked, seed, told, "picture");
  return {
    drawing: { bytes, model: name, seed: made.seed, origin, resolved: made.resolved },
    cost: told.cost,
    warnings: [
      ...inWords,
      ...warnings.map(toWarning),
      ...made.warnings,
      ...resized(size, native),
      ...leftOut(images.length, order.images?.length ?? 0),
    ],
  };
}

/** As many of them as the model takes, no larger than it takes them. */
const references = async ({ card, referenceEdge }: ImageEntry, images: readonly Uint8Array<ArrayBuffer>[]) =>
  await Promise.all(
    images
      .slice(0, card.max_reference_images)
      .map(async (image) => (referenceEdge === undefined ? image : await noLarger(image, referenceEdge))),
  );

function resized(size: Size, native: Size): Warning[] {
  if (native.width === size.width && native.height === size.height) return [];
  const message = `Drawn at ${native.width} × ${native.height}, cut and scaled.`;
  return [{ parameter: "size", treatment: "emulated", message }];
}

function leftOut(taken: number, given: number): Warning[] {
  if (taken === given) return [];
  const message =
    taken === 0 ? "The model draws from no images." : `The model draws from ${taken} images: the others were left out.`;
  return [{ parameter: "images", treatment: "ignored", message }];
}
