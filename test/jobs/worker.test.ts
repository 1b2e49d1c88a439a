import { env } from "cloudflare:workers";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { JobFailure, type Job, type JsonValue, type Progress, type Step } from "../../src/core/job";
import { TryLater } from "../../src/core/retry";
import { createRun, type RunDependencies } from "../../src/jobs/run";
import { createPublisher } from "../../src/media/publish";
import { createLeaseStore } from "../../src/store/leases";
import { createPictureStore } from "../../src/store/pictures";
import { createShards } from "../../src/store/shards";
import { bench, events, passTime, row, submitTo, TINY_PNG } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";

afterAll(expectSoundBooks);
afterEach(() => void vi.useRealTimers());

const { accountId } = await seedAccount();
const { services } = bench();
const leases = createLeaseStore(createShards([env.DB_0]));
const submit = async (): Promise<string> =>
  (await submitTo({ services } as never, accountId, { plan: "enterprise", seed: 1 })).job.id;

const publisher = createPublisher({
  pictures: createPictureStore(env.MEDIA),
  secret: env.SERVER_SECRET,
  purge: null,
  mediaBaseUrl: null,
});
const DRAWING = { bytes: TINY_PNG, model: "m", seed: 1, origin: "algorithmic" } as const;
const WARNING = { parameter: "seed", treatment: "ignored", message: "No seeds here." } as const;
const done = (facts: Partial<Extract<Step, { done: true }>> = {}): Step => ({
  done: true,
  drawings: [DRAWING],
  warnings: [],
  ...facts,
});

type Work = (job: Job, signal: AbortSignal, save: (state: JsonValue) => Promise<void>) => Promise<Step>;

/** A worker over the real leases; what it asks of its neighbours is written down. */
function worker(step: Work, changed: Partial<Record<"finish" | "discard", () => Promise<void>>> = {}) {
  const said: [name: string, facts: object][] = [];
  const asked: unknown[] = [];
  const ask =
    (what: string) =>
    async (...given: unknown[]): Promise<void> =>
      void asked.push([what, ...given]);
  const run = createRun({
    leases,
    publisher: { publish: publisher.publish, discard: changed.discard ?? ask("discard") },
    announcer: { announce: ask("announce") },
    limits: { finish: changed.finish ?? ask("finish") },
    runners: { step },
    log: { event: (name: string, facts: object) => void said.push([name, facts]) },
    newLease: () => crypto.randomUUID(),
    chance: () => 0,
  } as unknown as RunDependencies);
  return { run, said, asked };
}

const notesOf = async (id: string): Promise<unknown[]> => {
  const { results } = await env.DB_0.prepare("SELECT type, data FROM job_events WHERE job_id = ?1 ORDER BY seq")
    .bind(id)
    .all<{ type: string; data: string }>();
  return results.map(({ type, data }) => [type, JSON.parse(data)]);
};
const NOTE: Progress = { percent: 40, note: "Half of it." };
const same = (id: string) => expect.objectContaining({ id });

describe("a job that went well", () => {
  it("is settled with all it made and all that was noticed, told of, and its place given back", async () => {
    const id = await submit();
    await env.DB_0.prepare("UPDATE jobs SET warnings = ?2 WHERE id = ?1")
      .bind(id, JSON.stringify([WARNING]))
      .run();
    const later = { ...WARNING, parameter: "style" };
    const { run, said, asked } = worker(async (job) => {
      const earlier = await publisher.publish(job, 1, DRAWING);
      return done({ warnings: [later], pictures: [earlier], text: "Done.", progress: NOTE });
    });
    expect(await run(id)).toBe("settled");
    const ended = await row(id);
    expect(ended).toMatchObject({ status: "succeeded", answer: "Done.", error: null, rejection: null, progress: 100 });
    const job = await services.jobs.get(accountId, id);
    const places = [await publisher.publish(job, 0, DRAWING), await publisher.publish(job, 1, DRAWING)];
    expect(JSON.parse(ended["outputs"])).toEqual(places);
    expect(JSON.parse(ended["warnings"])).toEqual([WARNING, later]);
    expect(await notesOf(id)).toEqual([
      ["status", { status: "queued" }],
      ["status", { status: "running" }],
      ["progress", NOTE],
      ["status", { status: "succeeded" }],
    ]);
    expect(said).toEqual([["job_ended", { jobId: id, status: "succeeded", error: undefined }]]);
    expect(asked).toEqual([
      ["finish", same(id), true],
      ["announce", same(id)],
    ]);
  });

  it("without warnings and notes has none", async () => {
    const id = await submit();
    await worker(async () => done()).run(id);
    expect(await row(id)).toMatchObject({ warnings: null, answer: null });
    expect(await events(id)).toEqual(["queued", "running", "succeeded"]);
  });

  it("stays settled where what follows fails, and the log says what it was", async () => {
    const id = await submit();
    const { run, said, asked } = worker(async () => done(), { finish: () => Promise.reject(new Error("away")) });
    expect(await run(id)).toBe("settled");
    expect(said).toContainEqual(["after_settle_failed", { jobId: id, what: "finish" }]);
    expect(asked).toEqual([["announce", same(id)]]);
  });
});

