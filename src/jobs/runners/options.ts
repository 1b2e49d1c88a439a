import type { ImageRequest, VideoRequest } from "../../core/job";

/** What the AI SDK has no parameter for, as the embedded models take it. */
export const optionsOf = ({ outputFormat, hasText, style, colors }: ImageRequest | VideoRequest) => ({
  outputFormat,
  ...(hasText === undefined ? {} : { hasText }),
  ...(style === undefined ? {} : { style }),
  ...(colors === undefined ? {} : { colors }),
});
