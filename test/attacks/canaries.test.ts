import { env } from "cloudflare:workers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../../src/core/log";
import { createServices } from "../../src/services";
import { apiWith } from "../support/api";
import { SilentQueue } from "../support/core";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

const canary = (name: string): string => `canary-${name}-${crypto.randomUUID()}`;

/** Secrets of the operator, as settings. */
const SETTINGS = {
  SERVER_SECRET: canary("server-secret-of-32-characters-and-more"),
  ADMIN_TOKEN: canary("operator-token"),
  OPENAI_API_KEY: canary("openai"),
  REPLICATE_API_TOKEN: canary("replicate"),
  FAL_API_KEY: canary("fal"),
  GOOGLE_API_KEY: canary("google"),
  BFL_API_KEY: canary("bfl"),
};
/** Secrets of callers, and what others say of them. */
const SAID = {
  prompt: canary("prompt"),
  instructions: canary("instructions"),
  message: canary("chat"),
  style: canary("style"),
  hook: canary("hook"),
  idempotency: canary("idempotency"),
  provider: canary("provider"),
  receiver: canary("receiver"),
  label: canary("label"),
  wrongKey: `hq_live_${canary("key")}`,
};

const lines: string[] = [];
const log = createLog((line) => void lines.push(line));

/** Every provider and every receiver fails, repeating all it was told. */
const failing = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
  const headers = JSON.stringify([...new Headers(init.headers)]);
  const told = `${String(input)} ${headers} ${typeof init.body === "string" ? init.body : ""} ${SAID.provider} ${SAID.receiver}`;
  return Response.json({ error: { message: told }, detail: told }, { status: 500 });
}) as typeof fetch;

const MODELS = [
  "openai:gpt-image-1",
  "replicate:black-forest-labs/flux-schnell",
  "fal:fal-ai/flux/schnell",
  "google:gemini-2.5-flash-image",
  "bfl:flux-2-pro",
];
const all = {
  JOBS: new SilentQueue(),
  WEBHOOKS: new SilentQueue(),
  ...SETTINGS,
  OPENAI_BASE_URL: "https://models.example.com/v1",
  IMAGE_MODELS: MODELS.join(", "),
  LANGUAGE_MODELS: "openai:gpt-5",
};
const replacements = { log, fetch: failing, chance: () => 0.5 };
const call = apiWith(all, replacements);
const services = createServices({ ...env, ...all } as unknown as Env, replacements);

let ada: Seeded;
beforeAll(async () => {
  ada = await seedAccount();
});
beforeEach(async () => {
  lines.length = 0;
  await env.DB_0.exec("DELETE FROM breakers");
});

async function end(id: string): Promise<void> {
  for (let step = 0; step < 12; step++) {
    await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1 AND wake_at IS NOT NULL").bind(id).run();
    await env.DB_0.exec("DELETE FROM breakers");
    if ((await services.jobs.run(id)) === "settled") break;
  }
}

describe("secrets", () => {
  it("are in no line of the log and in no answer, whatever goes wrong", async () => {
    const answers: unknown[] = [];
    const keep = async (asked: ReturnType<typeof call>) => {
      const answer = await asked;
      answers.push(answer.body);
      return answer;
    };
    const { body: account } = await call("POST", "/hq/account/agent/create", { json: { label: SAID.label } });
    const { body: minted } = await call("POST", "/hq/account/create/key", { key: account.token, json: { name: "k" } });
    const key = minted.api_key;
    const { body: signing } = await call("GET", "/hq/webhooks/secret", { key });

    const image = await keep(
      call("POST", "/image/generate", {
        key,
        headers: { "idempotency-key": SAID.idempotency },
        json: { prompt: SAID.prompt, style: SAID.style, webhook_url: `https://example.com/${SAID.hook}` },
      }),
    );
    await end(image.body.job_id);
    const form = new FormData();
    form.append("instructions", SAID.instructions);
    const agent = await keep(call("POST", "/v2/image/agent", { key, body: form }));
    await end(agent.body.data.job_id);
    await keep(call("POST", "/api/chat", { key, json: { message: SAID.message } }));
    await services.webhooks.deliver(image.body.job_id.replace("job_", "whk_"), () => ({ body: {}, patience: "long" }));
    await keep(call("GET", "/hq/billing/balance", { key: SAID.wrongKey }));
    await keep(call("POST", "/hq/account/agent/token", { json: { pin: `${account.pin}x` } }));
    await keep(call("POST", "/image/generate", { key, body: `{"prompt":"${SAID.prompt}` }));
    await keep(call("GET", `/v1/jobs/${image.body.job_id}/deliveries`, { key }));
    await keep(call("GET", `/admin/jobs/${image.body.job_id}/calls`, { key: SETTINGS.ADMIN_TOKEN }));
    await keep(call("GET", "/admin/jobs/nothing", { key: ADMIN_TOKEN }));
    await services.upkeep.sweep();

    expect(lines.length).toBeGreaterThan(10);
    const logged = lines.join("\n");
    const secrets = { ...SETTINGS, ...SAID, pin: account.pin, token: account.token, key, signing: signing.secret };
    expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(20);
    for (const [name, secret] of Object.entries(secrets)) expect(logged, name).not.toContain(String(secret));
    // What a caller said may come back to that caller; what others said, and what is the operator's, to nobody.
    const answered = JSON.stringify(answers);
    for (const [name, secret] of Object.entries({ ...SETTINGS, provider: SAID.provider, receiver: SAID.receiver }))
      expect(answered, name).not.toContain(secret);
    expect(ada.key).not.toBe(key);
  });
});
