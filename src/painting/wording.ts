import type { Warning } from "../core/job";
import type { ImageCard, VideoCard } from "../core/model-card";

/** What the AI SDK has no parameter for, as the embedded models take it. */
export interface Wishes {
  readonly style?: string;
  readonly colors?: string;
  readonly hasText?: boolean;
}

/** What a model has no parameter for, put into words for it. Embedded models have one for each. */
export function worded(
  prompt: string,
  { style, colors, hasText }: Wishes,
  { honours }: ImageCard | VideoCard,
): { readonly prompt: string; readonly warnings: readonly Warning[] } {
  const asked = [
    ...(style === undefined || honours.style ? [] : [{ parameter: "style", words: `Style: ${style}.` }]),
    ...(colors === undefined || honours.colors ? [] : [{ parameter: "colors", words: `Colour palette: ${colors}.` }]),
  ];
  const words = [...asked.map(({ words: said }) => said), ...(hasText === false ? ["No text, no lettering."] : [])];
  const message = "This model has no such parameter: it was asked for in words.";
  return {
    prompt: [prompt, ...words].join("\n"),
    warnings: asked.map(({ parameter }) => ({ parameter, treatment: "emulated", message })),
  };
}
