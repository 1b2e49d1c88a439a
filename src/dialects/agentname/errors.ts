import { z } from "@hono/zod-openapi";
import type { AppError } from "../../core/errors";
import { refusing } from "../shapes";

/** AgentName writes every refusal as a sentence and the number of its HTTP status. */
export const AgentError = z
  .object({
    error: z.string().openapi({ description: "What is wrong, for people.", example: "prompt: A prompt is needed." }),
    code: z.int().openapi({ description: "The HTTP status.", example: 400 }),
  })
  .openapi("AgentNameError");

export const agentError = (error: AppError): z.infer<typeof AgentError> => ({
  error: sentenceOf(error),
  code: statusOf(error),
});

/** Invalid parameters are 400 here whatever is wrong with them, and a service that cannot be reached is 502. */
export function statusOf(error: AppError): number {
  switch (error.status) {
    case 415:
    case 422:
      return 400;
    case 503:
      return 502;
    default:
      return error.status;
  }
}

function sentenceOf(error: AppError): string {
  if (error.code === "not_found") return "Job not found";
  if (error.code !== "invalid_field") return error.message;
  const { field = "body", fields = [] } = error.details;
  const problems = fields.length > 0 ? fields : [{ field, reason: error.message }];
  return problems.map((problem) => `${problem.field}: ${problem.reason}`).join("; ");
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "Invalid parameters; the text names each.",
  401: "No valid API key.",
  403: "The account is frozen by this server's operator.",
  404: "No such job in this account.",
  413: "The body is too large.",
  429: "The plan's allowance is used up, or too much at once; Retry-After says when to come back.",
  502: "What makes the result cannot be reached right now.",
};

/** The refusals a route may answer with, for the document. */
export const refusals = refusing(AgentError, DESCRIPTIONS);
