import type { Experimental_VideoModelV4 as VideoModelV4, ImageModelV4, LanguageModelV4 } from "@ai-sdk/provider";
import type { ProviderOptions } from "@ai-sdk/provider-utils";
import type { Cost, Drawing, OutputFormat } from "../core/job";
import type { ImageCard, LanguageCard, ModelCard, VideoCard } from "../core/model-card";
import type { Download } from "./download";
import type { Shapes } from "./shapes";

/** A model of the operator's list, with what the product has to know of it beyond the AI SDK's contract. */
interface Entry<Model, Card extends ModelCard> {
  /** What the public is told of it. */
  readonly card: Card;
  /** What stands behind the card's name today: `provider:model`, or an embedded model's versioned name. */
  readonly name: string;
  readonly model: Model;
  /** It works in this process: what it answers is what was asked for, and it is there whenever we are. */
  readonly embedded: boolean;
}

/** A model that shows something: what it made has to say so. */
interface DepictingEntry<Model, Card extends ModelCard> extends Entry<Model, Card> {
  readonly origin: Drawing["origin"];
  /** What it tells of a call beyond its result. */
  readonly told?: (metadata: unknown, tokens: number | undefined) => Told;
  /** How it can be told what shape its result is to have. */
  readonly shapes: Shapes;
}

/** The seed it really took, and what the call cost the operator. */
export interface Told {
  readonly seed?: number;
  readonly cost?: Cost;
}

export interface ImageEntry extends DepictingEntry<ImageModelV4, ImageCard> {
  /** The longest side of an image to draw from that it takes. */
  readonly referenceEdge?: number;
  /** What it wants said in its own words. */
  readonly options?: (wish: { readonly outputFormat: OutputFormat }) => ProviderOptions;
}

/** Without the part that providers call back: a job asks by itself. */
type AskedVideoModel = Omit<VideoModelV4, "handleWebhookOption">;

export interface VideoEntry extends DepictingEntry<AskedVideoModel, VideoCard> {
  /** The lengths it makes, in seconds; none named, any. */
  readonly lengths?: readonly number[];
  /** How long to leave it alone between two looks; 0 for a model that works while it is looked at. */
  readonly pollSeconds: number;
  /** Gets the clip from where the model says it is. */
  readonly download: Download;
}

export type LanguageEntry = Entry<LanguageModelV4, LanguageCard>;

/** Each kind in order of preference. */
export interface Models {
  readonly image: readonly [ImageEntry, ...ImageEntry[]];
  /** Without one, no clips can be asked for. */
  readonly video: readonly VideoEntry[];
  /** Without one, nobody answers in the chat. */
  readonly language: readonly LanguageEntry[];
  /** What looks at every prompt first, where a model does. */
  readonly guard?: LanguageEntry | undefined;
}

/** Whoever runs models, as far as the product knows how to ask: what follows the colon names one of theirs. */
export interface Provider {
  readonly image?: (model: string) => ImageEntry;
  readonly video?: (model: string) => VideoEntry;
  readonly language?: (model: string) => LanguageEntry;
}
