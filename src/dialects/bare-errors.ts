import { z } from "@hono/zod-openapi";
import type { AppError, ErrorCode } from "../core/errors";
import { refusing } from "./shapes";

/**
 * The error words of MyImageAPI and its account hub: a bare body with a short code.
 */

const BareError = z
  .object({
    error: z
      .string()
      .openapi({ description: "A short code, stable for programs.", example: "invalid_field:aspect_ratio" }),
    message: z.string().openapi({ description: "The reason, for people." }),
    charged: z
      .boolean()
      .nullable()
      .openapi({ description: "Whether money moved; null when even the server cannot know." }),
    retry: z.enum(["safe", "after", "never"]).openapi({
      description: "The same request again: at once, after Retry-After seconds, or not before something has changed.",
    }),
    fields: z
      .array(z.object({ field: z.string(), reason: z.string() }))
      .optional()
      .openapi({ description: "Every field at fault, when there is more than one." }),
    needed: z.int().optional().openapi({ description: "Credits this would cost." }),
    available: z.int().optional().openapi({ description: "Credits the account has." }),
  })
  .openapi("Error");

const WORDS = {
  invalid_json: "invalid_json",
  malformed_form: "malformed_form",
  idempotency_key_invalid: "idempotency_key_invalid",
  idempotency_key_reused: "idempotency_key_reused",
  unauthenticated: "unauthorized",
  api_key_required: "api_key_required",
  insufficient_balance: "insufficient_balance",
  payment_method_required: "payment_method_required",
  account_frozen: "account_frozen",
  route_not_found: "not_found",
  method_not_allowed: "method_not_allowed",
  already_ended: "job_already_ended",
  not_ended: "job_not_ended",
  already_linked: "agent_already_linked",
  deleted: "deleted",
  payload_too_large: "payload_too_large",
  unsupported_media_type: "unsupported_media_type",
  image_refused: "image_refused",
  not_honoured: "not_honoured",
  content_rejected: "content_rejected",
  rate_limited: "rate_limit_exceeded",
  quota_exceeded: "quota_exceeded",
  too_many_jobs: "too_many_jobs",
  internal: "internal_error",
  generation_failed: "generation_failed",
  not_offered: "not_offered",
  engine_unreachable: "engine_unreachable",
  temporarily_unavailable: "temporarily_unavailable",
  still_running: "still_running",
} as const satisfies Record<Exclude<ErrorCode, "invalid_field" | "not_found">, string>;

export function bareError(error: AppError): z.infer<typeof BareError> {
  const { fields = [], needed, available } = error.details;
  return {
    error: codeOf(error),
    message: error.message,
    charged: error.charged,
    retry: error.retry,
    ...(fields.length > 1 ? { fields: fields.map(({ field, reason }) => ({ field, reason })) } : {}),
    ...(needed === undefined ? {} : { needed }),
    ...(available === undefined ? {} : { available }),
  };
}

function codeOf(error: AppError): string {
  const { field = "body", missing = false, resource = "job" } = error.details;
  switch (error.code) {
    case "invalid_field":
      return missing ? `${field}_required` : `invalid_field:${field}`;
    case "not_found":
      return `${resource}_not_found`;
    default:
      return WORDS[error.code];
  }
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "The body is not JSON, or a header is malformed.",
  401: "No valid credential, or not the kind this route needs.",
  402: "Not enough credits, or no way to pay.",
  403: "The account is frozen by this server's operator.",
  404: "Not there, or not this account's.",
  409: "The state it is in does not allow this.",
  410: "It was deleted.",
  413: "The body is too large.",
  415: "The body is not application/json.",
  416: "The range lies outside the picture.",
  422: "A field is missing, wrong or unknown; the code names it.",
  429: "A limit was reached; Retry-After says when to come back.",
  500: "A fault on our side.",
  502: "What makes the result cannot be reached.",
  503: "The service cannot answer right now.",
};

/** The refusals a route may answer with, for the document. */
export const refusals = refusing(BareError, DESCRIPTIONS);
