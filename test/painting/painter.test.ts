import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { faultOf } from "../../src/models/faults";
import { createBreakerStore } from "../../src/store/breakers";
import { apiWith, fetchRaw, pathOf } from "../support/api";
import { decode } from "../support/decode";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeEach(async () => {
  ada = await seedAccount();
  await env.DB_0.exec("DELETE FROM breakers");
});

/** The product with these image models. */
function studio(models: string) {
  const { services, call, run } = product(ada, { IMAGE_MODELS: models, TEST_MODELS: "on" });
  const json = { prompt: "a cat", aspect_ratio: "16:9", seed: 7 };
  return {
    services,
    run,
    submit: async (more: object = {}): Promise<string> =>
      (await call("POST", "/image/generate", { key: ada.key, json: { ...json, ...more } })).body.job_id,
    read: async (id: string) => (await call("GET", `/image/jobs/${id}`, { key: ada.key })).body,
  };
}

type Studio = ReturnType<typeof studio>;

const balance = async (): Promise<number> =>
  (await apiWith({})("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents;

const made = async ({ submit, run, read }: Studio, json: object = {}) => {
  const id = await submit(json);
  const waits = await run(id);
  return { id, waits, job: await read(id) };
};

describe("a model that does its work", () => {
  it("keeps every promise of size and type, whatever size and type it has itself", async () => {
    for (const [spec, format] of [
      ["test:ok", "png"],
      ["test:ok?size=300x200&format=jpeg", "png"],
      ["test:ok?size=1500x1500&format=webp", "jpeg"],
      ["test:ok?size=100x900", "webp"],
    ] as const) {
      const { job } = await made(studio(spec), { output_format: format });
      expect(job.status, spec).toBe("completed");
      const answer = await fetchRaw("GET", pathOf(job.url));
      expect(answer.headers.get("content-type")).toBe(`image/${format}`);
      const { width, height } = await decode(await answer.bytes(), `image/${format}`);
      expect([width, height], spec).toEqual([1344, 756]);
      const scaled = (job.warnings ?? []).filter(({ parameter }: any) => parameter === "size");
      expect(scaled).toHaveLength(spec === "test:ok" ? 0 : 1);
    }
  });
});

describe("faults of a model (reliability 2.3)", () => {
  it.each([
    [
      49,
      "429 waits as long as it says, and that is no failure",
      "test:fail?status=429&times=4&retry_after=7",
      [7, 7, 7, 7, "settled"],
      "completed",
    ],
    [
      49,
      "an absurd Retry-After is cut to five minutes",
      "test:fail?status=429&times=1&retry_after=999999",
      [300, "settled"],
      "completed",
    ],
    [
      50,
      "a 503 is tried again after a pause, and again",
      "test:fail?status=503&times=2",
      [2, 3, "settled"],
      "completed",
    ],
    [50, "a 500 for ever fails the job", "test:fail?status=500", [2, 3, "settled"], "failed"],
    [54, "half a picture is none", "test:truncated", [2, 3, "settled"], "failed"],
    [55, "bytes of no meaning are none", "test:garbage", [2, 3, "settled"], "failed"],
    [56, "a page of HTML is none", "test:html", [2, 3, "settled"], "failed"],
    [58, "a picture of 50,000 × 50,000 is not decoded", "test:bomb", [2, 3, "settled"], "failed"],
    [69, "a model that is gone fails the job", "test:fail?status=404", [2, 3, "settled"], "failed"],
  ] as const)("%i: %s", async (_number, _what, models, waits, status) => {
    const before = await balance();
    const found = await made(studio(models));
    expect({ waits: found.waits, status: found.job.status }).toEqual({ waits, status });
    expect(await balance()).toBe(before - (status === "completed" ? 5 : 0));
    if (status === "failed") expect(found.job.error).toBe("generation_failed");
  });

  it.each([
    [50, "test:fail?status=503, test:ok"],
    [51, "test:fail?status=0, test:ok"],
    [55, "test:garbage, test:html, test:truncated, test:bomb, test:ok"],
    [66, "test:fail?status=401, test:ok"],
    [69, "test:fail?status=404, test:ok"],
    [49, "test:fail?status=429, test:ok"],
  ])("%i: the next model of “%s” steps in at once", async (_number, models) => {
    const { waits, job } = await made(studio(models));
    expect({ waits, status: job.status }).toEqual({ waits: ["settled"], status: "completed" });
  });

  it("65: a policy refusal ends the job at once, costs nothing, and asks nobody else", async () => {
    const before = await balance();
    const { waits, job } = await made(studio("test:reject, test:ok"));
    expect({ waits, status: job.status, error: job.error }).toEqual({
      waits: ["settled"],
      status: "failed",
      error: "content_rejected",
    });
    expect(await balance()).toBe(before);
  });

  it("52: one that accepts and answers nothing is given up when the step's time is up", async () => {
    const at = studio("test:hang");
    const id = await at.submit();
    await env.DB_0.prepare("UPDATE jobs SET deadline_at = deadline_at - 899000 WHERE id = ?1").bind(id).run();
    expect(await at.run(id, 3)).toContain("settled");
    expect((await at.read(id)).status).toBe("failed");
  });

  it("an error's text reaches nobody", async () => {
    const { job } = await made(studio("test:reject"));
    expect(JSON.stringify(job)).not.toMatch(/not here|content_policy_violation|models\.example/);
  });
});

describe("the circuit breaker (reliability 67)", () => {
  const open = () => createBreakerStore(env.DB_0, () => new Date()).open();

  it("opens after five failures in a row, is passed by, lets one probe through, and closes when that answers", async () => {
    const failing = "test:fail?status=503&times=5";
    const at = studio(`${failing}, test:ok`);
    for (let job = 0; job < 5; job++) expect((await made(at)).job.status).toBe("completed");
    expect(await open()).toEqual([failing]);
    // Open: others step in, and it is not asked.
    await made(at);
    expect(await open()).toEqual([failing]);
    await env.DB_0.exec("UPDATE breakers SET open_until = 0");
    const store = createBreakerStore(env.DB_0, () => new Date());
    const probes = await Promise.all(Array.from({ length: 8 }, () => store.allows(failing)));
    expect(probes.filter((verdict) => verdict === "yes")).toHaveLength(1);
    await store.succeeded(failing);
    expect(await createBreakerStore(env.DB_0, () => new Date()).allows(failing)).toBe("yes");
  });

  it("opens at once for a refused key, and longer with every failed probe", async () => {
    const at = studio("test:fail?status=401, test:ok");
    await made(at);
    expect(await open()).toEqual(["test:fail?status=401"]);
    const store = createBreakerStore(env.DB_0, () => new Date());
    const restOf = async (model: string) =>
      Number(
        await env.DB_0.prepare("SELECT open_until - unixepoch('subsec') * 1000 AS rest FROM breakers WHERE model = ?1")
          .bind(model)
          .first("rest"),
      );
    for (let failure = 0; failure < 5; failure++) await store.failed("m", false);
    const first = await restOf("m");
    await store.failed("m", false);
    const second = await restOf("m");
    expect([Math.round(first / 10_000), Math.round(second / 10_000)]).toEqual([3, 6]);
  });

  it("a job waits, and does not fail, while every model is left alone", async () => {
    const at = studio("test:ok");
    const store = createBreakerStore(env.DB_0, () => new Date());
    for (let failure = 0; failure < 5; failure++) await store.failed("test:ok", false);
    const id = await at.submit();
    expect(await at.run(id, 5)).toEqual([15, 15, 15, 15, 15]);
    await env.DB_0.exec("DELETE FROM breakers");
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect(await at.run(id)).toEqual(["settled"]);
  });
});

describe("what a fault is", () => {
  it("reads Retry-After as seconds and as a date", async () => {
    const { APICallError } = await import("@ai-sdk/provider");
    const now = new Date("2026-01-01T00:00:00Z");
    const busy = (value?: string) =>
      faultOf(
        new APICallError({
          message: "",
          url: "",
          requestBodyValues: {},
          statusCode: 429,
          responseHeaders: value === undefined ? {} : { "retry-after": value },
        }),
        now,
      );
    expect(busy("12")).toEqual({ kind: "busy", retryAfterSeconds: 12 });
    expect(busy("Thu, 01 Jan 2026 00:00:30 GMT")).toEqual({ kind: "busy", retryAfterSeconds: 30 });
    expect(busy("0")).toEqual({ kind: "busy", retryAfterSeconds: 1 });
    expect(busy("soon")).toEqual({ kind: "busy", retryAfterSeconds: 10 });
    expect(busy()).toEqual({ kind: "busy", retryAfterSeconds: 10 });
    expect(faultOf(new TypeError("network"), now)).toEqual({ kind: "unknown" });
  });
});