describe("a job that cannot be done", () => {
  const refused: Work = () =>
    Promise.reject(new JobFailure("content_rejected", undefined, { stage: "prompt", category: "gore" }));

  it("ends with the reason, and nothing of it stays", async () => {
    const id = await submit();
    const { run, said, asked } = worker(refused);
    expect(await run(id)).toBe("settled");
    const ended = await row(id);
    expect(ended).toMatchObject({ status: "failed", error: "content_rejected", outputs: null, warnings: null });
    expect(JSON.parse(ended["rejection"])).toEqual({ stage: "prompt", category: "gore" });
    expect((await notesOf(id)).at(-1)).toEqual(["status", { status: "failed", error: "content_rejected" }]);
    expect(said).toEqual([
      ["step_failed", { jobId: id, failures: 1 }],
      ["job_ended", { jobId: id, status: "failed", error: "content_rejected" }],
    ]);
    expect(asked).toEqual([
      ["discard", [same(id)]],
      ["finish", same(id), false],
      ["announce", same(id)],
    ]);
  });

  it("ends although its leftovers cannot be removed now", async () => {
    const id = await submit();
    const { run, said } = worker(refused, { discard: () => Promise.reject(new Error("away")) });
    expect(await run(id)).toBe("settled");
    expect(said).toContainEqual(["after_settle_failed", { jobId: id, what: "discard" }]);
  });
});

describe("a job that is to go on", () => {
  const resting = (facts: object = {}): Step =>
    ({ done: false, state: { page: 2 }, waitSeconds: 7, progress: NOTE, ...facts }) as Step;

  it("sleeps with its state, its pictures and its progress; earlier failures and losses are forgiven", async () => {
    const id = await submit();
    await env.DB_0.prepare("UPDATE jobs SET failures = 2, losses = 1 WHERE id = ?1").bind(id).run();
    const picture = await publisher.publish(await services.jobs.get(accountId, id), 0, DRAWING);
    const { run, said } = worker(async () => resting({ pictures: [picture] }));
    expect(await run(id)).toEqual({ waitSeconds: 7 });
    const asleep = await row(id);
    expect(asleep).toMatchObject({ status: "running", lease: null, failures: 0, losses: 0, progress: 40 });
    expect([JSON.parse(asleep["state"]), JSON.parse(asleep["outputs"])]).toEqual([{ page: 2 }, [picture]]);
    expect(asleep["wake_at"] - asleep["updated_at"]).toBe(7_000);
    expect((await notesOf(id)).at(-1)).toEqual(["progress", NOTE]);
    expect(said).toEqual([]);
  });

  it("keeps what it had where a step has nothing new", async () => {
    const id = await submit();
    const picture = await publisher.publish(await services.jobs.get(accountId, id), 0, DRAWING);
    await worker(async () => resting({ pictures: [picture] })).run(id);
    await passTime(id, 8_000);
    await worker(async () => resting({ progress: null })).run(id);
    expect(JSON.parse((await row(id))["outputs"])).toEqual([picture]);
    expect(await notesOf(id)).toHaveLength(3);
  });

  it("is tried later where that is all that is wrong, which is no failure", async () => {
    const id = await submit();
    const { run, said } = worker(() => Promise.reject(new TryLater(30)));
    expect(await run(id)).toEqual({ waitSeconds: 30 });
    expect([(await row(id))["failures"], said]).toEqual([0, []]);
  });

  it("waits longer after the second failure, says so in the log, and keeps its state", async () => {
    const id = await submit();
    await worker(async () => resting()).run(id);
    const { run, said } = worker(() => Promise.reject(new Error("hiccup")));
    for (const waitSeconds of [1, 2]) {
      await passTime(id, 60_000);
      expect(await run(id)).toEqual({ waitSeconds });
    }
    expect(said).toEqual([
      ["step_failed", { jobId: id, failures: 1 }],
      ["step_failed", { jobId: id, failures: 2 }],
    ]);
    expect(JSON.parse((await row(id))["state"])).toEqual({ page: 2 });
  });
});

