import { z } from "zod";

/** A job as tools tell of it, whatever kind it is. */

const Result = z.object({
  url: z.string(),
  image_id: z.string(),
  width: z.number(),
  height: z.number(),
  media_type: z.string(),
});
export type Result = z.infer<typeof Result>;

/** What tools need of `GET /v1/jobs/{id}`. */
export const ApiJob = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum(["queued", "processing", "succeeded", "failed"]),
  progress: z.number(),
  input: z.object({ prompt: z.string().optional(), instructions: z.string().optional(), seed: z.number().optional() }),
  output: z
    .object({
      results: z.array(Result),
      steps: z.array(Result.extend({ preview_url: z.string().nullable() })).optional(),
      summary: z.string().optional(),
    })
    .nullable(),
  error: z.string().nullable(),
  warnings: z.array(z.object({ message: z.string() })),
});
export type ApiJob = z.infer<typeof ApiJob>;

/** The job that an answer of the API is about. */
export const jobIn = (answer: unknown): ApiJob => ApiJob.parse((answer as { readonly data: unknown }).data);

export const ToldJob = z.object({
  job_id: z.string(),
  type: z.string(),
  status: ApiJob.shape.status,
  progress: z.number().describe("0 to 1"),
  url: z.string().nullable().describe("The public, permanent URL of the result."),
  seed: z.number().nullable(),
  error: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type ToldJob = z.infer<typeof ToldJob>;

export const toTold = (job: ApiJob): ToldJob => ({
  job_id: job.id,
  type: job.type,
  status: job.status,
  progress: job.progress,
  url: job.output?.results[0]?.url ?? null,
  seed: job.input.seed ?? null,
  error: job.error,
  warnings: job.warnings.map(({ message }) => message),
});

export const hasEnded = ({ status }: ApiJob): boolean => status === "succeeded" || status === "failed";
