import { z } from "@hono/zod-openapi";
import { JOB_KINDS } from "../../core/job";

/** TokenKit's wire: the retrieve shape, and beside it the names that its other page uses for the same facts. */

const Results = z.object({
  results: z.array(
    z.object({
      url: z.url(),
      width: z.int(),
      height: z.int(),
      media_type: z.string(),
      duration: z.number().optional().openapi({ description: "Seconds of a video." }),
    }),
  ),
});

const Failure = z.object({ code: z.string(), message: z.string() });

export const JobData = z
  .object({
    id: z.string(),
    type: z.enum(JOB_KINDS).openapi({ description: "What kind of job it is." }),
    status: z.enum(["queued", "processing", "succeeded", "failed"]),
    progress: z.number().min(0).max(1).openapi({ description: "Counted in what is done." }),
    input: z.record(z.string(), z.unknown()).openapi({ description: "What was asked for." }),
    output: Results.nullable().openapi({ description: "null until it has succeeded." }),
    outputs: Results.nullable().openapi({ description: "The same as `output`." }),
    errors: z.array(Failure).nullable(),
    error: z.string().nullable().openapi({ description: "The text of the first of `errors`." }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    links: z.object({ self: z.string(), stream: z.string() }),
  })
  .openapi("TokenKitJob");
export type JobData = z.infer<typeof JobData>;

export const JobAnswer = z.object({ data: JobData, errors: z.null() }).openapi("TokenKitJobAnswer");

export const JobPage = z
  .object({
    data: z.object({
      jobs: z.array(JobData),
      next_cursor: z.string().nullable().openapi({ description: "`cursor` of the next page; null on the last." }),
    }),
    errors: z.null(),
  })
  .openapi("TokenKitJobs");

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().openapi({ description: "`next_cursor` of the page before." }),
});
