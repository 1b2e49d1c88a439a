import type { Draft } from "./draft";
import type { Job } from "./jobs";
import type { Reference } from "./references";

/** A request of the public API, as the studio sends it and as it is shown to be copied. */
export interface Order {
  readonly path: "/image/generate" | "/api/generate" | "/v2/image/agent";
  readonly body: Readonly<Record<string, unknown>>;
}

/** What each picture costs that an agent draws. */
export const CREDITS_A_DRAWING = 5;
/** Turns that it has at most: most of them cost nothing. */
const STEPS = 12;

/** The draft as a request. What is left out is left to the server. */
export function orderOf(draft: Draft, references: readonly Reference[] = []): Order {
  const { prompt, ratio, style, colours, words, seed, model, format, seconds, webhook } = draft;
  const common = {
    ...(seed === "" ? {} : { seed: Number(seed) }),
    ...(webhook === "" ? {} : { webhook_url: webhook }),
  };
  const named = model === "" ? {} : { model };
  const said = prompt.trim();
  switch (draft.mode) {
    case "image":
      return {
        path: "/image/generate",
        body: {
          prompt: words === "" ? said : `${said} saying "${words.replaceAll('"', "")}"`,
          aspect_ratio: ratio,
          ...(style === "" ? {} : { style }),
          ...(colours.length === 0 ? {} : { colors: colours.join(", ") }),
          ...(words === "" ? {} : { has_text: true }),
          output_format: format,
          ...named,
          ...common,
        },
      };
    case "video":
      return {
        path: "/api/generate",
        body: {
          type: "video",
          prompt: said,
          aspect_ratio: ratio,
          duration: seconds,
          output_format: format,
          ...named,
          ...common,
        },
      };
    case "agent":
      return {
        path: "/v2/image/agent",
        body: {
          instructions: said,
          aspect_ratio: ratio,
          resolution: draft.resolution,
          ...imagesOf(references),
          max_steps: STEPS,
          max_cost: draft.drawings * CREDITS_A_DRAWING,
          ...common,
        },
      };
  }
}

/** The id of the job that an answer tells of, whichever API it came from. */
export function jobIdIn(answer: unknown): string {
  const { job_id, jobId, data } = answer as { job_id?: string; jobId?: string; data?: { job_id: string } };
  return job_id ?? jobId ?? data?.job_id ?? "";
}

function imagesOf(references: readonly Reference[]) {
  const images = references.flatMap(({ uploadId }) => (uploadId === undefined ? [] : [uploadId]));
  const from = references.find(({ imageId }) => imageId !== undefined)?.imageId;
  return { ...(images.length === 0 ? {} : { images }), ...(from === undefined ? {} : { from }) };
}

/** The request that a job was made by, as far as the job tells. */
export function orderBehind({ type, input }: Job): Order | null {
  switch (type) {
    case "image":
      return { path: "/image/generate", body: input };
    case "video":
      return { path: "/api/generate", body: { type: "video", ...input } };
    case "image_agent": {
      const { images = [], model_id: _, ...rest } = input as { images?: { upload_id: string }[]; model_id?: string };
      const ids = images.map(({ upload_id }) => upload_id);
      return { path: "/v2/image/agent", body: { ...rest, ...(ids.length === 0 ? {} : { images: ids }) } };
    }
    default:
      return null;
  }
}
