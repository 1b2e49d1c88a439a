import { z } from "@hono/zod-openapi";
import { gather } from "../../core/media";
import { limitBody, requireJson } from "../body";
import { keyRoute, openRoute, setHeaders, type Dialect } from "../dialect";
import { answers, takes } from "../shapes";
import { urlsFor } from "../urls";
import { refusal, refusals, statusOf } from "./errors";
import { Generated, Generation, ModelList } from "./schemas";
import { toGenerated, toRequest, whyNone } from "./words";

const tags = ["OpenAI"];

/** How long a request is held for its picture; whoever asks again under the same key waits on. */
const HELD_SECONDS = 110;

const generate = keyRoute({
  method: "post",
  path: "/v1/images/generations",
  operationId: "createImage",
  summary: "Generate an image, as OpenAI's clients ask for it",
  description:
    "Holds the request until the picture is there. After a lost or late answer the same request under the same " +
    "Idempotency-Key finds the same picture.",
  tags,
  request: {
    headers: z.object({
      "idempotency-key": z.string().optional().openapi({ description: "The same key answers with the same picture." }),
    }),
    body: takes(Generation),
  },
  responses: {
    200: answers(Generated, "The picture."),
    ...refusals(400, 401, 402, 409, 410, 413, 415, 429, 500, 503, 504),
  },
});

const models = openRoute({
  method: "get",
  path: "/v1/models",
  operationId: "listOpenAiModels",
  summary: "The image models, as OpenAI's clients list them",
  description: "Every name that `model` may have. `GET /models` says what each can do. No credential.",
  tags,
  responses: { 200: answers(ModelList, "The models.") },
});

/** For clients that speak OpenAI's protocol: point their base URL at `/v1`. */
export const openai: Dialect = {
  tags: [{ name: "OpenAI", description: "Images for clients of OpenAI's protocol, with `/v1` as their base URL." }],
  prefixes: ["/v1/images", "/v1/models"],
  errorBody: refusal,
  statusOf,
  routes(app) {
    app.use("/v1/images/*", limitBody, requireJson);
    app.openapi(generate, async (c) => {
      const { jobs, readPicture } = c.var.services;
      const body = c.req.valid("json");
      const submitted = await jobs.submit({
        principal: c.var.principal,
        idempotency: c.var.idempotency,
        dialect: "openai",
        funding: "credits",
        request: toRequest(body),
        strict: body.strict,
      });
      setHeaders(c, submitted.headers);
      if (submitted.replayed) c.header("idempotent-replayed", "true");
      const job = await jobs.wait(submitted.job, HELD_SECONDS, c.req.raw.signal);
      const reason = whyNone(job);
      if (reason !== null) throw reason;
      const [picture] = job.pictures;
      const url = urlsFor(c)(job);
      if (picture === undefined || url === null) throw new Error("a picture's job without a picture");
      const data = {
        ...(body.response_format === "b64_json" ? {} : { url }),
        ...(body.response_format === "url" ? {} : { b64_json: (await gather(readPicture(picture.id))).toBase64() }),
      };
      return c.json(toGenerated(job, [data]), 200);
    });
    app.openapi(models, async (c) => {
      const listed = await c.var.services.listModels();
      const names = listed.flatMap(({ kind, id, aliases }) => (kind === "image" ? [id, ...aliases] : []));
      const data = names.map((id) => ({ id, object: "model" as const, created: 0, owned_by: "edgel" as const }));
      return c.json({ object: "list" as const, data }, 200);
    });
  },
};
