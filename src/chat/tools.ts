import { dynamicTool, type ToolSet } from "ai";
import type { Allowances } from "../accounts/allowances";
import { TOOL_NAMES, TOOLS, type JobProgress, type ToolInput, type ToolName, type ToolOutput } from "../core/chat";
import { AppError } from "../core/errors";
import { JOB_KINDS, OutputFormat, VideoFormat, MAX_VIDEO_SECONDS, type Job } from "../core/job";
import type { Log } from "../core/log";
import type { IdempotencyClaim, Principal } from "../core/principal";
import { SIZES, VIDEO_SIZES } from "../core/size";
import type { Jobs } from "../jobs/jobs";
import { PRICES } from "../jobs/prices";
import type { RequestDraft } from "../jobs/submit";

export interface ToolDependencies {
  readonly jobs: Jobs;
  readonly allowances: (accountId: string, plan: Principal["plan"]) => Promise<Allowances>;
  readonly log: Log;
}

/** On whose behalf the tools act, and how the API that was called words a job. */
export interface Caller {
  readonly principal: Principal;
  readonly idempotency: IdempotencyClaim | null;
  readonly dialect: string;
  readonly describe: (job: Job) => JobProgress;
  /** Told of every job that was started. */
  readonly onStarted: (job: Job) => void;
}

const RATIOS = ["16:9", "1:1", "9:16"] as const;
const DEFAULT_SECONDS = 5;

/** What a conversation can do, for one message. Refusals are answers, so that the model can tell the user of them. */
export function createTools({ jobs, allowances, log }: ToolDependencies, caller: Caller): ToolSet {
  const { principal, dialect, describe } = caller;
  const { accountId, plan } = principal;
  // An Idempotency-Key names one job: the first that the message starts.
  let { idempotency } = caller;

  async function start(request: RequestDraft): Promise<Job> {
    const claim = idempotency;
    idempotency = null;
    const { job } = await jobs.submit({ principal, idempotency: claim, dialect, funding: "plan", request });
    caller.onStarted(job);
    return job;
  }

  const work: { [N in ToolName]: (input: ToolInput<N>) => Promise<ToolOutput<N>> } = {
    async make_picture({ prompt, aspect_ratio = "1:1" }) {
      const job = await start({
        kind: "image",
        prompt,
        aspectRatio: aspect_ratio,
        outputFormat: "png",
        seed: undefined,
      });
      return { job_id: job.id, kind: "image", prompt, aspect_ratio };
    },
    async make_video({ prompt, aspect_ratio = "16:9", seconds = DEFAULT_SECONDS }) {
      const form = { aspectRatio: aspect_ratio, outputFormat: "mp4", seed: undefined } as const;
      const job = await start({ kind: "video", prompt, seconds, ...form });
      return { job_id: job.id, kind: "video", prompt, aspect_ratio, seconds };
    },
    get_job: async ({ job_id }) => describe(await jobs.get(accountId, job_id)),
    async list_jobs({ limit }) {
      const page = await jobs.list(accountId, { limit, before: null, kinds: JOB_KINDS });
      return { jobs: page.map(describe) };
    },
    cancel_job: async ({ job_id }) => describe(await jobs.cancel(accountId, job_id)),
    async get_limits() {
      const { meters, resetsAt } = await allowances(accountId, plan);
      const { images, videos, chats } = meters;
      return { plan, images, videos, chat: chats, resets_at: resetsAt.toISOString() };
    },
    get_prices: async () => ({
      image_credits: PRICES.image.credits,
      video_credits_per_second: PRICES.video.credits,
      chat_credits: PRICES.chat.credits,
      here: "Here everything counts against your plan's day and costs no credits.",
    }),
    get_sizes: async () => ({
      image: {
        sizes: RATIOS.map((ratio) => ({ aspect_ratio: ratio, ...SIZES[ratio] })),
        formats: OutputFormat.options,
      },
      video: {
        sizes: RATIOS.map((ratio) => ({ aspect_ratio: ratio, ...VIDEO_SIZES[ratio] })),
        formats: VideoFormat.options,
      },
      most_seconds: MAX_VIDEO_SECONDS,
    }),
  };

  async function run(name: ToolName, input: unknown): Promise<unknown> {
    // The SDK has held the input against the tool's schema.
    const act = work[name] as (input: unknown) => Promise<unknown>;
    try {
      return await act(input);
    } catch (error) {
      const { code, message, cause } = AppError.from(error);
      log.event("chat_tool_refused", { tool: name, code }, cause);
      return { error: message };
    }
  }

  return Object.fromEntries(
    TOOL_NAMES.map((name) => {
      const { description, input: inputSchema } = TOOLS[name];
      return [name, dynamicTool({ description, inputSchema, execute: async (input) => await run(name, input) })];
    }),
  );
}
