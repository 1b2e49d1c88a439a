/**
 * Everything that can be refused, as one closed list. The core throws these codes; a dialect writes them
 * in its own words. Adding a code makes every table over the list a compile error until it is complete.
 */

/** The HTTP status of each code; a dialect may override one (validation is 400 in some, 422 in others). */
export const STATUS = {
  invalid_json: 400,
  malformed_form: 400,
  invalid_field: 422,
  idempotency_key_invalid: 400,
  idempotency_key_reused: 422,
  unauthenticated: 401,
  api_key_required: 401,
  insufficient_balance: 402,
  payment_method_required: 402,
  account_frozen: 403,
  not_found: 404,
  route_not_found: 404,
  method_not_allowed: 405,
  already_ended: 409,
  not_ended: 409,
  already_linked: 409,
  deleted: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  image_refused: 422,
  not_honoured: 422,
  content_rejected: 422,
  rate_limited: 429,
  quota_exceeded: 429,
  too_many_jobs: 429,
  internal: 500,
  generation_failed: 500,
  not_offered: 501,
  engine_unreachable: 502,
  temporarily_unavailable: 503,
  still_running: 504,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof STATUS;

/**
 * What a caller should do with the same request: `safe` to send again at once, send again `after` the
 * `Retry-After` seconds, or `never` (something in it, or about the account, has to change first).
 */
export type Retry = "safe" | "after" | "never";

const RETRYABLE: Partial<Record<ErrorCode, Retry>> = {
  rate_limited: "after",
  quota_exceeded: "after",
  too_many_jobs: "after",
  not_ended: "after",
  temporarily_unavailable: "after",
  internal: "safe",
  engine_unreachable: "after",
  still_running: "after",
};

/** The things a caller can name by id and be told they are not there. */
export type Resource = "job" | "org" | "key" | "agent" | "account" | "picture" | "delivery";

export interface ErrorDetails {
  /** The field at fault, as the caller spelled it. */
  readonly field?: string;
  /** Every field at fault, when there is more than one. */
  readonly fields?: readonly { readonly field: string; readonly reason: string; readonly missing?: boolean }[];
  /** The field is absent or blank, rather than wrong. */
  readonly missing?: boolean;
  readonly resource?: Resource;
  /** Credits asked for and credits there, for `insufficient_balance`. */
  readonly needed?: number;
  readonly available?: number;
  /** Seconds until the same request may succeed. */
  readonly retryAfter?: number;
  /** The methods a path has, for `method_not_allowed`. */
  readonly allow?: readonly string[];
  /** `null` when even we cannot know whether money moved; `false` is the default. */
  readonly charged?: boolean | null;
  /** Headers that belong to the refusal, such as the limits it ran into. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return STATUS[this.code];
  }

  get retry(): Retry {
    return RETRYABLE[this.code] ?? "never";
  }

  get charged(): boolean | null {
    return this.details.charged === undefined ? false : this.details.charged;
  }

  /**
   * Anything we did not mean to throw becomes `internal`, or a pause where the database is at fault: its text
   * stays inside, its cause is kept for the log.
   */
  static from(error: unknown): AppError {
    if (error instanceof AppError) return error;
    if (error instanceof Error && error.message.startsWith("D1_ERROR")) return unavailable(error);
    return new AppError("internal", "Something went wrong on our side; the request may be sent again.", {}, error);
  }
}

export const notFound = (resource: Resource): AppError =>
  new AppError("not_found", `There is no such ${resource} in this account.`, { resource });

export const invalidField = (field: string, reason: string): AppError =>
  new AppError("invalid_field", reason, { field });

export const malformedForm = (message: string, cause?: unknown): AppError =>
  new AppError("malformed_form", message, {}, cause);

/** The database or the queue did not answer; nothing is known to have been written. */
export const unavailable = (cause: unknown, charged: false | null = false): AppError =>
  new AppError(
    "temporarily_unavailable",
    "The service cannot take this request right now; please send it again shortly.",
    { retryAfter: 5, charged },
    cause,
  );
