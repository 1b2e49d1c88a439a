import { APICallError } from "@ai-sdk/provider";

/**
 * What is wrong when a model does not answer, which says what to do: a refusal of the content ends the job; a model that
 * is `gone` (its key is refused, or there is no such model) is left alone for a while; a `busy` one is asked again when
 * it says; an `unfit` one does not take this request; all others are asked again like anything that fails.
 */
export type Fault =
  | { readonly kind: "rejected" | "gone" | "unfit" | "failed" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** A model did not answer. What it said instead is kept out of it: providers repeat keys and prompts in their errors. */
export class ModelFailed extends Error {
  constructor(model: string, error: unknown) {
    const status = APICallError.isInstance(error) && error.statusCode !== undefined ? ` ${error.statusCode}` : "";
    super(`${model}: ${error instanceof Error ? error.name : "unknown"}${status}`);
    this.name = "ModelFailed";
  }
}

const POLICY =
  /content[ _-]?(?:policy|filter)|moderation|safety (?:system|filter|settings)|nsfw|responsible ai|prohibited content|flagged as/i;
/** A wish to be left alone is followed within these. */
const [SHORTEST_WAIT, LONGEST_WAIT] = [1, 300];
const USUAL_WAIT = 10;

export function faultOf(error: unknown, now: Date): Fault {
  if (!APICallError.isInstance(error)) return { kind: "failed" };
  const { statusCode = 0, responseBody = "", responseHeaders = {} } = error;
  if (statusCode >= 400 && statusCode < 500 && POLICY.test(responseBody)) return { kind: "rejected" };
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
