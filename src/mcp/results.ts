import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/server";
import type { ApiRefused, OwnApi } from "./api";
import { hasEnded, toTold, type ApiJob, type ToldJob } from "./job";
import { previewOf } from "./preview";

/** Answers of tools: what a model reads, a link to what was made, and a small picture of it. Never the file itself. */

/** A job that goes on is asked for again after this. */
const ASK_AGAIN_SECONDS = 5;

export async function jobResult(api: OwnApi, job: ApiJob): Promise<CallToolResult> {
  const told = toTold(job);
  const structuredContent = { ...told };
  if (job.status === "failed") return { content: [text(failed(told))], structuredContent, isError: true };
  if (!hasEnded(job)) return { content: [text(goesOn(told))], structuredContent };
  const links = (job.output?.results ?? []).map(
    ({ url, image_id: name, media_type: mimeType, width, height }): ContentBlock => ({
      type: "resource_link",
      uri: url,
      name,
      mimeType,
      description: `${width} × ${height} pixels. Public and permanent.`,
    }),
  );
  const preview = await previewOf(api, job);
  const shown: ContentBlock[] =
    preview === null ? [] : [{ type: "image", data: preview.toBase64(), mimeType: "image/webp" }];
  return { content: [text(done(told, job)), ...links, ...shown], structuredContent };
}

export const text = (words: string): ContentBlock => ({ type: "text", text: words });

const done = ({ job_id: id, url, seed, warnings }: ToldJob, { output }: ApiJob): string =>
  [
    `Done: ${url ?? "there is no picture"}`,
    ...(output?.summary ? [output.summary] : []),
    `Job ${id}${seed === null ? "" : `, seed ${seed}`}. The image below is a small preview; the link has all of it.`,
    ...warnings.map((warning) => `Note: ${warning}`),
  ].join("\n");

const goesOn = ({ job_id: id, status, progress }: ToldJob): string =>
  `Job ${id} is ${status}, ${Math.round(progress * 100)} %. This is no error: it is still running. ` +
  `Call get_job with this job_id in ${ASK_AGAIN_SECONDS} seconds.`;

const failed = ({ job_id: id, error, warnings }: ToldJob): string =>
  [`Job ${id} failed: ${error ?? "no reason was given"} It cost nothing.`, ...warnings].join("\n");

/** A refusal that its reader can act on. */
export function refusal(error: ApiRefused): CallToolResult {
  return { content: [text(`${error.message} ${whatToDo(error)}`)], isError: true };
}

function whatToDo({ status, retryAfter }: ApiRefused): string {
  switch (status) {
    case 401:
      return "Pass api_key, or send it as a Bearer token with the connection; create_account makes one.";
    case 402:
      return "Credits are used up: ask the account's owner, or the operator of this server.";
    case 404:
      return "list_images shows what there is.";
    case 429:
      return `Try again ${retryAfter === null ? "later" : `in ${retryAfter} seconds`}; get_limits shows what is left.`;
    case 502:
    case 503:
      return `Nothing was charged. Try again ${retryAfter === null ? "in a while" : `in ${retryAfter} seconds`}.`;
    default:
      return "Nothing was charged. Change the arguments and call again.";
  }
}
