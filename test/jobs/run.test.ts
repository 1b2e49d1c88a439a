import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { consume } from "../../src/consumer";
import { createPublisher } from "../../src/media/publish";
import { createPictureStore } from "../../src/store/pictures";
import {
  bench,
  databaseWhose,
  endedAnHourAgo,
  events,
  passTime,
  row,
  scripted,
  TINY_PNG,
  transfers,
  type Bench,
  submitTo,
} from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";

afterAll(expectSoundBooks);

const { accountId } = await seedAccount();
const submit = async (to: Bench): Promise<string> =>
  (await submitTo(to, accountId, { plan: "enterprise", seed: 1 })).job.id;
const fault = (message: string) => () => Promise.reject(new Error(message));
/** A worker that dies at work: it claims, and is never heard of again. */
const never = () => new Promise<Uint8Array>(() => {});

describe("one job", () => {
  it("runs through its states, leaves its log, and is paid once", async () => {
    const to = bench({ models: scripted(() => TINY_PNG) });
    const id = await submit(to);
    expect(to.queue.rung).toEqual([{ jobId: id, delaySeconds: 0 }]);
    expect(await to.services.jobs.run(id)).toBe("settled");
    expect(await events(id)).toEqual(["queued", "running", "succeeded"]);
    expect(await transfers(id)).toEqual({ hold: 5, capture: 5 });
  });

  it("is run once by fifty deliveries at the same time", async () => {
    const models = scripted(async () => TINY_PNG);
    const to = bench({ models });
    const id = await submit(to);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => to.services.jobs.run(id)));
    expect(models.calls()).toBe(1);
    expect(outcomes.filter((outcome) => outcome === "settled").length).toBeGreaterThanOrEqual(1);
    expect(await events(id)).toEqual(["queued", "running", "succeeded"]);
    expect(await transfers(id)).toEqual({ hold: 5, capture: 5 });
  });

  it("tells a second delivery how long the first one's lease still runs", async () => {
    const to = bench({ models: scripted(never) });
    const id = await submit(to);
    void to.services.jobs.run(id);
    await expect.poll(async () => (await row(id))["status"]).toBe("running");
    const { waitSeconds } = (await to.services.jobs.run(id)) as { waitSeconds: number };
    expect(waitSeconds).toBeGreaterThan(35);
    expect(waitSeconds).toBeLessThanOrEqual(45);
  });

  it("unknown, ended or malformed ids are settled without a word", async () => {
    const to = bench();
    for (const id of ["job_00aaaaaaaaaaaaaaaaaaaaaaaaaa", "job_zz00000000000000000000000000", "nonsense", ""]) {
      expect(await to.services.jobs.run(id)).toBe("settled");
    }
  });
});

