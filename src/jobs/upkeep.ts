import type { Log } from "../core/log";
import type { Limits } from "../limits/limits";
import type { Publisher } from "../media/publish";
import type { Uploads } from "../media/uploads";
import type { LeaseStore } from "../store/leases";
import type { ModelCallStore } from "../store/model-calls";
import type { UpkeepStore } from "../store/upkeep";
import type { Workspace } from "../store/workspace";
import type { Announcer } from "../webhooks/bell";
import type { Bell } from "./bell";

export interface UpkeepDependencies {
  readonly store: UpkeepStore;
  readonly leases: LeaseStore;
  readonly publisher: Publisher;
  readonly workspace: Workspace;
  readonly uploads: Pick<Uploads, "sweep">;
  readonly calls: Pick<ModelCallStore, "sweep">;
  readonly limits: Limits;
  readonly bell: Bell;
  readonly announcer: Announcer;
  readonly log: Log;
}

/** What keeps promises when messages are lost: the cron's sweep, and the end of jobs nobody could run. */
export const createUpkeep = (deps: UpkeepDependencies) => ({
  /** Rings for jobs that everything else has forgotten, and removes what ended jobs and old uploads left behind. */
  async sweep(): Promise<void> {
    for (const db of deps.store.databases) {
      const forgotten = await deps.store.forgotten(db);
      await deps.bell.ring(forgotten);
      const strays = await deps.store.withStrays(db);
      if (strays.length > 0) {
        const jobIds = strays.map(({ id }) => id);
        await deps.publisher.discard(strays.filter(({ delivered }) => !delivered));
        await deps.workspace.clear(jobIds);
        await deps.store.markSwept(db, jobIds);
      }
      await deps.calls.sweep(db);
      deps.log.event("swept", { rung: forgotten.length, cleaned: strays.length });
    }
    const uploads = await deps.uploads.sweep();
    if (uploads > 0) deps.log.event("uploads_swept", { removed: uploads });
  },

  /** The end of a job whose every delivery was refused: failed, released, and known to be so. */
  async giveUp(jobId: string): Promise<void> {
    const job = await deps.leases.abandon(jobId, "internal_error");
    if (job === null) return;
    deps.log.event("job_abandoned", { jobId });
    await deps.limits.finish(job, false);
    await deps.announcer.announce(job);
  },
});
