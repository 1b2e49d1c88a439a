import { TOOLS, type JobProgress, type ToolName, type ToolOutput } from "../../core/chat";
import { ABILITIES, ABOUT } from "./describe";
import type { Intent } from "./intents";

/** What is said without asking anything. */
export const SAYINGS = {
  greeting: `Hello. ${ABOUT} ${ABILITIES}`,
  thanks: "You are welcome.",
  abilities: `${ABOUT} ${ABILITIES}`,
  api: 'Send POST /api/generate with {"type":"image","prompt":"…"} and your API key as a Bearer token, then GET /api/status/{jobId}?wait=30 until its status is completed. The whole reference is at /openapi.json.',
  missing_prompt: 'What should it show? For example: "make a picture of a lighthouse in a storm, 16:9".',
  unknown: `I did not understand that, and I cannot talk about other things. ${ABOUT} ${ABILITIES}`,
} as const satisfies Record<Extract<Intent, { say: string }>["say"], string>;

/** What a tool answered, in a sentence or two. What is no answer of a tool's is said to be that. */
export function sentenceFor(tool: string, output: unknown): string {
  if (!isTool(tool)) return `I know no tool named ${tool}.`;
  const parsed = TOOLS[tool].output.safeParse(output);
  return parsed.success ? tell(tool, parsed.data) : "That did not work; please try again.";
}

const isTool = (name: string): name is ToolName => Object.hasOwn(TOOLS, name);

const WRITERS: { [N in ToolName]: (output: ToolOutput<N>) => string } = {
  make_picture: started,
  make_video: started,
  get_job: (output) => ("error" in output && !("job_id" in output) ? output.error : state(output)),
  cancel_job: (output) => ("error" in output && !("job_id" in output) ? output.error : `${output.job_id} is canceled.`),
  list_jobs: ({ jobs }) => (jobs.length === 0 ? "You have no jobs yet." : jobs.map(state).join("\n")),
  get_limits: ({ plan, images, videos, chat, resets_at }) =>
    `On the ${plan} plan you have ${left(images, "images")}, ${left(videos, "videos")} and ${left(chat, "chat messages")} left today. They return at ${resets_at}.`,
  get_prices: ({ image_credits, video_credits_per_second, chat_credits, here }) =>
    `${here} Where credits are charged, an image costs ${image_credits} credits, a video ${video_credits_per_second} a second, and chat ${chat_credits === 0 ? "nothing" : chat_credits}; a credit is a cent, and what fails costs nothing.`,
  get_sizes: ({ image, video, most_seconds }) =>
    `Images: ${sizes(image)}, as ${image.formats.join(", ")}. Videos: ${sizes(video)}, as ${video.formats.join(" or ")}, 1 to ${most_seconds} seconds.`,
};

const tell = <N extends ToolName>(tool: N, output: ToolOutput<N>): string => WRITERS[tool](output);

function started(output: ToolOutput<"make_picture">): string {
  if ("error" in output) return output.error;
  const { job_id, kind, prompt, aspect_ratio, seconds } = output;
  const length = seconds === undefined ? "" : `, ${seconds} s`;
  return `I have started your ${kind === "image" ? "picture" : "video"} “${prompt}” (${aspect_ratio}${length}) as ${job_id}. Ask me “is it ready?”, or look at GET /api/status/${job_id}.`;
}

function state({ job_id, kind, status, progress, url, error }: JobProgress): string {
  const name = `${job_id} (${kind})`;
  switch (status) {
    case "queued":
      return `${name} is waiting for its turn.`;
    case "processing":
      return `${name} is being made: ${progress} %.`;
    case "completed":
      return url === null ? `${name} was completed, and its result was deleted.` : `${name} is ready: ${url}`;
    case "failed":
      return `${name} failed: ${error ?? "no reason was given."}`;
  }
}

const left = ({ limit, remaining }: { limit: number | null; remaining: number | null }, what: string): string =>
  limit === null || remaining === null ? `unlimited ${what}` : `${remaining} of ${limit} ${what}`;

const sizes = (of: ToolOutput<"get_sizes">["image"]): string =>
  of.sizes.map(({ aspect_ratio, width, height }) => `${aspect_ratio} (${width} × ${height})`).join(", ");