describe("workers that die", () => {
  it("lose the job to the next one when the lease is over; what the dead one says later is not heard", async () => {
    let wake: (bytes: Uint8Array) => void = () => {};
    const sleeping = new Promise<Uint8Array>((resolve) => (wake = resolve));
    const models = scripted(
      () => sleeping,
      () => TINY_PNG,
    );
    const to = bench({ models });
    const id = await submit(to);
    const zombie = to.services.jobs.run(id);
    await expect.poll(() => models.calls()).toBe(1);
    await passTime(id, 45_001);
    expect(await to.services.jobs.run(id)).toBe("settled");
    expect((await row(id))["losses"]).toBe(1);
    wake(TINY_PNG);
    expect(await zombie).toBe("settled");
    expect(to.logged.filter((name) => name === "lease_lost")).toHaveLength(1);
    expect(await transfers(id)).toEqual({ hold: 5, capture: 5 });
    expect(await events(id)).toEqual(["queued", "running", "succeeded"]);
  });

  it("and come back while the next one is at work settle nothing: the lease is no longer theirs", async () => {
    const wake: ((bytes: Uint8Array) => void)[] = [];
    const models = scripted(() => new Promise<Uint8Array>((resolve) => wake.push(resolve)));
    const to = bench({ models });
    const id = await submit(to);
    const zombie = to.services.jobs.run(id);
    await expect.poll(() => wake.length).toBe(1);
    await passTime(id, 45_001);
    const second = to.services.jobs.run(id);
    await expect.poll(() => wake.length).toBe(2);
    wake[0]?.(TINY_PNG);
    expect(await zombie).toBe("settled");
    expect(to.logged).toEqual(["lease_lost"]);
    expect(await row(id)).toMatchObject({ status: "running", outputs: null });
    expect(await transfers(id)).toEqual({ hold: 5 });
    wake[1]?.(TINY_PNG);
    await second;
    expect(await row(id)).toMatchObject({ status: "succeeded" });
    expect(await transfers(id)).toEqual({ hold: 5, capture: 5 });
  });

  it("between storing the picture and settling leave no orphan and no second picture", async () => {
    const before = (await env.MEDIA.list()).objects.length;
    let settled = 0;
    const dying = databaseWhose((statements) => (settled++ === 2 ? new Promise(() => {}) : env.DB_0.batch(statements)));
    const first = bench({ models: scripted(() => TINY_PNG) }, { DB_0: dying });
    const id = await submit(first);
    void first.services.jobs.run(id);
    await expect.poll(async () => (await env.MEDIA.list()).objects.length).toBe(before + 1);
    expect((await row(id))["status"]).toBe("running");

    await passTime(id, 45_001);
    const other = Uint8Array.from(TINY_PNG);
    const second = bench({ models: scripted(() => other) });
    await second.services.jobs.run(id);
    const { outputs, status } = await row(id);
    const [picture] = JSON.parse(outputs);
    expect(status).toBe("succeeded");
    expect((await env.MEDIA.list()).objects.length).toBe(before + 1);
    expect((await env.MEDIA.head(picture.id))?.customMetadata).toMatchObject({
      sha256: picture.sha256,
      model: picture.model,
    });
  });

  it("adopt the first attempt's picture with its own facts, when the second one drew another", async () => {
    const to = bench({ models: scripted(() => TINY_PNG) });
    const id = await submit(to);
    const publisher = createPublisher({
      pictures: createPictureStore(env.MEDIA),
      secret: env.SERVER_SECRET,
      purge: null,
      mediaBaseUrl: null,
    });
    const job = await to.services.jobs.get(accountId, id);
    const earlier = await publisher.publish(job, 0, {
      bytes: TINY_PNG,
      model: "earlier-model",
      seed: 99,
      origin: "trained",
    });
    await to.services.jobs.run(id);
    expect(JSON.parse((await row(id))["outputs"])).toEqual([earlier]);
  });

  it("three over one job end it as worker_lost, and nothing is charged", async () => {
    const to = bench({ models: scripted(never) });
    const id = await submit(to);
    for (let i = 0; i < 3; i++) {
      void to.services.jobs.run(id);
      await expect.poll(async () => [(await row(id))["losses"], (await row(id))["status"]]).toEqual([i, "running"]);
      await passTime(id, 45_001);
    }
    expect(await to.services.jobs.run(id)).toBe("settled");
    expect(await row(id)).toMatchObject({ status: "failed", error: "worker_lost", losses: 3 });
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });
  });
});

