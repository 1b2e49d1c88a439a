import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { boundedFetch } from "../../src/models/bounded-fetch";
import { createServices } from "../../src/services";
import { apiWith, fetchRaw, pathOf } from "../support/api";
import { SilentQueue } from "../support/core";
import { decode } from "../support/decode";
import { jpeg, png, shades } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeEach(async () => {
  ada = await seedAccount();
  await env.DB_0.exec("DELETE FROM breakers");
});

const BASE = "https://models.example.com/v1";
const KEY = "sk-canary-0123456789";

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly authorization: string | null;
  readonly redirect: string | undefined;
  readonly body: any;
}

/** The provider's side of the wire: what it was sent, and what it answers, the last line for ever. */
function provider(...script: (() => Response | Promise<Response>)[]) {
  const sent: Sent[] = [];
  const send = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const line = script[Math.min(sent.length, script.length - 1)];
    const { body } = init;
    sent.push({
      url: String(input),
      method: init.method,
      authorization: new Headers(init.headers).get("authorization"),
      redirect: init.redirect,
      body: typeof body === "string" ? JSON.parse(body) : body,
    });
    if (line === undefined) throw new TypeError("network");
    return await line();
  };
  return { sent, fetch: send as typeof fetch };
}

const logged: string[] = [];
const log = {
  event: (name: string, fields?: object, error?: unknown) =>
    void logged.push(JSON.stringify([name, fields, String(error ?? "")])),
};

function product(to: ReturnType<typeof provider>, settings: Record<string, string> = {}) {
  const all = {
    JOBS: new SilentQueue(),
    OPENAI_BASE_URL: BASE,
    OPENAI_API_KEY: KEY,
    IMAGE_MODELS: "openai:gpt-image-1",
    ...settings,
  };
  const replacements = { fetch: to.fetch, log, chance: () => 0.5 };
  const services = createServices({ ...env, ...all } as unknown as Env, replacements);
  const call = apiWith(all, replacements);
  return {
    call,
    async run(id: string) {
      for (let step = 0; step < 12; step++) {
        await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1 AND wake_at IS NOT NULL").bind(id).run();
        if ((await services.jobs.run(id)) === "settled") return;
      }
    },
    async draw(json: object = {}) {
      await env.DB_0.exec("DELETE FROM breakers");
      const { body } = await call("POST", "/image/generate", {
        key: ada.key,
        json: { prompt: "a cat", aspect_ratio: "16:9", has_text: true, ...json },
      });
      await this.run(body.job_id);
      return (await call("GET", `/image/jobs/${body.job_id}`, { key: ada.key })).body;
    },
  };
}

const base64 = (bytes: Uint8Array): string => bytes.toBase64();
/** As OpenAI's reference has it: POST /v1/images/generations. */
const images = (bytes: Uint8Array) => () =>
  Response.json({
    created: 1_760_000_000,
    data: [{ b64_json: base64(bytes) }],
    usage: { input_tokens: 9, output_tokens: 900, total_tokens: 909 },
  });
const refused =
  (status: number, error: object, headers: HeadersInit = {}) =>
  () =>
    Response.json({ error }, { status, headers });

