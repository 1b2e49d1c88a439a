import type { ImageRequest, VideoRequest } from "../../core/job";
import type { Wishes } from "../../painting/wording";

/** What a request asks for beyond what every model has a parameter for. */
export const wishesOf = ({ hasText, style, colors }: ImageRequest | VideoRequest): Wishes => ({
  ...(hasText === undefined ? {} : { hasText }),
  ...(style === undefined ? {} : { style }),
  ...(colors === undefined ? {} : { colors }),
});