describe("a lease", () => {
  /** Somebody else's now. */
  const steal = (id: string) => env.DB_0.prepare("UPDATE jobs SET lease = 'theirs' WHERE id = ?1").bind(id).run();

  it("lets the worker keep a state on the way", async () => {
    const id = await submit();
    await worker(async (_job, _signal, save) => {
      await save({ decided: true });
      expect(JSON.parse((await row(id))["state"])).toEqual({ decided: true });
      return done();
    }).run(id);
    expect(await row(id)).toMatchObject({ status: "succeeded", state: null });
  });

  it("that is lost lets nothing be kept, parked or settled, and nobody is told", async () => {
    const lost = { status: "running", lease: "theirs", state: null, failures: 0, progress: 0, wake_at: null };
    const keeping = await submit();
    const refusals: unknown[] = [];
    const keeper = worker(async (_job, _signal, save) => {
      await steal(keeping);
      await save({ mine: true }).catch((error: Error) => refusals.push(error.message));
      return done();
    });
    expect(await keeper.run(keeping)).toBe("settled");
    expect([await row(keeping), refusals, keeper.asked]).toEqual([expect.objectContaining(lost), ["lease lost"], []]);

    const parking = await submit();
    const parker = worker(async () => {
      await steal(parking);
      return { done: false, state: { mine: true }, waitSeconds: 9, progress: NOTE };
    });
    expect(await parker.run(parking)).toBe("settled");
    expect([await row(parking), await notesOf(parking)]).toEqual([
      expect.objectContaining(lost),
      expect.objectContaining({ length: 2 }),
    ]);

    const settling = await submit();
    const settler = worker(async () => {
      await steal(settling);
      return done();
    });
    expect(await settler.run(settling)).toBe("settled");
    expect([settler.said, settler.asked]).toEqual([
      [["lease_lost", { jobId: settling, status: "succeeded", error: undefined }]],
      [],
    ]);
    // For the books that are checked at the end.
    for (const id of [keeping, parking, settling])
      await env.DB_0.prepare("UPDATE jobs SET lease = NULL, lease_until = NULL, wake_at = 0 WHERE id = ?1")
        .bind(id)
        .run();
  });

  it("is renewed while the worker works, and no longer", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const id = await submit();
    const until = async (): Promise<number> => (await row(id))["lease_until"];
    const { run } = worker(async (_job, signal) => {
      await env.DB_0.prepare("UPDATE jobs SET lease_until = lease_until - 20000 WHERE id = ?1").bind(id).run();
      const before = await until();
      vi.advanceTimersByTime(15_000);
      await expect.poll(until).toBeGreaterThan(before + 15_000);
      expect(signal.aborted).toBe(false);
      return done();
    });
    await run(id);
    expect(await row(id)).toMatchObject({ status: "succeeded" });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that cannot be renewed any more stops the work, and says why", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const id = await submit();
    let reason: unknown;
    const { run } = worker(async (_job, signal) => {
      await env.DB_0.prepare("UPDATE jobs SET lease = NULL, lease_until = NULL, wake_at = 0 WHERE id = ?1")
        .bind(id)
        .run();
      vi.advanceTimersByTime(15_000);
      await expect.poll(() => signal.aborted).toBe(true);
      reason = signal.reason;
      throw new Error("stopped");
    });
    expect(await run(id)).toBe("settled");
    expect(reason).toEqual(new Error("lease lost"));
  });

  it("whose renewal fails once is noted, and the work goes on", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const id = await submit();
    const renew = vi.spyOn(leases, "renew").mockRejectedValueOnce(new Error("away"));
    const { run, said } = worker(async (_job, signal) => {
      vi.advanceTimersByTime(15_000);
      await expect.poll(() => said).toEqual([["renewal_failed", { jobId: id }]]);
      expect(signal.aborted).toBe(false);
      return done();
    });
    await run(id);
    renew.mockRestore();
    expect(await row(id)).toMatchObject({ status: "succeeded" });
  });

  it("that ran out is not renewed: the next worker may have the job", async () => {
    const id = await submit();
    const claim = await leases.claim(id, "mine");
    if (claim === "gone" || !("job" in claim)) throw new Error("the job could not be claimed");
    expect(await leases.renew(claim.job, "mine")).toBe(true);
    expect(await leases.renew(claim.job, "theirs")).toBe(false);
    await passTime(id, 45_001);
    expect(await leases.renew(claim.job, "mine")).toBe(false);
  });

  it("is not waited for: a job that nobody answers for is given up, and an unknown one is no one's", async () => {
    const id = await submit();
    await leases.claim(id, "mine");
    expect(await leases.abandon(id, "internal_error")).toEqual(same(id));
    expect((await notesOf(id)).at(-1)).toEqual(["status", { status: "failed", error: "internal_error" }]);
    expect(await leases.abandon(id, "internal_error")).toBeNull();
    expect(await leases.abandon("nonsense", "internal_error")).toBeNull();
  });

  it("is voided by its owner’s cancel, which has no error to tell", async () => {
    const id = await submit();
    const job = await services.jobs.get(accountId, id);
    expect(await leases.cancel(job, 0)).toBe(true);
    expect((await notesOf(id)).at(-1)).toEqual(["status", { status: "canceled" }]);
    expect(await leases.cancel(job, 0)).toBe(false);
  });
});
