import { z } from "@hono/zod-openapi";
import { bestEffort } from "../../core/best-effort";
import { AgentRatio, AspectRatio, MAX_AGENT_STEPS, MAX_REFERENCES, MAX_SEED, type AgentRequest } from "../../core/job";
import { AppError } from "../../core/errors";
import { MAX_UPLOAD_BYTES } from "../../core/upload";
import { PRICES } from "../../jobs/prices";
import { keyRoute, setHeaders, type DialectApp, type DialectContext } from "../dialect";
import { answers, text } from "../shapes";
import { outputsFor, webhookFor } from "../urls";
import { waitSeconds, WaitQuery } from "../waiting";
import { refusals } from "./errors";
import { readBody, type Body } from "./form";
import { checked, type Checked } from "./references";
import { Accepted, JobAnswer } from "./schemas";
import { AGENT_MODEL, linksOf, toJobData } from "./words";

const MAX_INSTRUCTIONS = 10_000;
const DEFAULT_STEPS = 10;
/** As TokenKit has it. */
const MAX_CHARACTER_BYTES = 15 * 1_024 * 1_024;
/** Turns of the other tasks: what their plans need, and some for a model that takes its time. */
const UTILITY_STEPS = 12;

const instructions = text(MAX_INSTRUCTIONS)
  .min(3, "Instructions have 3 to 10,000 characters.")
  .openapi({ example: "Put my product photo on a beach at sunset and add the title SUMMER SALE" });
const resolution = z.enum(["2K", "4K"]).default("2K").openapi({ description: "The longer side: 2048 or 4096 pixels." });
const webhook = z.url().max(2_000).optional().openapi({
  description: "Told when the job has ended. A URL that is not https is passed over, with a warning.",
});
const seed = z.int().min(0).max(MAX_SEED).optional();

const AgentBody = z
  .strictObject({
    instructions,
    model_id: z.literal(AGENT_MODEL).default(AGENT_MODEL),
    agent_id: text(200).optional().openapi({ description: "Your own label; it comes back in `input`." }),
    aspect_ratio: AgentRatio.default("1:1").openapi({ description: "`auto` is that of what is worked on." }),
    resolution,
    webhook_url: webhook,
    max_steps: z.int().min(1).max(MAX_AGENT_STEPS).default(DEFAULT_STEPS).openapi({ description: "Turns at most." }),
    max_cost: z
      .int()
      .min(0)
      .optional()
      .openapi({
        description: `Credits at most: ${PRICES.agent.credits} for every picture drawn. Held at once; what is not used is given back.`,
      }),
    from: z.string().max(100).optional().openapi({ description: "The `image_id` of a picture to go on from." }),
    seed,
  })
  .openapi("TokenKitAgentRequest");

const EnhancerBody = z
  .strictObject({
    instructions,
    aspect_ratio: AspectRatio.optional(),
    effort: z.enum(["high", "low"]).default("high"),
    seed,
  })
  .openapi("TokenKitEnhancerRequest");

const SheetBody = z
  .strictObject({
    character_prompt: text(MAX_INSTRUCTIONS).optional(),
    resolution,
    webhook_url: webhook,
    seed,
  })
  .openapi("TokenKitSheetRequest");

/** What all of them may say. */
interface Common {
  readonly seed?: number | undefined;
  readonly webhook_url?: string | undefined;
}

/** One of the submits that an agent works on. */
interface Submit<S extends z.ZodType<Common>> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly body: S;
  /** The field that images stand in, and how many there may be. */
  readonly list: string;
  readonly most: number;
  /** Of one image. */
  readonly mostBytes: number;
  readonly request: (
    fields: z.infer<S>,
    images: Checked["images"],
  ) => Omit<AgentRequest, "seed" | "kind" | "references">;
}

const submitOf = <S extends z.ZodType<Common>>(submit: Submit<S>): Submit<S> => submit;

const agent = submitOf({
  path: "/v2/image/agent",
  operationId: "startImageAgent",
  summary: "Have an agent make a picture",
  description:
    "Instructions and up to ten images go in (PNG, JPEG or WebP, 30 MB each, up to 12 megapixels of photograph); the " +
    "agent works in turns that `links.stream` tells of. Every picture that it draws costs credits; what is done with " +
    "exact tools costs nothing. An image is a file of the form, or the `upload_id` of `POST /v1/uploads`.",
  body: AgentBody,
  list: "images",
  most: MAX_REFERENCES,
  mostBytes: MAX_UPLOAD_BYTES,
  request: ({ instructions: prompt, max_cost, ...fields }) => ({
    goal: "image",
    prompt,
    aspectRatio: fields.aspect_ratio,
    resolution: fields.resolution,
    maxSteps: fields.max_steps,
    maxDrawings: Math.min(fields.max_steps, Math.floor((max_cost ?? Infinity) / PRICES.agent.credits)),
    ...(fields.agent_id === undefined ? {} : { agentId: fields.agent_id }),
    ...(fields.from === undefined ? {} : { from: fields.from }),
  }),
});

