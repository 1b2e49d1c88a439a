import type { Agent, Save } from "../../agent/agent";
import type { Job, Step } from "../../core/job";
import type { Models } from "../../models/index";
import type { Painter } from "../../painting/painter";
import { createImageRunner } from "./image";
import { createVideoRunner } from "./video";

/** Takes one step of a job. A kind of job is one runner. */
export interface Runners {
  readonly step: (job: Job, signal: AbortSignal, save: Save) => Promise<Step>;
}

export function createRunners(models: Models, paint: Painter, agent: Agent): Runners {
  const image = createImageRunner(paint);
  const video = createVideoRunner(models.video);
  return {
    step: async (job, signal, save) => {
      switch (job.request.kind) {
        case "image":
          return await image(job.request, signal);
        case "video":
          return await video(job, job.request, signal);
        case "agent":
          return await agent(job, job.request, signal, save);
      }
    },
  };
}
