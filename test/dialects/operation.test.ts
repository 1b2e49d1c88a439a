import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { api, apiWith } from "../support/api";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { ADMIN_TOKEN, seedAccount } from "../support/seed";

afterAll(expectSoundBooks);

describe("GET /healthz", () => {
  it("names the schema and says that everything answers", async () => {
    const { status, body } = await api("GET", "/healthz");
    const latest = env.TEST_MIGRATIONS.at(-1)?.name;
    expect({ status, body }).toEqual({
      status: 200,
      body: { ok: true, schema: latest, checks: { database: true, bucket: true, limiter: true } },
    });
  });

  it("says what does not answer, and nothing of why", async () => {
    const lines: string[] = [];
    const log = { event: (name: string, fields: object = {}) => void lines.push(`${name} ${JSON.stringify(fields)}`) };
    const bucket = { head: () => Promise.reject(new Error("secret place")) };
    const silent = { prepare: () => ({ first: () => new Promise(() => {}) }) };
    const broken = apiWith({ MEDIA: bucket, DB_0: silent }, { log });
    expect(await broken("GET", "/healthz")).toMatchObject({
      status: 503,
      body: { ok: false, schema: null, checks: { database: false, bucket: false, limiter: true } },
    });
    expect(lines).toEqual(['unhealthy {"check":"bucket"}', 'unhealthy {"check":"database"}']);
  });

  it("finds shards that are not alike", async () => {
    const behind = { prepare: () => ({ first: async () => "0001_accounts.sql" }) };
    const { status, body } = await apiWith({ DB_1: behind })("GET", "/healthz");
    expect([status, body.checks]).toEqual([503, { database: false, bucket: true, limiter: true }]);
  });
});

describe("GET /metrics", () => {
  it("is for the operator alone", async () => {
    const { key } = await seedAccount();
    for (const credential of [undefined, key, "wrong"])
      expect((await api("GET", "/metrics", credential === undefined ? {} : { key: credential })).status).toBe(401);
  });

  it("tells open and ended jobs, their times, deliveries, calls of models and those that are left alone", async () => {
    const ada = await seedAccount();
    const to = product(ada, {
      IMAGE_MODELS: "test:fail?status=401, illustrator",
      TEST_MODELS: "on",
      WEBHOOKS_TO_LOCAL: "on",
    });
    await to.draw({ webhook_url: "https://hooks.example.com/x", output_format: "jpeg" });
    await to.call("POST", "/image/generate", { key: ada.key, json: { prompt: "a boat" } });
    const { status, headers, body } = await api("GET", "/metrics", { key: ADMIN_TOKEN });
    expect([status, headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    const lines = String(body).split("\n");
    const value = (series: string) =>
      Number(
        lines
          .find((line) => line.startsWith(`${series} `))
          ?.split(" ")
          .at(-1),
      );
    expect(value('edgel_jobs_open{kind="image",status="queued"}')).toBeGreaterThanOrEqual(1);
    expect(
      value('edgel_jobs_ended{kind="image",status="succeeded",model="illustrator-4"}'),
      String(body),
    ).toBeGreaterThanOrEqual(1);
    for (const name of ["edgel_job_queue_seconds", "edgel_job_seconds"])
      for (const quantile of ["0.5", "0.95", "0.99"])
        expect(value(`${name}{kind="image",quantile="${quantile}"}`), name).toBeGreaterThanOrEqual(0);
    expect(lines.filter((line) => line.startsWith("edgel_webhook_deliveries{")).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("edgel_model_calls{")).length).toBeGreaterThan(0);
    // Each name is explained once, and every line is one that Prometheus reads.
    for (const line of lines.filter((one) => one !== ""))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) edgel_\w+ .+|edgel_\w+\{[^{}]*\} [\d.e+-]+)$/);
    await to.call("POST", "/image/jobs/none/cancel", { key: ada.key });
  });
});

describe("every answer", () => {
  it("has an id, says how long it took, and may be read by a page of anybody's", async () => {
    const preflight = await api("OPTIONS", "/v2/image/agent", {
      headers: {
        origin: "https://page.example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, idempotency-key, x-anything",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization,idempotency-key,x-anything");
    for (const path of ["/healthz", "/image/list", "/api/limits", "/v1/jobs", "/v1/models", "/nothing"]) {
      const { headers } = await api("GET", path, { headers: { origin: "https://page.example.com" } });
      expect(headers.get("access-control-allow-origin"), path).toBe("*");
      expect(headers.get("x-request-id"), path).toMatch(/^req_/);
      expect(headers.get("server-timing"), path).toMatch(/^total;dur=[\d.]+/);
      const exposed = headers.get("access-control-expose-headers") ?? "";
      for (const name of ["x-request-id", "server-timing", "retry-after", "ratelimit"])
        expect(exposed, path).toContain(name);
    }
  });
});
