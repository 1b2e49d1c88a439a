import type { Agent, Save } from "../../agent/agent";
import type { Job, Step } from "../../core/job";
import type { Moderate } from "../../moderation/moderation";
import type { Painter } from "../../painting/painter";
import { createImageRunner } from "./image";
import { createVideoRunner, type VideoDependencies } from "./video";

/** Takes one step of a job. A kind of job is one runner. */
export interface Runners {
  readonly step: (job: Job, signal: AbortSignal, save: Save) => Promise<Step>;
}

export interface RunnerDependencies {
  readonly moderate: Moderate;
  readonly paint: Painter;
  readonly video: VideoDependencies;
  readonly agent: Agent;
}

export function createRunners({ moderate, paint, video, agent }: RunnerDependencies): Runners {
  const drawImage = createImageRunner(paint);
  const makeVideo = createVideoRunner(video);
  return {
    step: async (job, signal, save) => {
      const { request } = job;
      // Nothing is kept yet: it is the first step, or the first again.
      if (job.state === null) await moderate(request.prompt, { jobId: job.id, part: "prompt" }, signal);
      switch (request.kind) {
        case "image":
          return await drawImage(job, request, signal);
        case "video":
          return await makeVideo(job, request, signal);
        case "agent":
          return await agent(job, request, signal, save);
      }
    },
  };
}