describe("steps that fail", () => {
  it("are tried again after a pause, and a later success is a success", async () => {
    const to = bench({ models: scripted(fault("provider hiccup"), () => TINY_PNG) });
    const id = await submit(to);
    const outcome = await to.services.jobs.run(id);
    expect(outcome).toEqual({ waitSeconds: expect.any(Number) });
    expect(await row(id)).toMatchObject({ status: "running", lease: null, failures: 1, losses: 0 });
    expect(await to.services.jobs.run(id)).toEqual({ waitSeconds: expect.any(Number) });
    await passTime(id, 60_000);
    expect(await to.services.jobs.run(id)).toBe("settled");
    expect(await row(id)).toMatchObject({ status: "succeeded", failures: 1 });
  });

  it("three times end the job, which costs nothing; the model's words stay inside", async () => {
    const to = bench({ models: scripted(fault("secret provider text")) });
    const id = await submit(to);
    for (let i = 0; i < 3; i++) {
      await to.services.jobs.run(id);
      await passTime(id, 60_000);
    }
    expect(await row(id)).toMatchObject({ status: "failed", error: "generation_failed" });
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });
    expect(await events(id)).toEqual(["queued", "running", "failed"]);
    expect(JSON.stringify(await row(id))).not.toContain("secret provider text");
  });

  it.each([
    ["an error page", new TextEncoder().encode("<html>502 Bad Gateway</html>")],
    ["nothing", new Uint8Array()],
    ["half a header", TINY_PNG.slice(0, 12)],
  ])("%s instead of a picture is never published", async (_what, bytes) => {
    const before = (await env.MEDIA.list()).objects.length;
    const to = bench({ models: scripted(() => bytes) });
    const id = await submit(to);
    for (let i = 0; i < 3 && (await row(id))["status"] !== "failed"; i++) {
      await to.services.jobs.run(id);
      await passTime(id, 60_000);
    }
    expect(await row(id)).toMatchObject({ status: "failed", error: "generation_failed", outputs: null });
    expect((await env.MEDIA.list()).objects.length).toBe(before);
  });

  it("that hang are stopped when the job's time is up, and the job ends for it", async () => {
    const hangs = (signal?: AbortSignal) =>
      new Promise<Uint8Array>((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("stopped")));
      });
    const to = bench({ models: scripted(hangs) });
    const id = await submit(to);
    await passTime(id, 15 * 60_000 - 300);
    expect(await to.services.jobs.run(id)).toEqual({ waitSeconds: expect.any(Number) });
    await passTime(id, 60_000);
    await to.services.jobs.run(id);
    expect(await row(id)).toMatchObject({ status: "failed", error: "deadline_exceeded", failures: 1 });
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });
  });

  it("past the job's deadline it fails instead of starting again", async () => {
    const models = scripted(() => TINY_PNG);
    const to = bench({ models });
    const id = await submit(to);
    await passTime(id, 15 * 60_000 + 1);
    await to.services.jobs.run(id);
    expect(await row(id)).toMatchObject({ status: "failed", error: "deadline_exceeded" });
    expect(models.calls()).toBe(0);
  });
});

describe("cancel", () => {
  it("of a queued job releases its money, and the doorbell that comes later finds nothing to do", async () => {
    const models = scripted(() => TINY_PNG);
    const to = bench({ models });
    const id = await submit(to);
    expect((await to.services.jobs.cancel(accountId, id)).status).toBe("canceled");
    expect(await to.services.jobs.run(id)).toBe("settled");
    expect(models.calls()).toBe(0);
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });
    expect(await events(id)).toEqual(["queued", "canceled"]);
  });

  it("of a running job voids its lease: the worker settles nothing, and its picture is removed in the end", async () => {
    let finish: (bytes: Uint8Array) => void = () => {};
    const models = scripted(() => new Promise<Uint8Array>((resolve) => (finish = resolve)));
    const to = bench({ models });
    const id = await submit(to);
    const before = (await env.MEDIA.list()).objects.length;
    const worker = to.services.jobs.run(id);
    await expect.poll(() => models.calls()).toBe(1);
    await to.services.jobs.cancel(accountId, id);
    finish(TINY_PNG);
    expect(await worker).toBe("settled");
    expect(await row(id)).toMatchObject({ status: "canceled", outputs: null });
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });

    expect((await env.MEDIA.list()).objects.length).toBe(before + 1);
    await env.DB_0.prepare("UPDATE jobs SET swept_at = NULL WHERE id = ?1").bind(id).run();
    await endedAnHourAgo(id);
    await to.services.upkeep.sweep();
    expect((await env.MEDIA.list()).objects.length).toBe(before);
    expect((await row(id))["swept_at"]).toEqual(expect.any(Number));
  });

  it("races with completion to exactly one end, charged only if it succeeded", async () => {
    for (let i = 0; i < 20; i++) {
      const to = bench({ models: scripted(() => TINY_PNG) });
      const id = await submit(to);
      await Promise.allSettled([to.services.jobs.run(id), to.services.jobs.cancel(accountId, id)]);
      const { status } = await row(id);
      expect(await transfers(id)).toEqual(status === "succeeded" ? { hold: 5, capture: 5 } : { hold: 5, release: 5 });
      expect(await events(id)).toHaveLength(status === "canceled" && !(await events(id)).includes("running") ? 2 : 3);
    }
  });
});

