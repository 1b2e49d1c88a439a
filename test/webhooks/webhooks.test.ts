import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { messageOf } from "../../src/dialects/messages";
import { createServices, type Services } from "../../src/services";
import { api, apiWith } from "../support/api";
import { modelsWith } from "../support/models";
import { scripted, SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const { language } = modelsWith({});
const HOOK = "https://hooks.example.com/edgel";

/** What receivers were sent, and what they answer: each call the next line, the last one for ever. */
function receiver(...script: (Response | Error)[]) {
  const calls: { url: string; headers: Headers; body: string; redirect: string | undefined }[] = [];
  const send = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const line = script[Math.min(calls.length, script.length - 1)] ?? new Response(null, { status: 204 });
    calls.push({
      url: String(input),
      headers: new Headers(init.headers),
      body: String(init.body),
      redirect: init.redirect,
    });
    if (line instanceof Error) throw line;
    return new Response(line.body === null ? null : await line.clone().text(), line);
  };
  return { calls, fetch: send as typeof fetch };
}

interface Scene {
  readonly services: Services;
  readonly call: typeof api;
  readonly rung: { deliveryId: string; delaySeconds: number }[];
  /** Delivers the job's webhook, as often as its time comes within so many seconds of waiting each. */
  readonly attempt: (jobId: string) => Promise<void>;
}

function scene(to: ReturnType<typeof receiver>, now: () => Date = () => new Date(), more: object = {}): Scene {
  const rung: { deliveryId: string; delaySeconds: number }[] = [];
  const queue = {
    sendBatch: async (messages: Iterable<{ body: { deliveryId: string }; delaySeconds: number }>) => {
      for (const { body, delaySeconds } of messages) rung.push({ ...body, delaySeconds });
    },
  };
  const settings = { JOBS: new SilentQueue(), WEBHOOKS: queue, ...more };
  const replacements = { fetch: to.fetch, now, chance: () => 0.5, models: { ...scripted(), language } };
  const services = createServices({ ...env, ...settings } as unknown as Env, replacements);
  return {
    services,
    call: apiWith(settings, replacements),
    rung,
    async attempt(jobId) {
      const id = jobId.replace("job_", "whk_");
      await env.DB_0.prepare("UPDATE deliveries SET due_at = 0 WHERE id = ?1 AND due_at IS NOT NULL").bind(id).run();
      await services.webhooks.deliver(id, messageOf(services));
    },
  };
}

let ada: Seeded;
beforeEach(async () => void (ada = await seedAccount()));

const submit = async ({ call }: Scene, json: object = {}): Promise<string> => {
  const { body } = await call("POST", "/image/generate", {
    key: ada.key,
    json: { prompt: "a cat", webhook_url: HOOK, ...json },
  });
  return body.job_id;
};

const deliveriesOf = async ({ call }: Scene, jobId: string) =>
  (await call("GET", `/v1/jobs/${jobId}/deliveries`, { key: ada.key })).body.data;

