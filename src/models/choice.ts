import type { ImageRequest, VideoRequest } from "../core/job";
import type { ImageCard, VideoCard } from "../core/model-card";

/** Which models of a list a request may go to. */

interface Named {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** Whether a caller may mean this model by that name. */
export const answersTo = ({ id, aliases }: Named, name: string): boolean => id === name || aliases.includes(name);

type Wishes = Pick<ImageRequest | VideoRequest, "aspectRatio" | "style" | "colors" | "hasText">;

/** What a request asks for that not every model can honour, as callers spell it. */
export const mattersIn = ({ aspectRatio, style, colors, hasText }: Wishes, seed: number | undefined): string[] => [
  ...(aspectRatio === "1:1" ? [] : ["aspect_ratio"]),
  ...(seed === undefined ? [] : ["seed"]),
  ...(style === undefined ? [] : ["style"]),
  ...(colors === undefined ? [] : ["colors"]),
  ...(hasText === true ? ["text"] : []),
];

/** The first of these that the model cannot honour. */
export const notHonoured = ({ honours }: ImageCard | VideoCard, matters: readonly string[]): string | undefined =>
  matters.find((name) => !honours[name as keyof typeof honours]);

/** The models of a list that may do it: the one that was named, and of those the ones that honour what has to be. */
export const eligible = <E extends { readonly card: ImageCard | VideoCard }>(
  entries: readonly E[],
  { model, strict = [] }: Pick<ImageRequest | VideoRequest, "model" | "strict">,
): E[] =>
  entries.filter(
    ({ card }) => (model === undefined || answersTo(card, model)) && notHonoured(card, strict) === undefined,
  );
