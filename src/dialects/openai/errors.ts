import { z } from "@hono/zod-openapi";
import type { AppError, ErrorCode } from "../../core/errors";
import { refusing } from "../shapes";

/** Errors as OpenAI's clients read them: one object with a kind, a code for programs, and the field at fault. */

export const Refusal = z
  .object({
    error: z.object({
      message: z.string().openapi({ description: "The reason, for people." }),
      type: z.string().openapi({ description: "The kind of error.", example: "invalid_request_error" }),
      param: z.string().nullable().openapi({ description: "The field at fault." }),
      code: z.string().nullable().openapi({ description: "Stable for programs.", example: "model_not_found" }),
    }),
  })
  .openapi("OpenAiError");

/** What OpenAI has a word of its own for; the rest keep ours. */
const CODES: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "invalid_api_key",
  api_key_required: "invalid_api_key",
  insufficient_balance: "insufficient_quota",
  rate_limited: "rate_limit_exceeded",
  too_many_jobs: "rate_limit_exceeded",
};

export function refusal(error: AppError): z.infer<typeof Refusal> {
  const { field = null, fields = [] } = error.details;
  const [first] = fields;
  const message = fields.length > 1 ? fields.map((one) => `${one.field}: ${one.reason}`).join("; ") : error.message;
  return {
    error: { message, type: typeOf(error), param: first?.field ?? field, code: CODES[error.code] ?? error.code },
  };
}

/** Every field at fault is 400 here; a server that has nobody to do the work is 503. */
export const statusOf = (error: AppError): number =>
  error.status === 422 ? 400 : error.status === 502 ? 503 : error.status;

function typeOf(error: AppError): string {
  if (error.code === "insufficient_balance" || error.code === "quota_exceeded") return "insufficient_quota";
  if (error.status === 429) return "rate_limit_error";
  return error.status >= 500 ? "server_error" : "invalid_request_error";
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "A field is missing, wrong, or cannot be honoured; or the content was refused.",
  401: "No valid API key.",
  402: "Not enough credits.",
  403: "The account is frozen by this server's operator.",
  409: "The state it is in does not allow this.",
  410: "The picture was deleted.",
  413: "The body is too large.",
  415: "The body is not application/json.",
  429: "A limit was reached; Retry-After says when to come back.",
  500: "The picture could not be made, or a fault on our side.",
  503: "The service cannot answer right now.",
  504: "The picture is still being made: the same request under the same Idempotency-Key waits for it again.",
};

/** The refusals a route may answer with, for the document. */
export const refusals = refusing(Refusal, DESCRIPTIONS);
