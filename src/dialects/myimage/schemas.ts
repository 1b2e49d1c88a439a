import { z } from "@hono/zod-openapi";
import { idPath, modelName, promptText, strict, text, webhookUrl } from "../shapes";
import { AgentRatio, AspectRatio, MAX_SEED, OutputFormat, Rejection, Warning } from "../../core/job";

/** MyImageAPI's wire, field by field as its documents have it; the rest, from `seed` on, is ours. */

const MAX_HINT_CHARACTERS = 500;

export const Generate = z
  .strictObject({
    prompt: promptText("What the picture shows.", "a red fox in the snow at dusk"),
    aspect_ratio: AspectRatio.extract(["1:1", "16:9", "9:16", "4:3", "3:4"]).default("1:1"),
    style: text(MAX_HINT_CHARACTERS).optional().openapi({ description: "A free hint.", example: "flat illustration" }),
    colors: text(MAX_HINT_CHARACTERS)
      .optional()
      .openapi({ description: "A palette, comma-separated.", example: "#1a1a2e, #e94560" }),
    has_text: z.boolean().default(false).openapi({
      description: 'Allow text in the picture: words in quotation marks, or after "titled" or "saying".',
    }),
    seed: z
      .int()
      .min(0)
      .max(MAX_SEED)
      .optional()
      .openapi({ description: "The same request and seed give the same picture." }),
    output_format: OutputFormat.default("png"),
    model: modelName,
    strict,
    webhook_url: webhookUrl,
  })
  .openapi("MyImageGenerate", { example: { prompt: "a red fox in the snow at dusk", aspect_ratio: "16:9" } });

const Status = z.enum(["pending", "processing", "completed", "failed"]);

export const ImageJob = z
  .object({
    job_id: z.string(),
    status: Status,
    url: z
      .url()
      .nullable()
      .optional()
      .openapi({ description: "The public picture; there when completed, null once deleted." }),
    prompt: z.string(),
    aspect_ratio: AgentRatio,
    error: z.string().optional().openapi({ description: "There when failed." }),
    seed: z.int().optional().openapi({ description: "There when completed: the seed the picture was made with." }),
    seed_honoured: z
      .boolean()
      .optional()
      .openapi({ description: "There when completed: whether the same request and seed give the same picture." }),
    model: z.string().optional().openapi({ description: "There when completed: what made it." }),
    degraded: z
      .literal(true)
      .optional()
      .openapi({ description: "An embedded model stood in for one that did not answer: the picture cost nothing." }),
    rejection: Rejection.optional().openapi({ description: "There when the content was refused: by whom, as what." }),
    warnings: z.array(Warning).optional().openapi({ description: "What was not simply applied, when there is any." }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi("MyImageJob");
export type ImageJob = z.infer<typeof ImageJob>;

export const Accepted = ImageJob.partial().required({ job_id: true, status: true }).openapi("MyImageAccepted");

export const ListedImage = z
  .object({
    job_id: z.string(),
    status: Status,
    url: z.url().nullable(),
    prompt: z.string(),
    aspect_ratio: AgentRatio,
    created_at: z.iso.datetime(),
  })
  .openapi("MyImageListed");
export type ListedImage = z.infer<typeof ListedImage>;

export const JobPath = idPath("The job's id.");
