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

/** The refusals a route may answer with, for the document, in one dialect's error body and words. */
export const refusing =
  <S extends z.ZodType>(schema: S, descriptions: Readonly<Record<number, string>>) =>
  <const N extends number>(...statuses: N[]) =>
    Object.fromEntries(
      statuses.map((status) => [status, answers(schema, descriptions[status] ?? "Refused.")]),
    ) as Record<N, ReturnType<typeof answers<S>>>;