describe("messages", () => {
  const deliver = async (to: Bench, queue: string, bodies: unknown[]) => {
    const batch = createMessageBatch(
      queue,
      bodies.map((body, index) => ({ id: String(index), timestamp: new Date(), attempts: 1, body })),
    );
    await consume(batch, to.services);
    return await getQueueResult(batch, createExecutionContext());
  };

  it("each stand alone: a broken one is retried, a strange one dropped, the others done", async () => {
    const to = bench({ models: scripted(() => TINY_PNG) });
    const ids = [await submit(to), await submit(to)];
    const failing = {
      ...to,
      services: {
        ...to.services,
        jobs: {
          ...to.services.jobs,
          run: (id: string) => (id === "bad" ? Promise.reject(new Error("D1 is away")) : to.services.jobs.run(id)),
        },
      },
    };
    const result = await deliver(failing, "edgel-jobs", [
      { jobId: ids[0] },
      { jobId: "bad" },
      { future: 2 },
      { jobId: ids[1] },
    ]);
    expect(result.explicitAcks.toSorted()).toEqual(["0", "2", "3"]);
    expect(result.retryMessages.map((message) => message.msgId)).toEqual(["1"]);
    for (const id of ids) expect((await row(id))["status"]).toBe("succeeded");
  });

  it("of a waiting job are new ones with a delay, not retries", async () => {
    const to = bench({ models: scripted(fault("not now")) });
    const id = await submit(to);
    const result = await deliver(to, "edgel-jobs", [{ jobId: id }]);
    expect(result.explicitAcks).toEqual(["0"]);
    expect(to.queue.rung.at(-1)).toEqual({ jobId: id, delaySeconds: expect.any(Number) });
    expect(to.queue.rung.at(-1)?.delaySeconds).toBeGreaterThan(0);
  });

  it("lost, doubled and out of order end in the same rows", async () => {
    const to = bench({ models: scripted(() => TINY_PNG) });
    const ids = await Promise.all(Array.from({ length: 8 }, () => submit(to)));
    const heard = ids.slice(0, 5);
    const shuffled = [...heard.toReversed(), ...heard, ...heard.toReversed()].map((jobId) => ({ jobId }));
    await deliver(to, "edgel-jobs", shuffled);
    for (const id of ids.slice(5)) await passTime(id, 60_001);
    to.queue.rung.length = 0;
    await to.services.upkeep.sweep();
    const rung = to.queue.rung.map((bell) => bell.jobId);
    for (const id of ids.slice(5)) expect(rung).toContain(id);
    await deliver(
      to,
      "edgel-jobs",
      rung.map((jobId) => ({ jobId })),
    );
    for (const id of ids) {
      expect((await row(id))["status"]).toBe("succeeded");
      expect(await transfers(id)).toEqual({ hold: 5, capture: 5 });
      expect(await events(id)).toEqual(["queued", "running", "succeeded"]);
    }
  });

  it("that were refused too often end the job, once, with its money released", async () => {
    const to = bench();
    const id = await submit(to);
    for (let i = 0; i < 2; i++) await deliver(to, "edgel-jobs-dead", [{ jobId: id }]);
    expect(await row(id)).toMatchObject({ status: "failed", error: "internal_error" });
    expect(await transfers(id)).toEqual({ hold: 5, release: 5 });
    expect(await events(id)).toEqual(["queued", "failed"]);
  });
});
