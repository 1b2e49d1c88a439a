import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Models } from "../../src/models/entry";
import { modelsWith } from "../support/models";
import { createServices, type Services } from "../../src/services";
import { apiWith } from "../support/api";
import { SilentQueue } from "../support/core";
import { jpeg, png, product, shades } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeAll(async () => void (ada = await seedAccount()));

type Calls = readonly (readonly [tool: string, input: object])[];

/** A language model that says what it was told to, one answer after the other, and remembers what it was asked. */
function scripted(answers: readonly (Calls | Error)[], sees = false) {
  const asked: LanguageModelV4CallOptions[] = [];
  const model: LanguageModelV4 = {
    specificationVersion: "v4",
    provider: "test",
    modelId: "scripted",
    supportedUrls: {},
    async doGenerate(call) {
      asked.push(call);
      const answer = answers[asked.length - 1] ?? [];
      if (answer instanceof Error) throw answer;
      return {
        content: answer.map(([toolName, input], index) => ({
          type: "tool-call" as const,
          toolCallId: `${asked.length}-${index}`,
          toolName,
          input: JSON.stringify(input),
        })),
        finishReason: { unified: "tool-calls", raw: undefined },
        usage: {
          inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 1, text: 1, reasoning: 0 },
        },
        warnings: [],
      };
    },
    doStream: () => Promise.reject(new Error("not streamed")),
  };
  const embedded = modelsWith({ VIDEO_MODELS: "", LANGUAGE_MODELS: "" });
  const card = {
    id: "scripted",
    aliases: [] as string[],
    kind: "language" as const,
    description: "Says what it is told to.",
    sees_images: sees,
  };
  // Embedded, so that no circuit breaks between two tests.
  const entry = { card, model, name: card.id, embedded: true };
  return { asked, models: { ...embedded, language: [entry] } satisfies Models };
}

const silent = { JOBS: new SilentQueue() };

async function start(
  models: Models,
  instructions: string,
  images: readonly Uint8Array<ArrayBuffer>[] = [],
  fields: object = {},
) {
  const api = apiWith(silent, { models });
  const body = new FormData();
  body.append("instructions", instructions);
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value));
  for (const image of images) body.append("images", new Blob([image]), "image");
  const { body: answer } = await api("POST", "/v2/image/agent", { key: ada.key, body });
  const id: string = answer.data.job_id;
  const services = createServices({ ...env, ...silent } as unknown as Env, { models });
  return { id, services, read: async () => (await api("GET", `/v1/jobs/${id}`, { key: ada.key })).body.data };
}

/** Runs a job step by step until it has ended; answers how many steps that took. */
async function drain({ jobs }: Services, id: string, most = 40): Promise<number> {
  for (let steps = 1; steps <= most; steps++) if ((await jobs.run(id)) === "settled") return steps;
  throw new Error("the job does not end");
}

const toolNames = (call: LanguageModelV4CallOptions | undefined): string[] =>
  (call?.tools ?? []).map(({ name }) => name);
const said = (call: LanguageModelV4CallOptions | undefined): string => JSON.stringify(call?.prompt);

