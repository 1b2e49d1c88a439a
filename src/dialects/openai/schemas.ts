import { z } from "@hono/zod-openapi";
import { MAX_SEED, OutputFormat } from "../../core/job";
import { promptText, strict, text } from "../shapes";

/** OpenAI's wire for images, as its clients write and read it; `seed`, `strict`, `style` and `colors` are ours. */

const MAX_HINT_CHARACTERS = 500;
/** Sides of a picture, in pixels. */
const [SHORTEST, LONGEST] = [256, 2_048];

const inBounds = (size: string): boolean =>
  size === "auto" || size.split("x").every((side) => Number(side) >= SHORTEST && Number(side) <= LONGEST);

/** A field that OpenAI has and that changes nothing here. */
const unused = z.unknown().optional().openapi({ description: "Taken from OpenAI's clients, without effect." });

export const Generation = z
  .object({
    prompt: promptText("What the picture shows.", "a red fox in the snow at dusk"),
    model: text(200)
      .trim()
      .min(1)
      .optional()
      .openapi({ description: "A model of `GET /v1/models`; left out, the first that answers." }),
    n: z.literal(1, "One picture a request; send several requests.").default(1),
    size: z
      .string()
      .regex(/^(?:auto|[1-9]\d{2,3}x[1-9]\d{2,3})$/, "auto, or width x height in pixels, like 1536x1024.")
      .refine(inBounds, `Each side has ${SHORTEST} to ${LONGEST} pixels.`)
      .default("auto")
      .openapi({ description: `Any size whose sides have ${SHORTEST} to ${LONGEST} pixels.`, example: "1536x1024" }),
    output_format: OutputFormat.default("png"),
    response_format: z
      .enum(["url", "b64_json"])
      .optional()
      .openapi({ description: "Where the picture is, or its bytes; left out, both." }),
    background: z.enum(["auto", "opaque"], "No model here draws transparent pictures.").default("auto"),
    stream: z.literal(false, "Pictures are not streamed here: watch the job at /v1/jobs/{id}/stream.").default(false),
    seed: z
      .int()
      .min(0)
      .max(MAX_SEED)
      .optional()
      .openapi({ description: "The same request and seed, the same picture." }),
    style: text(MAX_HINT_CHARACTERS)
      .optional()
      .openapi({ description: "A free hint; `vivid` and `natural` are none." }),
    colors: text(MAX_HINT_CHARACTERS).optional().openapi({ description: "A palette, comma-separated." }),
    strict,
    quality: unused,
    moderation: unused,
    output_compression: unused,
    partial_images: unused,
    user: unused,
  })
  .openapi("OpenAiImageRequest");

export const Generated = z
  .object({
    created: z.int().openapi({ description: "When it was asked for, in seconds since 1970." }),
    data: z.array(
      z.object({
        url: z.url().optional().openapi({ description: "Where the picture stays." }),
        b64_json: z.base64().optional(),
      }),
    ),
    output_format: OutputFormat,
    size: z.string(),
    seed: z.int(),
    model: z.string(),
    job_id: z.string(),
  })
  .openapi("OpenAiImages");

export const ModelList = z
  .object({
    object: z.literal("list"),
    data: z.array(
      z.object({ id: z.string(), object: z.literal("model"), created: z.int(), owned_by: z.literal("edgel") }),
    ),
  })
  .openapi("OpenAiModels");
