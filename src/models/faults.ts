import { AISDKError, APICallError, LoadAPIKeyError } from "@ai-sdk/provider";

/**
 * What is wrong when a model does not answer, which says what to do: a refusal of the content ends the job; a model that
 * is `gone` (its key is missing or refused, or there is no such model) is left alone for a while; a `busy` one is asked
 * again when it says; an `unfit` one does not take this request; one that `failed` is asked again like anything that
 * fails; and where it is `unknown` whether it did the work, it is asked once more and no oftener.
 */
export type Fault =
  | { readonly kind: "rejected" | "gone" | "unfit" | "failed" | "unknown" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** A model did not answer. What it said instead is kept out of it: providers repeat keys and prompts in their errors. */
export class ModelFailed extends Error {
  constructor(model: string, error: unknown) {
    const status = APICallError.isInstance(error) && error.statusCode !== undefined ? ` ${error.statusCode}` : "";
    super(`${model}: ${error instanceof Error ? error.name : "unknown"}${status}`);
    this.name = "ModelFailed";
  }
}

/** A model refused the content in a way of its own, which is no HTTP error. */
export class ContentRefused extends Error {
  constructor() {
    super("the model refused the content");
    this.name = "ContentRefused";
  }
}

/** A model answered something that cannot be used. */
export class BadAnswer extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "BadAnswer";
  }
}

const POLICY =
  /content[ _-]?(?:policy|filter)|moderation|moderated|safety (?:system|filter|settings)|nsfw|sensitive content|responsible ai|prohibited content|flagged as/i;
/** A wish to be left alone is followed within these. */
const [SHORTEST_WAIT, LONGEST_WAIT] = [1, 300];
const USUAL_WAIT = 10;
/** Workers AI's way to say that the day's free allowance is used up: waiting a few seconds does not help. */
const ALLOWANCE_USED_UP = 3036;

/** Whether these words are a refusal of the content; they are for no one else's eyes. */
export const isRefusal = (words: string): boolean => POLICY.test(words);

export function faultOf(error: unknown, now: Date): Fault {
  if (error instanceof ContentRefused) return { kind: "rejected" };
  if (LoadAPIKeyError.isInstance(error)) return { kind: "gone" };
  if (error instanceof BadAnswer) return { kind: "failed" };
  if (!AISDKError.isInstance(error)) return { kind: "unknown" };
  if (!APICallError.isInstance(error)) return { kind: isRefusal(error.message) ? "rejected" : "failed" };
  const { statusCode, responseBody = "", responseHeaders = {}, data } = error;
  const refused = isRefusal(responseBody);
  if (statusCode === undefined || statusCode === 0)
    return { kind: refused ? "rejected" : responseBody === "" ? "unknown" : "failed" };
  if ((data as { workersAIErrorCode?: number } | undefined)?.workersAIErrorCode === ALLOWANCE_USED_UP)
    return { kind: "gone" };
  if (statusCode >= 400 && statusCode < 500 && refused) return { kind: "rejected" };
  switch (statusCode) {
    case 401:
    case 402:
    case 403:
    case 404:
    case 410:
      return { kind: "gone" };
    case 408:
    case 425:
      return { kind: "failed" };
    case 429:
      return { kind: "busy", retryAfterSeconds: waitIn(responseHeaders["retry-after"], now) };
    case 504:
      return { kind: "unknown" };
    default:
      return { kind: statusCode >= 400 && statusCode < 500 ? "unfit" : "failed" };
  }
}

/** `Retry-After`, in seconds or as a date, within reason. */
function waitIn(header: string | undefined, now: Date): number {
  if (header === undefined) return USUAL_WAIT;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  return Number.isNaN(seconds) ? USUAL_WAIT : Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, Math.ceil(seconds)));
}