describe("a provider that speaks OpenAI's protocol", () => {
  it("is sent what its reference asks for, in the nearest size it has, and the promise of size is kept", async () => {
    const to = provider(images(await png(shades(1_536, 1_024))));
    const job = await product(to).draw({ seed: 3 });
    expect(to.sent).toEqual([
      {
        url: `${BASE}/images/generations`,
        method: "POST",
        authorization: `Bearer ${KEY}`,
        redirect: "manual",
        body: { model: "gpt-image-1", prompt: "a cat", n: 1, size: "1536x1024" },
      },
    ]);
    expect(job).toMatchObject({ status: "completed" });
    expect(job.warnings.map(({ parameter, treatment }: any) => `${parameter} ${treatment}`).sort()).toEqual([
      "seed ignored",
      "size emulated",
    ]);
    const picture = await fetchRaw("GET", pathOf(job.url));
    const { width, height } = await decode(await picture.bytes(), "image/png");
    expect([width, height]).toEqual([1344, 756]);
  });

  it("64: may answer with a URL of a host the operator named, and with no other", async () => {
    const file = await jpeg(shades(1_024, 1_024));
    const url = (at: string) => () => Response.json({ created: 1, data: [{ url: at }] });
    const hosts = { OPENAI_MEDIA_HOSTS: "example.net" };
    const outside = provider(url("https://files.example.net/a.jpg"), () => new Response(file));
    expect((await product(outside, hosts).draw()).status).toBe("completed");
    expect(outside.sent[1]).toMatchObject({ url: "https://files.example.net/a.jpg", authorization: null });
    for (const inside of [
      "http://169.254.169.254/latest",
      "https://10.0.0.1/a.png",
      "https://localhost/a.png",
      "http://files.example.net/a.jpg",
      "https://files.example.org/a.jpg",
      "https://notexample.net/a.jpg",
    ]) {
      const to = provider(url(inside));
      expect((await product(to, hosts).draw()).status, inside).toBe("failed");
      expect(to.sent.every(({ url: asked }) => asked.startsWith(BASE))).toBe(true);
    }
  });

  it("64: may point on to another of its hosts, and nowhere else", async () => {
    const file = await jpeg(shades(1_024, 1_024));
    const to = (location: string) =>
      provider(
        () => Response.json({ created: 1, data: [{ url: "https://files.example.net/a.jpg" }] }),
        () => new Response(null, { status: 302, headers: { location } }),
        () => new Response(file),
      );
    const hosts = { OPENAI_MEDIA_HOSTS: "example.net" };
    expect((await product(to("https://cdn.example.net/a.jpg"), hosts).draw()).status).toBe("completed");
    for (const location of ["https://10.0.0.1/", "http://169.254.169.254/latest", "https://example.org/a.jpg"]) {
      const moved = to(location);
      expect((await product(moved, hosts).draw()).status, location).toBe("failed");
      expect(moved.sent.some(({ url }) => url === location)).toBe(false);
    }
  });

  it("53: is given up when it only drips", async () => {
    let at = Date.now();
    const drop = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            at += 1_000;
            controller.enqueue(new Uint8Array(1));
          },
        }),
        { headers: { "content-type": "application/json" } },
      );
    const slow = boundedFetch({ send: async () => drop(), now: () => new Date(at), baseUrl: BASE });
    const { body } = await slow(`${BASE}/images/generations`);
    let bytes = 0;
    const read = async () => {
      for await (const piece of body ?? []) bytes += piece.byteLength;
    };
    await expect(read()).rejects.toThrow("too slowly");
    expect(bytes).toBeLessThan(25);
  });

  it("is not followed anywhere, and is cut off at 64 MB", async () => {
    const moved = provider(() => new Response(null, { status: 302, headers: { location: "https://10.0.0.1/" } }));
    expect((await product(moved).draw()).status).toBe("failed");
    const endless = provider(
      () =>
        new Response(
          new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_024 * 1_024).fill(32)) }),
          { headers: { "content-type": "application/json" } },
        ),
    );
    expect((await product(endless).draw()).status).toBe("failed");
  });

  it("may refuse the content, and its words and our key reach neither the caller nor the log", async () => {
    const error = {
      code: "moderation_blocked",
      type: "image_generation_user_error",
      message: `not allowed for ${KEY}`,
    };
    logged.length = 0;
    const job = await product(provider(refused(400, error))).draw();
    expect(job).toMatchObject({ status: "failed", error: "content_rejected" });
    await product(provider(refused(401, { message: `Incorrect API key provided: ${KEY}` }))).draw();
    expect(logged.join("\n")).not.toContain(KEY);
    expect(JSON.stringify(job)).not.toContain("not allowed");
  });

  it("talks to an agent, which works with its tools", async () => {
    const answer = (name: string, input: object) => () =>
      Response.json({
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 1_760_000_000,
        model: "gpt-5",
        choices: [
          {
            index: 0,
            finish_reason: "tool_calls",
            message: {
              role: "assistant",
              content: null,
              tool_calls: [{ id: "call_1", type: "function", function: { name, arguments: JSON.stringify(input) } }],
            },
          },
        ],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      });
    const to = provider(
      answer("recolor", { image: "reference_1", mode: "greyscale" }),
      answer("finish", { image: "picture_1", summary: "Grey." }),
    );
    const at = product(to, { IMAGE_MODELS: "illustrator", LANGUAGE_MODELS: "openai:gpt-5" });
    const body = new FormData();
    body.append("instructions", "make it grey");
    body.append("images", new Blob([await jpeg(shades(200, 200))]));
    const { body: accepted } = await at.call("POST", "/v2/image/agent", { key: ada.key, body });
    await at.run(accepted.data.job_id);
    const { data } = (await at.call("GET", `/v1/jobs/${accepted.data.job_id}`, { key: ada.key })).body;
    expect(data).toMatchObject({ status: "succeeded", output: { summary: "Grey.", steps: [{ tool: "recolor" }] } });
    expect(to.sent[0]).toMatchObject({
      url: `${BASE}/chat/completions`,
      body: { model: "gpt-5", tool_choice: "required" },
    });
    const [, user] = to.sent[0]?.body.messages ?? [];
    expect(user.content.map(({ type }: any) => type)).toEqual(["text", "text", "image_url"]);
    expect(to.sent[1]?.body.messages.at(-1)).toMatchObject({ role: "tool", tool_call_id: "call_1" });
  });

  it("has to be somewhere", () => {
    const settings = { ...env, OPENAI_BASE_URL: "", IMAGE_MODELS: "openai:gpt-image-1" } as unknown as Env;
    expect(() => createServices(settings)).toThrow("a model named openai:… needs OPENAI_BASE_URL");
    expect(() => createServices({ ...settings, OPENAI_BASE_URL: BASE, OPENAI_IMAGE_SIZES: "big" } as Env)).toThrow(
      '"big", which is no size',
    );
    expect(() => createServices({ ...settings, IMAGE_MODELS: "acme:x" } as Env)).toThrow(
      'IMAGE_MODELS names "acme:x"; known are illustrator, workers-ai:…, openai:…, replicate:…, fal:…, google:…, bfl:…',
    );
  });
});
