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