const enhancer = submitOf({
  path: "/v2/image-utils/prompt-enhancer",
  operationId: "startPromptEnhancer",
  summary: "Turn instructions into a full prompt",
  description:
    "The job's `output.prompt` says what the instructions left open; images are looked at for their colours.",
  body: EnhancerBody,
  list: "images",
  most: MAX_REFERENCES,
  mostBytes: MAX_UPLOAD_BYTES,
  request: ({ instructions: prompt, aspect_ratio }) => ({
    goal: "prompt",
    prompt,
    aspectRatio: aspect_ratio ?? "auto",
    resolution: "2K",
    maxSteps: UTILITY_STEPS,
    maxDrawings: 0,
  }),
});

const sheet = submitOf({
  path: "/v2/image-utils/character-image-sheet",
  operationId: "startCharacterSheet",
  summary: "A character in several views on one picture",
  description: "From a picture of the character (at most 15 MB), from a description, or from both.",
  body: SheetBody,
  list: "character_image",
  most: 1,
  mostBytes: MAX_CHARACTER_BYTES,
  request: ({ character_prompt, resolution: edge }, images) => ({
    goal: "character_sheet",
    prompt: character_prompt ?? "The character of the picture.",
    aspectRatio: "1:1",
    resolution: edge,
    maxSteps: UTILITY_STEPS,
    maxDrawings: images.length > 0 ? 0 : 1,
  }),
});

/** The document's own description of a body: a validator of the framework would hold a whole form in memory. */
function bodyOf({ body, list, most }: Pick<Submit<z.ZodType<Common>>, "body" | "list" | "most">) {
  const { $schema: _, ...schema } = z.toJSONSchema(body, { io: "input" }) as { $schema?: string; properties?: object };
  const withImages = (images: object) =>
    ({ ...schema, properties: { ...schema.properties, [list]: images } }) as object;
  const listed = (items: object) => (most === 1 ? items : { type: "array", maxItems: most, items });
  const uploadId = { type: "string", description: "An `upload_id` of `POST /v1/uploads`." };
  return {
    required: true,
    content: {
      "multipart/form-data": { schema: withImages(listed({ type: "string", format: "binary" })) },
      "application/json": { schema: withImages(listed(uploadId)) },
      "application/x-www-form-urlencoded": { schema: withImages(listed(uploadId)) },
    },
  };
}

/** Reads the body itself, checks all of it at once, and starts the job. What came in for nothing is removed. */
function submitRoute<S extends z.ZodType<Common>>(app: DialectApp, tags: string[], submit: Submit<S>): void {
  const { path, operationId, summary, description } = submit;
  const route = keyRoute({
    method: "post",
    path,
    operationId,
    summary,
    description,
    tags,
    request: { query: WaitQuery, body: bodyOf(submit) },
    responses: {
      202: answers(z.union([Accepted, JobAnswer]), "The job is accepted; with `wait`, as it then is."),
      ...refusals(400, 401, 402, 403, 413, 415, 422, 429, 502, 503),
    },
  });
  app.openapi(route, async (c) => {
    const body = await readBody(c, submit);
    const received = body.images.filter((image) => typeof image === "object");
    const forNothing = async (): Promise<void> =>
      await bestEffort(c.var.services.log, "upload_not_removed", {}, c.var.services.uploads.discard(received));
    const submitted = await submitChecked(c, submit, body).catch(async (error: unknown) => {
      // Where the outcome is unknown there may be a job that needs them: they vanish by themselves.
      if (AppError.from(error).code !== "temporarily_unavailable") await forNothing();
      throw error;
    });
    const { job, replayed, headers } = submitted;
    if (replayed) await forNothing();
    setHeaders(c, headers);
    if (replayed) c.header("idempotent-replayed", "true");
    const seconds = waitSeconds(c, c.req.valid("query"));
    if (seconds === 0) return c.json({ data: { job_id: job.id, links: linksOf(job.id) }, errors: null }, 202);
    const current = await c.var.services.jobs.wait(job, seconds, c.req.raw.signal);
    return c.json({ data: toJobData(current, outputsFor(c)), errors: null }, 202);
  });
}

async function submitChecked<S extends z.ZodType<Common>>(c: DialectContext, submit: Submit<S>, body: Body) {
  const { fields, images } = await checked(c, submit, body);
  return await start(c, submit.request(fields, images), images, fields);
}

const start = async (
  c: DialectContext,
  request: Omit<AgentRequest, "seed" | "kind" | "references">,
  references: Checked["images"],
  fields: Common,
) =>
  await c.var.services.jobs.submit({
    principal: c.var.principal,
    idempotency: c.var.idempotency,
    dialect: "tokenkit",
    funding: "credits",
    request: { kind: "agent", ...request, references: [...references], seed: fields.seed },
    webhook: webhookFor(c, fields.webhook_url),
    skipsInsecureWebhook: true,
  });

export function agentRoutes(app: DialectApp, tags: string[]): void {
  submitRoute(app, tags, agent);
  submitRoute(app, tags, enhancer);
  submitRoute(app, tags, sheet);
}
