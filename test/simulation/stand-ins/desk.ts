import type { Drawing, Job, Picture } from "../../../src/core/job";
import type { DeskDependencies, Making } from "../../../src/agent/desk";
import { itemOf } from "../../../src/agent/state";
import { fromPixels, type Raster } from "../../../src/raster/raster";
import { PICTURE } from "../picture";

/** An agent's desk whose pictures are all of one pixel: what is published when, under which name, is the real one's. */

export const TOOLBOX = "toolbox-1";

export const createDesk = ({ publisher }: DeskDependencies, job: Job) => {
  const publish = async (drawing: Drawing, step: number): Promise<Picture> => {
    const picture = await publisher.publish(job, step * 2, drawing);
    const { id } = await publisher.publish(job, step * 2 + 1, drawing);
    return { ...picture, preview: id, step };
  };
  return {
    jobId: job.id,
    open: async (): Promise<Raster> => fromPixels({ data: new Uint8ClampedArray(4), width: 1, height: 1 }, true),
    glimpse: async () => ({ bytes: PICTURE, mediaType: "image/png" }),
    find: async (id: string) => {
      const picture = await publisher.find(id, job.accountId);
      return picture && itemOf(picture, "picture_0", null);
    },
    keep: async (_raster: Raster, { step, tool }: Making): Promise<Picture> => ({
      ...(await publish({ bytes: PICTURE, model: TOOLBOX, seed: 1, origin: "algorithmic" }, step)),
      tool,
    }),
    keepDrawing: async (drawing: Drawing, step: number, tool: string): Promise<Picture> => ({
      ...(await publish(drawing, step)),
      tool,
      drawn: true,
    }),
  };
};
