import { z } from "zod";
import { AgentRatio, AspectRatio, MAX_AGENT_STEPS, MAX_REFERENCES, MAX_VIDEO_SECONDS, OutputFormat } from "../core/job";

/** What tools are called with. The API checks all of it once more. */

/** Most clients give up on a call after a minute. */
const MOST_SECONDS = 50;

const ApiKey = z
  .string()
  .optional()
  .describe("The api_key of create_account. Not needed where the connection sends it as a Bearer token.");
const Wait = z
  .int()
  .min(0)
  .max(MOST_SECONDS)
  .default(25)
  .describe(`Seconds to wait for the result, at most ${MOST_SECONDS}. A job that takes longer goes on: see get_job.`);
const Once = z
  .string()
  .max(255)
  .optional()
  .describe("The same key and arguments are the same job: send one to be able to call again after a lost answer.");
const Depiction = {
  prompt: z.string().min(1).max(4_000).describe("What is to be seen."),
  style: z.string().max(200).optional().describe("Such as “watercolor”, “pixel art”, “photorealistic”."),
  colors: z.string().max(200).optional().describe("Names or hex codes, separated by commas."),
  seed: z.int().min(0).optional().describe("The same seed and arguments draw the same again."),
  model: z.string().optional().describe("One of the server's models; without it the best there is."),
};
const JobId = z.string().describe("As generate_image and the others answer it.");

export const INPUTS = {
  create_account: z.object({
    label: z.string().max(100).optional().describe("Who you are, for the account's owner."),
  }),
  generate_image: z.object({
    ...Depiction,
    aspect_ratio: AspectRatio.optional(),
    has_text: z.boolean().optional().describe("Whether there may be lettering; words to be set go in quotation marks."),
    output_format: OutputFormat.optional(),
    wait_seconds: Wait,
    idempotency_key: Once,
    api_key: ApiKey,
  }),
  generate_video: z.object({
    ...Depiction,
    aspect_ratio: z.enum(["16:9", "1:1", "9:16"]).optional(),
    duration: z.int().min(1).max(MAX_VIDEO_SECONDS).optional().describe("Seconds."),
    wait_seconds: Wait,
    idempotency_key: Once,
    api_key: ApiKey,
  }),
  run_image_agent: z.object({
    instructions: z.string().min(3).max(10_000).describe("What to make, step by step or as a goal."),
    images: z
      .array(z.string())
      .max(MAX_REFERENCES)
      .optional()
      .describe("upload_ids of POST /v1/uploads, which takes an image's bytes."),
    from: z.string().optional().describe("The image_id of an earlier picture to go on from (img_…)."),
    aspect_ratio: AgentRatio.optional(),
    resolution: z.enum(["2K", "4K"]).optional(),
    max_steps: z.int().min(1).max(MAX_AGENT_STEPS).optional(),
    wait_seconds: Wait,
    idempotency_key: Once,
    api_key: ApiKey,
  }),
  get_job: z.object({ job_id: JobId, wait_seconds: Wait, api_key: ApiKey }),
  list_images: z.object({
    limit: z.int().min(1).max(50).default(10),
    cursor: z.string().optional().describe("The next_cursor of the page before."),
    api_key: ApiKey,
  }),
  cancel_job: z.object({ job_id: JobId, api_key: ApiKey }),
  get_limits: z.object({ api_key: ApiKey }),
};