describe("a job's end", () => {
  it("is told once, in the words of the API it came through, and signed for any Standard Webhooks library", async () => {
    const to = receiver();
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const id = jobId.replace("job_", "whk_");
    expect(at.rung).toEqual([{ deliveryId: id, delaySeconds: 0 }]);
    await at.services.webhooks.deliver(id, messageOf(at.services));
    await at.services.webhooks.deliver(id, messageOf(at.services));
    expect(to.calls).toHaveLength(1);

    const [call] = to.calls;
    const { body: shown } = await at.call("GET", `/image/jobs/${jobId}`, { key: ada.key });
    expect(JSON.parse(call?.body ?? "")).toEqual(shown);
    expect(shown).toMatchObject({ status: "completed", url: expect.stringMatching(/^https:\/\/edgel\.test\/i\//) });
    expect(call).toMatchObject({ url: HOOK, redirect: "manual" });
    expect(call?.headers.get("webhook-id")).toBe(id);

    const { body: known } = await at.call("GET", "/hq/webhooks/secret", { key: ada.key });
    const headers = Object.fromEntries(call?.headers ?? []);
    expect(new Webhook(known.secret).verify(call?.body ?? "", headers)).toEqual(shown);
    expect(() => new Webhook(known.secret).verify(`${call?.body} `, headers)).toThrow("No matching signature");

    const { body: jwks } = await at.call("GET", "/.well-known/webhooks/jwks.json");
    const key = await crypto.subtle.importKey("jwk", jwks.keys[0], { name: "Ed25519" }, false, ["verify"]);
    const signature = /v1a,(\S+)/.exec(headers["webhook-signature"] ?? "")?.[1] ?? "";
    const signed = new TextEncoder().encode(`${id}.${headers["webhook-timestamp"]}.${call?.body}`);
    expect(await crypto.subtle.verify("Ed25519", key, Uint8Array.fromBase64(signature), signed)).toBe(true);

    expect(await deliveriesOf(at, jobId)).toEqual([
      {
        id,
        url: HOOK,
        status: "delivered",
        next_attempt_at: null,
        attempts: [
          { number: 1, at: expect.any(String), duration_ms: expect.any(Number), http_status: 204, error: null },
        ],
      },
    ]);
  });

  it("is told of a canceled and of a failed job, too, and of none that nobody asked to hear of", async () => {
    const to = receiver();
    const at = scene(to);
    const canceled = await submit(at);
    await at.call("POST", `/image/jobs/${canceled}/cancel`, { key: ada.key });
    await at.attempt(canceled);
    const { body } = await at.call("POST", "/api/generate", {
      key: ada.key,
      json: { type: "image", prompt: "a cat", webhook_url: HOOK },
    });
    await at.services.upkeep.giveUp(body.jobId);
    await at.attempt(body.jobId);
    expect(to.calls.map((call) => JSON.parse(call.body))).toMatchObject([
      { job_id: canceled, status: "failed", error: "canceled" },
      { jobId: body.jobId, status: "failed", error: "Something went wrong on our side." },
    ]);
    const { body: silent } = await at.call("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat" } });
    await at.services.jobs.run(silent.job_id);
    expect(await deliveriesOf(at, silent.job_id)).toEqual([]);
    expect(at.rung).toHaveLength(2);
  });
});

describe("a receiver that does not take it", () => {
  it("is tried again twelve times over four days, and then no more", async () => {
    const to = receiver(new Response("no", { status: 500 }));
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    for (let i = 0; i < 14; i++) await at.attempt(jobId);
    expect(to.calls).toHaveLength(12);
    const waits = at.rung.slice(1).map(({ delaySeconds }) => delaySeconds);
    // Half a day is the longest a message may be delayed; the rest is the cron's.
    expect(waits).toEqual([5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200, 43_200, 43_200, 43_200]);
    const [delivery] = await deliveriesOf(at, jobId);
    expect(delivery.status).toBe("given_up");
    expect(delivery.attempts.map(({ error, http_status }: any) => `${http_status} ${error}`)).toEqual(
      Array.from({ length: 12 }, () => "500 refused"),
    );
    expect(new Set(to.calls.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
  });

  it("is tried five times by TokenKit, as that documents, and as patiently as by the others where the operator says so", async () => {
    for (const [more, attempts, waits] of [
      [{}, 5, [1, 2, 4, 8]],
      [{ TOKENKIT_WEBHOOKS_PATIENT: "on" }, 12, [5, 30, 120, 600]],
    ] as const) {
      const to = receiver(new Response("no", { status: 500 }));
      const at = scene(to, undefined, more);
      const json = { instructions: "draw a cat", max_steps: 1, webhook_url: HOOK };
      const { body } = await at.call("POST", "/v2/image/agent", { key: ada.key, json });
      const jobId: string = body.data.job_id;
      expect((await at.call("POST", `/v1/jobs/${jobId}/cancel`, { key: ada.key })).status).toBe(200);
      for (let i = 0; i < 14; i++) await at.attempt(jobId);
      expect(to.calls).toHaveLength(attempts);
      expect(at.rung.slice(1, 5).map(({ delaySeconds }) => delaySeconds)).toEqual(waits);
      expect(JSON.parse(to.calls[0]?.body ?? "")).toEqual({
        job_id: jobId,
        status: "failed",
        data: { error: "It was canceled." },
      });
    }
  });

  it.each([
    ["redirects", new Response(null, { status: 302, headers: { location: "https://127.0.0.1/" } }), "302 redirected"],
    ["cannot be reached", new TypeError("network"), "null unreachable"],
    ["never answers", new DOMException("late", "TimeoutError"), "null timeout"],
  ])("has failed when it %s", async (_how, line, seen) => {
    const to = receiver(line, new Response(null, { status: 200 }));
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    await at.attempt(jobId);
    await at.attempt(jobId);
    const [delivery] = await deliveriesOf(at, jobId);
    expect(delivery.status).toBe("delivered");
    expect(delivery.attempts.map(({ error, http_status }: any) => `${http_status} ${error}`)).toEqual([
      seen,
      "200 null",
    ]);
    expect(to.calls.every(({ url }) => url === HOOK)).toBe(true);
  });

  it("is given the time it asks for, up to a day, and left alone once it says that it is gone", async () => {
    const to = receiver(
      new Response(null, { status: 503, headers: { "retry-after": "3600" } }),
      new Response(null, { status: 503, headers: { "retry-after": "99999999" } }),
      new Response(null, { status: 410 }),
    );
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    for (let i = 0; i < 5; i++) await at.attempt(jobId);
    expect(to.calls).toHaveLength(3);
    expect(at.rung.slice(1).map(({ delaySeconds }) => delaySeconds)).toEqual([3_600, 43_200]);
    expect((await deliveriesOf(at, jobId))[0].status).toBe("given_up");
  });

  it("can be told again on request, from the first attempt on", async () => {
    const to = receiver(new Response(null, { status: 410 }), new Response(null, { status: 200 }));
    const at = scene(to);
    const jobId = await submit(at);
    const again = () => at.call("POST", `/v1/jobs/${jobId}/redeliver`, { key: ada.key });
    expect(await again()).toMatchObject({ status: 409, body: { errors: [{ code: "JOB_NOT_ENDED" }] } });
    await at.services.jobs.run(jobId);
    await at.attempt(jobId);
    expect((await again()).body.data).toMatchObject([{ status: "due" }]);
    await at.attempt(jobId);
    const [delivery] = await deliveriesOf(at, jobId);
    expect(delivery).toMatchObject({ status: "delivered", attempts: [{ http_status: 410 }, { http_status: 200 }] });
  });
});

describe("a delivery whose message was lost, or came twice", () => {
  it("is found by the cron when its time has come, and never before", async () => {
    const to = receiver(new Response(null, { status: 500 }), new Response(null, { status: 200 }));
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const id = jobId.replace("job_", "whk_");
    at.rung.length = 0;
    await at.services.webhooks.sweep();
    expect(at.rung).toContainEqual({ deliveryId: id, delaySeconds: 0 });
    await at.attempt(jobId);
    at.rung.length = 0;
    await at.services.webhooks.sweep();
    expect(at.rung.filter(({ deliveryId }) => deliveryId === id)).toEqual([]);
  });

  it("is made by one of many workers at once", async () => {
    const to = receiver();
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const id = jobId.replace("job_", "whk_");
    await Promise.all(Array.from({ length: 20 }, () => at.services.webhooks.deliver(id, messageOf(at.services))));
    expect(to.calls).toHaveLength(1);
  });

  it("is tried again after the worker that held it died", async () => {
    const to = receiver();
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const id = jobId.replace("job_", "whk_");
    const dead = createServices({ ...env, JOBS: new SilentQueue() } as unknown as Env, {
      fetch: (() => new Promise(() => {})) as unknown as typeof fetch,
    });
    void dead.webhooks.deliver(id, messageOf(dead));
    await expect.poll(async () => (await deliveriesOf(at, jobId))[0].next_attempt_at !== null).toBe(true);
    await expect
      .poll(async () => {
        const row = await env.DB_0.prepare("SELECT attempts FROM deliveries WHERE id = ?1")
          .bind(id)
          .first<{ attempts: number }>();
        return row?.attempts;
      })
      .toBe(1);
    await at.attempt(jobId);
    expect(to.calls).toHaveLength(1);
    expect((await deliveriesOf(at, jobId))[0]).toMatchObject({ status: "delivered", attempts: [{ number: 2 }] });
  });
});

describe("a delivery over which worker after worker dies", () => {
  it("is given up in the end", async () => {
    const to = receiver();
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const id = jobId.replace("job_", "whk_");
    for (let i = 0; i < 22; i++) {
      await env.DB_0.prepare("UPDATE deliveries SET due_at = 0 WHERE id = ?1 AND due_at IS NOT NULL").bind(id).run();
      const dying = at.services.webhooks.deliver(id, () => {
        throw new Error("died");
      });
      await dying.catch(() => undefined);
    }
    expect(to.calls).toEqual([]);
    expect((await deliveriesOf(at, jobId))[0]).toMatchObject({
      status: "given_up",
      attempts: [{ number: 21, error: "abandoned" }],
    });
  });
});

describe("the signing secret", () => {
  it("can be made anew, and for a day both sign", async () => {
    let now = new Date();
    const to = receiver();
    const at = scene(to, () => now);
    const { body: first } = await at.call("GET", "/hq/webhooks/secret", { key: ada.key });
    expect(first).toEqual({
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      previous: null,
      previous_until: null,
    });
    const { body: second } = await at.call("POST", "/hq/webhooks/secret/rotate", { key: ada.key });
    expect(second).toEqual({
      secret: expect.not.stringContaining(first.secret),
      previous: first.secret,
      previous_until: expect.any(String),
    });
    const verified = async () => {
      const jobId = await submit(at);
      await at.services.jobs.run(jobId);
      await at.attempt(jobId);
      const { headers, body } = to.calls.at(-1) ?? { headers: new Headers(), body: "" };
      return [first.secret, second.secret].map((secret) => {
        const seconds = Math.floor(now.getTime() / 1_000);
        expect(headers.get("webhook-timestamp")).toBe(String(seconds));
        const wanted = new Webhook(secret).sign(headers.get("webhook-id") ?? "", new Date(seconds * 1_000), body);
        return headers.get("webhook-signature")?.split(" ").includes(wanted);
      });
    };
    expect(await verified()).toEqual([true, true]);
    const until = new Date(second.previous_until).getTime();
    expect(Math.abs(until - Date.now() - 24 * 60 * 60 * 1_000)).toBeLessThan(60_000);
    now = new Date(until - 1);
    expect(await verified()).toEqual([true, true]);
    now = new Date(until);
    expect(await verified()).toEqual([false, true]);
    expect((await at.call("GET", "/hq/webhooks/secret", { key: ada.key })).body.previous).toBeNull();
  });

  it("comes from the server's secret alone, as does the key whose public half anyone may read", async () => {
    const hmac = async (key: string | Uint8Array<ArrayBuffer>, message: string) => {
      const bytes = typeof key === "string" ? new Uint8Array(new TextEncoder().encode(key)) : key;
      const imported = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(message)));
    };
    const { SERVER_SECRET } = env as unknown as { SERVER_SECRET: string };
    const bob = await seedAccount();
    const secret = await hmac(await hmac(SERVER_SECRET, "edgel:webhook-secret"), `${bob.accountId}:1`);
    expect((await api("GET", "/hq/webhooks/secret", { key: bob.key })).body).toEqual({
      secret: `whsec_${secret.toBase64()}`,
      previous: null,
      previous_until: null,
    });
    const seed = await hmac(SERVER_SECRET, "edgel:webhook-signing");
    const wrapped = new Uint8Array([...Uint8Array.fromHex("302e020100300506032b657004220420"), ...seed]);
    const pair = await crypto.subtle.importKey("pkcs8", wrapped, { name: "Ed25519" }, true, ["sign"]);
    const { x } = (await crypto.subtle.exportKey("jwk", pair)) as JsonWebKey;
    expect((await api("GET", "/.well-known/webhooks/jwks.json")).body).toEqual({
      keys: [{ kty: "OKP", crv: "Ed25519", x, alg: "EdDSA", use: "sig" }],
    });
  });

  it("is each account's own", async () => {
    const eve = await seedAccount();
    const of = async (key: string) => (await api("GET", "/hq/webhooks/secret", { key })).body.secret;
    expect(await of(ada.key)).not.toBe(await of(eve.key));
  });
});

describe("a webhook_url that is not public", () => {
  it("is refused at submit, in each API's words, and nothing is accepted or counted", async () => {
    const at = scene(receiver());
    const bad = { webhook_url: "https://169.254.169.254/latest" };
    expect(await at.call("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat", ...bad } })).toMatchObject(
      { status: 422, body: { error: "invalid_field:webhook_url", charged: false } },
    );
    expect(
      await at.call("POST", "/api/generate", { key: ada.key, json: { type: "image", prompt: "a cat", ...bad } }),
    ).toMatchObject({
      status: 400,
      body: { error: "webhook_url: The URL has to name a host, not an address.", code: 400 },
    });
    expect((await at.call("GET", "/v1/jobs", { key: ada.key })).body.data.jobs).toEqual([]);
    expect((await at.call("GET", "/api/limits", { key: ada.key })).body.images.used).toBe(0);
  });

  it("is not called, should it have become one since", async () => {
    const to = receiver();
    const at = scene(to);
    const jobId = await submit(at);
    await at.services.jobs.run(jobId);
    const inside = JSON.stringify({ url: "https://10.0.0.1/", origin: "https://edgel.test" });
    await env.DB_0.prepare("UPDATE deliveries SET webhook = ?2 WHERE job_id = ?1").bind(jobId, inside).run();
    await at.attempt(jobId);
    expect(to.calls).toEqual([]);
    expect((await deliveriesOf(at, jobId))[0]).toMatchObject({
      status: "given_up",
      attempts: [{ error: "url_refused", http_status: null }],
    });
  });
});