describe("any language model", () => {
  it("is told the task, offered the tools, and shown what came of each", async () => {
    const { asked, models } = scripted([
      [["look", { image: "reference_1" }]],
      [["recolor", { image: "reference_1", mode: "greyscale" }]],
      [["finish", { image: "picture_2", summary: "Made it grey." }]],
    ]);
    const job = await start(models, "make it grey", [await jpeg(shades(90, 60))], { max_cost: 10 });
    await drain(job.services, job.id);
    expect(await job.read()).toMatchObject({
      status: "succeeded",
      output: {
        summary: "Made it grey.",
        results: [{ width: 2048, height: 2048 }],
        steps: [{ step: 2, tool: "recolor" }],
      },
    });
    expect(said(asked[0])).toContain("make it grey");
    expect(said(asked[0])).toContain("reference_1 (90 × 60)");
    expect(said(asked[1])).toContain("no plain background");
    expect(said(asked[2])).toContain('\\"image\\":\\"picture_2\\"'.replaceAll("\\", ""));
    expect(asked[0]?.toolChoice).toEqual({ type: "required" });
    expect(toolNames(asked[0])).toEqual(
      expect.arrayContaining(["look", "draw", "compose", "typeset", "collage", "finish"]),
    );
    // The illustrator takes no references, and nobody asked for words.
    expect(toolNames(asked[0])).not.toContain("edit");
    expect(toolNames(asked[0])).not.toContain("answer");
  });

  it("sees the images, where it can", async () => {
    const { asked, models } = scripted([[["finish", { image: "reference_2", summary: "It is done." }]]], true);
    const job = await start(models, "choose the better one", [await jpeg(shades(900, 600)), await png(product(50))]);
    await drain(job.services, job.id);
    const parts = asked[0]?.prompt.flatMap((message) => (message.role === "user" ? message.content : [])) ?? [];
    expect(parts.filter(({ type }) => type === "file")).toHaveLength(2);
    expect((await job.read()).warnings).toEqual([
      { parameter: "images.0", treatment: "ignored", message: "The agent had no use for it: It is done." },
    ]);
  });

  it("is told what a tool refuses, with the reason, and goes on", async () => {
    const { asked, models } = scripted([
      [["crop", { image: "picture_9", aspect_ratio: "1:1" }]],
      [["adjust", { image: "reference_1", brightness: 900 }]],
      [["remove_background", { image: "reference_1" }]],
      [["compose", { background: "ultraviolet", layers: [{ image: "reference_1", x: 0.5, y: 0.5, width: 0.5 }] }]],
      [["finish", { image: "reference_1", summary: "Nothing else worked." }]],
    ]);
    const job = await start(models, "do what cannot be done", [await jpeg(shades(90, 60))]);
    await drain(job.services, job.id);
    expect(said(asked[1])).toContain("There is no image picture_9. There are: reference_1.");
    expect(said(asked[2])).toMatch(/brightness: .*100/);
    expect(said(asked[3])).toContain("The background is not of one plain colour.");
    expect(said(asked[4])).toContain("is no colour that is known here");
    expect((await job.read()).status).toBe("succeeded");
  });

  it("may want several things at once, which are done one a turn", async () => {
    const { asked, models } = scripted([
      [
        ["flip", { image: "reference_1", direction: "vertical" }],
        ["flip", { image: "reference_1", direction: "horizontal" }],
      ],
      [["finish", { image: "picture_2", summary: "Both." }]],
    ]);
    const job = await start(models, "flip both ways", [await jpeg(shades(90, 60))]);
    expect(await drain(job.services, job.id)).toBe(4);
    expect(asked).toHaveLength(2);
    expect((await job.read()).output.steps.map(({ tool }: { tool: string }) => tool)).toEqual(["flip", "flip"]);
  });

  it("is not asked again by whoever takes over from a worker that died between deciding and doing", async () => {
    const { asked, models } = scripted([
      [["flip", { image: "reference_1", direction: "vertical" }]],
      [["finish", { image: "picture_1", summary: "Flipped." }]],
    ]);
    const job = await start(models, "flip it", [await jpeg(shades(90, 60))]);
    const dying = createServices(
      { ...env, ...silent, MEDIA: dyingAfter(env.MEDIA, () => asked.length === 1) } as unknown as Env,
      { models },
    );
    expect(await dying.jobs.run(job.id)).toEqual({ waitSeconds: 0 });
    expect(await dying.jobs.run(job.id)).toMatchObject({ waitSeconds: expect.any(Number) });
    expect(asked).toHaveLength(1);
    await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1").bind(job.id).run();
    await drain(job.services, job.id);
    expect(asked).toHaveLength(2);
    expect((await job.read()).output.steps).toMatchObject([{ step: 1, tool: "flip" }]);
  });

  it("ends the job, and costs nothing, when it cannot be reached three times in a row", async () => {
    const { asked, models } = scripted(Array.from({ length: 9 }, () => new Error("unreachable")));
    const job = await start(models, "draw a fox");
    for (let step = 0; step < 3; step++) {
      await env.DB_0.prepare("UPDATE jobs SET wake_at = 0 WHERE id = ?1").bind(job.id).run();
      await job.services.jobs.run(job.id);
    }
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(await job.read()).toMatchObject({ status: "failed", output: null, errors: [{ code: "GENERATION_FAILED" }] });
  });

  it("may draw as often as was paid for, and then is no longer offered it", async () => {
    const { asked, models } = scripted([
      [
        ["draw", { prompt: "a fox" }],
        ["draw", { prompt: "a hen" }],
      ],
      [["finish", { image: "picture_1", summary: "A fox." }]],
    ]);
    const job = await start(models, "draw much", [], { max_cost: 9, resolution: "2K" });
    await drain(job.services, job.id);
    expect(toolNames(asked[0])).toContain("draw");
    expect(toolNames(asked[1])).not.toContain("draw");
    expect(said(asked[1])).toContain("No more pictures may be drawn");
    expect((await job.read()).output.steps).toHaveLength(1);
  });

  it("that never finishes is ended by its last turn, with the latest picture", async () => {
    const { models } = scripted(
      Array.from({ length: 9 }, () => [["flip", { image: "reference_1", direction: "vertical" }]] as const),
    );
    const job = await start(models, "flip for ever", [await jpeg(shades(90, 60))], { max_steps: 3 });
    await drain(job.services, job.id);
    expect(await job.read()).toMatchObject({
      status: "succeeded",
      output: { steps: [{ step: 1 }, { step: 2 }, { step: 3 }] },
    });
  });
});

