import { z } from "@hono/zod-openapi";
import { AppError, notFound } from "../core/errors";
import { EXTENSIONS } from "../core/media";
import { bareError, refusals } from "./bare-errors";
import { openRoute, type Dialect } from "./dialect";

const PicturePath = z.object({
  name: z.string().openapi({
    param: { name: "name", in: "path" },
    description: "The picture's id and ending.",
    example: "img_00….png",
  }),
});

const CONTENT = Object.fromEntries(
  Object.keys(EXTENSIONS).map((type) => [type, { schema: { type: "string", format: "binary" } }] as const),
);

const show = openRoute({
  method: "get",
  path: "/i/{name}",
  operationId: "getPicture",
  summary: "A public picture or clip",
  description:
    "No credential: the id cannot be guessed. Its content never changes; ranges and conditions are honoured.",
  tags: ["Pictures"],
  request: { params: PicturePath },
  responses: {
    200: {
      description: "The picture.",
      content: CONTENT,
    },
    206: {
      description: "The part of it that was asked for.",
      content: CONTENT,
    },
    304: { description: "The caller has it already." },
    412: { description: "The caller's condition does not hold." },
    ...refusals(404, 410, 416),
  },
});

/** Finished pictures, public and permanent. */
export const pictures: Dialect = {
  tags: [{ name: "Pictures", description: "Finished pictures at their public, permanent URLs." }],
  prefixes: ["/i"],
  errorBody: bareError,
  routes(app) {
    app.openapi(show, async (c) => {
      const served = await c.var.services.pictureServer.serve(c.req.valid("param").name, c.req.raw.headers);
      if (served === "missing") throw notFound("picture");
      if (served === "deleted") throw new AppError("deleted", "This picture was deleted by its owner.");
      return new Response(served.body, { status: served.status, headers: served.headers });
    });
  },
};
