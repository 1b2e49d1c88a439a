import { z } from "@hono/zod-openapi";

/** The parts every route's description is made of. */

/** An answer of JSON. */
export const answers = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A body of JSON that has to be there. */
export const takes = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** The `{id}` of a path. Its form is not checked: what is no id of the account's is not there. */
export const idPath = (description: string) =>
  z.object({
    id: z
      .string()
      .max(200)
      .openapi({ param: { name: "id", in: "path" }, description }),
  });

/** Text that can be stored and shown as it came: no NUL, no half of a surrogate pair. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      (value) => value.isWellFormed() && !value.includes("\0"),
      "The text holds characters that are no characters.",
    );

/** Where to tell that a job has ended. Which URLs are called is the core's to say. */
export const webhookUrl = text(2_000).optional().openapi({
  description: "A public https URL that is told when the job has ended; deliveries are signed (Standard Webhooks).",
  example: "https://example.com/hooks/edgel",
});

const MAX_PROMPT_CHARACTERS = 4_000;

/** What is to be seen. */
export const promptText = (description: string, example: string) =>
  text(MAX_PROMPT_CHARACTERS)
    .trim()
    .min(1, "A prompt is needed.")
    .openapi({ description, example, maxLength: MAX_PROMPT_CHARACTERS });

/** Which model is to make it. */
export const modelName = text(200).trim().min(1).optional().openapi({
  description: "A model of `GET /models`, which alone is asked then; left out, the first of the list that answers.",
  example: "illustrator",
});

/** Whether what cannot be honoured is to be refused. */
export const strict = z.boolean().default(false).openapi({
  description: "Refuse with 422 what no model here can honour (seed, style, colours, text, ratio), rather than warn.",
});

/** The refusals a route may answer with, for the document, in one dialect's error body and words. */
export const refusing =
  <S extends z.ZodType>(schema: S, descriptions: Readonly<Record<number, string>>) =>
  <const N extends number>(...statuses: N[]) =>
    Object.fromEntries(
      statuses.map((status) => [status, answers(schema, descriptions[status] ?? "Refused.")]),
    ) as Record<N, ReturnType<typeof answers<S>>>;