describe("a model that is asked for a prompt", () => {
  const enhance = async (models: Models) => {
    const api = apiWith(silent, { models });
    const json = { instructions: "a fox" };
    const { body } = await api("POST", "/v2/image-utils/prompt-enhancer", { key: ada.key, json });
    const services = createServices({ ...env, ...silent } as unknown as Env, { models });
    await drain(services, body.data.job_id);
    return (await api("GET", `/v1/jobs/${body.data.job_id}`, { key: ada.key })).body.data;
  };

  it("answers in words, with nothing else to do in its last turn", async () => {
    const { asked, models } = scripted([[["answer", { text: "a red fox in deep snow" }]]]);
    expect(await enhance(models)).toMatchObject({ status: "succeeded", output: { prompt: "a red fox in deep snow" } });
    expect(toolNames(asked[0])).toEqual(["look", "answer"]);
  });

  it("fails the job, which costs nothing, if it never says a word", async () => {
    const { asked, models } = scripted(Array.from({ length: 14 }, () => [["look", { image: "reference_1" }]] as const));
    expect(await enhance(models)).toMatchObject({ status: "failed", errors: [{ code: "GENERATION_FAILED" }] });
    expect(toolNames(asked.at(-1))).toEqual(["answer"]);
  });
});

describe("canceling an agent", () => {
  it("keeps and charges what it had drawn, and gives the rest back", async () => {
    const { models } = scripted([[["draw", { prompt: "a fox" }]], [["draw", { prompt: "a hen" }]]]);
    const job = await start(models, "draw for ever", [], { max_steps: 6 });
    const balance = async () =>
      (await apiWith(silent)("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents;
    const held = await balance();
    await job.services.jobs.run(job.id);
    const { status, body } = await apiWith(silent)("POST", `/v1/jobs/${job.id}/cancel`, { key: ada.key });
    expect({ status, data: body.data }).toMatchObject({
      status: 200,
      data: {
        status: "failed",
        error: "It was canceled.",
        output: { results: [], steps: [{ step: 1, tool: "draw" }] },
      },
    });
    expect(await balance()).toBe(held + 25);
    expect(await job.services.jobs.run(job.id)).toBe("settled");
  });
});

/** A bucket whose writes fail from a moment on. */
function dyingAfter(bucket: R2Bucket, isDead: () => boolean): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "put" && isDead()) throw new Error("the worker died");
        return (value as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}
