import type { Drawing, Job, Picture } from "../core/job";
import type { Upload } from "../core/upload";
import type { Publisher } from "../media/publish";
import { isLarge, type Shrinker } from "../media/shrinker";
import { encode } from "../raster/encode";
import { noLongerThan } from "../raster/ops/resize";
import { upright } from "../raster/ops/turn";
import { readPng } from "../raster/png-read";
import { pngParts, streamPng } from "../raster/png-stream";
import type { Pixels } from "../raster/rasterise";
import { readPicture } from "../raster/read";
import { withKnownCover, type Raster } from "../raster/raster";
import { shrinkWhile, shrunk } from "../raster/shrink";
import type { UploadStore } from "../store/uploads";
import type { Workspace } from "../store/workspace";
import { originFrom, originOf } from "./origins";
import { itemOf, type Item } from "./state";

/** What tools do to pictures without a model is done by this, as marks say. */
export const TOOLBOX = "toolbox-1";

/** The longer side of what is worked on: no picture that comes out is longer. */
const MOST_EDGE = 4_096;
/** Where the parts of the workspace begin that were made smaller elsewhere. */
const SHRUNK = 100;
const PREVIEW_EDGE = 384;
const GLIMPSE_EDGE = 768;
const PREVIEW_QUALITY = 78;

export interface DeskDependencies {
  readonly publisher: Pick<Publisher, "publish" | "find" | "stream">;
  readonly workspace: Workspace;
  readonly uploads: Pick<UploadStore, "stream" | "body">;
  /** What decodes images that are too large for a Worker. */
  readonly shrinker: Shrinker | null;
}

/** What a picture is made with, and of. */
export interface Making {
  readonly step: number;
  readonly tool: string;
  readonly sources: readonly Item["origin"][];
}

/** Where an agent's images lie: those it was given in the job's workspace, those it made in public. */
export const createDesk = ({ publisher, workspace, uploads, shrinker }: DeskDependencies, job: Job) => {
  /** The place of a step's picture, and the next one of its preview; the finished picture has the first two. */
  const placeOf = (step: number): number => step * 2;

  async function withPreview(picture: Picture, small: Pixels, step: number): Promise<Picture> {
    const { origin = "algorithmic", model, seed } = picture;
    const bytes = await encode(small, "webp", PREVIEW_QUALITY);
    const { id } = await publisher.publish(job, placeOf(step) + 1, { bytes, origin, model, seed });
    return { ...picture, preview: id };
  }

  async function open({ at }: Item): Promise<Raster> {
    if ("part" in at) return await readPng(() => workspace.stream(job.id, at.part));
    return await readPicture(() => publisher.stream(at.id), at.mediaType);
  }

  /** What came in, as it came in. One that is too large is made smaller elsewhere, and comes back as a part. */
  async function sent(upload: Upload, part: number): Promise<Raster> {
    const source = () => uploads.stream(upload.id);
    if (shrinker !== null && isLarge(upload)) {
      const small = await shrinker.shrink(await uploads.body(upload.id), MOST_EDGE);
      await workspace.write(job.id, SHRUNK + part, small);
      return await readPng(() => workspace.stream(job.id, SHRUNK + part));
    }
    return await withKnownCover(await readPicture(source, upload.mediaType));
  }

  return {
    jobId: job.id,

    open,

    /** The image as a model is shown it: small. */
    async glimpse(item: Item): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }> {
      const small = await shrunk(await open(item), GLIMPSE_EDGE);
      return { bytes: await encode(small, "png"), mediaType: "image/png" };
    },

    /** Lays what the caller sent on the desk: upright, and no larger than what may come out. */
    async lay(upload: Upload, part: number): Promise<Item> {
      const found = await sent(upload, part);
      const raster = upright(noLongerThan(found, MOST_EDGE), upload.orientation);
      await workspace.write(job.id, part, pngParts(raster.bands(), raster, raster.opaque));
      const { width, height } = raster;
      const name = `reference_${part + 1}`;
      return { name, at: { part }, width, height, origin: originOf(upload.sourceType), shows: null };
    },

    /** The picture that the caller goes on from. */
    async find(id: string): Promise<Item | null> {
      const picture = await publisher.find(id, job.accountId);
      return picture && itemOf(picture, "picture_0", null);
    },

    /** Publishes what tools made. */
    async keep(raster: Raster, { step, tool, sources }: Making): Promise<Picture> {
      const { raster: passing, small } = shrinkWhile(raster, PREVIEW_EDGE);
      const drawing: Drawing = {
        bytes: await streamPng(passing.bands(), raster, raster.opaque),
        model: TOOLBOX,
        seed: job.request.seed,
        origin: originFrom(sources),
      };
      const picture = await publisher.publish(job, placeOf(step), drawing);
      return await withPreview({ ...picture, step, tool }, small(), step);
    },

    /** Publishes what a model drew. */
    async keepDrawing(drawing: Drawing, step: number, tool: string): Promise<Picture> {
      const picture = await publisher.publish(job, placeOf(step), drawing);
      const raster = await open(itemOf(picture, "", null));
      return await withPreview({ ...picture, step, tool, drawn: true }, await shrunk(raster, PREVIEW_EDGE), step);
    },
  };
};

export type Desk = ReturnType<typeof createDesk>;
