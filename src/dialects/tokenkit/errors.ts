import { z } from "@hono/zod-openapi";
import type { AppError, ErrorCode } from "../../core/errors";
import { refusing } from "../shapes";

/** TokenKit's envelope: `data` or `errors`, never both. */

const Problem = z.object({
  code: z.string().openapi({ description: "Stable for programs.", example: "VALIDATION_ERROR" }),
  message: z.string().openapi({ description: "The reason, for people." }),
  path: z.array(z.string()).optional().openapi({ description: "The field at fault." }),
});

export const Refusal = z.object({ data: z.null(), errors: z.array(Problem).min(1) }).openapi("TokenKitError");

const CODES = {
  invalid_json: "VALIDATION_ERROR",
  malformed_form: "VALIDATION_ERROR",
  invalid_field: "VALIDATION_ERROR",
  idempotency_key_invalid: "VALIDATION_ERROR",
  idempotency_key_reused: "IDEMPOTENCY_KEY_REUSED",
  unauthenticated: "UNAUTHORIZED",
  api_key_required: "UNAUTHORIZED",
  insufficient_balance: "INSUFFICIENT_CREDITS",
  payment_method_required: "INSUFFICIENT_CREDITS",
  account_frozen: "ACCOUNT_FROZEN",
  route_not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_ALLOWED",
  already_ended: "JOB_ALREADY_ENDED",
  not_ended: "JOB_NOT_ENDED",
  already_linked: "CONFLICT",
  deleted: "DELETED",
  payload_too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  not_honoured: "VALIDATION_ERROR",
  content_rejected: "CONTENT_REJECTED",
  image_refused: "UNPROCESSABLE_IMAGE",
  rate_limited: "RATE_LIMIT_EXCEEDED",
  quota_exceeded: "RATE_LIMIT_EXCEEDED",
  too_many_jobs: "TOO_MANY_JOBS",
  internal: "INTERNAL_ERROR",
  generation_failed: "GENERATION_FAILED",
  not_offered: "NOT_IMPLEMENTED",
  engine_unreachable: "ENGINE_UNREACHABLE",
  temporarily_unavailable: "TEMPORARILY_UNAVAILABLE",
  still_running: "STILL_RUNNING",
} as const satisfies Record<Exclude<ErrorCode, "not_found">, string>;

export function refusal(error: AppError): z.infer<typeof Refusal> {
  const code =
    error.code === "not_found" ? `${(error.details.resource ?? "job").toUpperCase()}_NOT_FOUND` : CODES[error.code];
  const { field, fields = [] } = error.details;
  const problems = fields.length > 0 ? fields : field === undefined ? [] : [{ field, reason: error.message }];
  const errors = problems.map((problem) => ({ code, message: problem.reason, path: problem.field.split(".") }));
  return { data: null, errors: errors.length > 0 ? errors : [{ code, message: error.message }] };
}

/** Every invalid field is 400 here; 422 says that an image is one, and cannot be worked on. */
export const statusOf = (error: AppError): number =>
  error.status === 422 && error.code !== "image_refused" ? 400 : error.status;

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "Invalid fields, one item each with its path.",
  401: "No valid API key.",
  402: "Not enough credits.",
  404: "No such job in this account.",
  409: "The job has already ended.",
  413: "The body is too large.",
  415: "The body is of no type this route takes.",
  422: "An image cannot be worked on; the message says why.",
  429: "A limit was reached; Retry-After says when to come back.",
  403: "The account is frozen by this server's operator.",
  501: "This server does not offer it.",
  502: "What makes the result cannot be reached.",
  503: "The service cannot answer right now.",
};

/** The refusals a route may answer with, for the document. */
export const refusals = refusing(Refusal, DESCRIPTIONS);
