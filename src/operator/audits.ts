import type { Log } from "../core/log";
import type { Audit, AuditStore } from "../store/audit";
import type { Shards } from "../store/shards";

const EVERY_MS = 60 * 60_000;
/** Pictures that are looked for in the bucket each time: those of the latest jobs. */
const LOOKED_FOR = 300;

export interface AuditDependencies {
  readonly store: AuditStore;
  readonly shards: Shards;
  readonly log: Log;
  readonly now: () => Date;
}

/** Holds the promises of docs/reliability.md against what is stored. What is found is for a person to mend. */
export const createAudits = ({ store, shards, log, now }: AuditDependencies) => {
  async function run(): Promise<Audit> {
    const at = now();
    const found = await Promise.all(
      shards.all.map(async (db) => [...(await store.rows(db)), ...(await store.objects(db, LOOKED_FOR))]),
    );
    const findings = found.flat();
    const audit = { at, tookMs: now().getTime() - at.getTime(), findings };
    await store.keep(shards.first, audit);
    for (const { invariant, promise, offenders } of findings)
      log.event("promise_broken", { invariant, promise, offenders: offenders.join(" ") });
    return audit;
  }

  return {
    run,

    /** Newest first. */
    latest: async (most: number): Promise<readonly Audit[]> => await store.latest(shards.first, most),

    /** Once an hour, however often it is called. */
    async hourly(): Promise<void> {
      const [last] = await store.latest(shards.first, 1);
      if (last === undefined || now().getTime() - last.at.getTime() >= EVERY_MS) await run();
    },
  };
};
