import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fetchRaw, pathOf } from "../support/api";
import { decode } from "../support/decode";
import { jpeg, png, shades } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeEach(async () => {
  ada = await seedAccount();
  await env.DB_0.exec("DELETE FROM breakers");
});

/** The binding as Cloudflare's documents describe it: what it was asked, and what it answers or throws. */
function binding(answer: (model: string, inputs: any) => unknown) {
  const asked: { readonly model: string; readonly inputs: any }[] = [];
  const run = async (model: string, inputs: any): Promise<unknown> => {
    asked.push({ model, inputs: await opened(inputs) });
    return await answer(model, inputs);
  };
  return { asked, AI: { run } };
}

/** A form as it would arrive. */
async function opened(inputs: any): Promise<unknown> {
  const { multipart } = inputs;
  if (multipart === undefined) return inputs;
  const headers = { "content-type": multipart.contentType };
  return Object.fromEntries(await new Response(multipart.body, { headers }).formData());
}

const FLUX_2 = "@cf/black-forest-labs/flux-2-klein-4b";
const at = (AI: object, model: string, more: object = {}) =>
  product(ada, { AI, IMAGE_MODELS: `workers-ai:${model}`, ...more });

/** As each model's page says: what it is asked with, and in what it answers. */
const MODELS: readonly {
  model: string;
  inputs: object;
  seed: boolean;
  native: readonly [number, number];
  answer: (size: readonly [number, number]) => Promise<unknown>;
}[] = [
  {
    model: FLUX_2,
    inputs: { prompt: "a cat", width: "1344", height: "768", seed: "3" },
    seed: true,
    native: [1_344, 768],
    answer: async ([width, height]) => ({ image: (await jpeg(shades(width, height))).toBase64() }),
  },
  {
    model: "@cf/black-forest-labs/flux-1-schnell",
    inputs: { prompt: "a cat" },
    seed: false,
    native: [1_024, 1_024],
    answer: async ([width, height]) => ({ image: (await jpeg(shades(width, height))).toBase64() }),
  },
  {
    model: "@cf/leonardo/lucid-origin",
    inputs: { prompt: "a cat", width: 1_344, height: 760, seed: 3 },
    seed: true,
    native: [1_344, 760],
    answer: async ([width, height]) => ({ image: (await jpeg(shades(width, height))).toBase64() }),
  },
  {
    model: "@cf/leonardo/phoenix-1.0",
    inputs: { prompt: "a cat", width: 1_344, height: 760, seed: 3 },
    seed: true,
    native: [1_344, 760],
    answer: async ([width, height]) => new Response(await jpeg(shades(width, height))).body,
  },
  {
    model: "@cf/stabilityai/stable-diffusion-xl-base-1.0",
    inputs: { prompt: "a cat", width: 1_344, height: 760, seed: 3 },
    seed: true,
    native: [1_344, 760],
    answer: async ([width, height]) => new Response(await png(shades(width, height))).body,
  },
];

describe.each(MODELS)("$model", ({ model, inputs, seed, native, answer }) => {
  it("is asked in its own shape, and what it answers has the size that was promised", async () => {
    const { asked, AI } = binding(async () => await answer(native));
    const job = await at(AI, model).draw();
    expect(job).toMatchObject({ status: "completed", model: `workers-ai:${model}`, seed_honoured: seed });
    expect(asked).toEqual([{ model, inputs }]);
    const { width, height } = await decode(await (await fetchRaw("GET", pathOf(job.url))).bytes(), "image/png");
    expect([width, height]).toEqual([1_344, 756]);
  });
});

describe("Workers AI", () => {
  it.each([
    ["3040: out of capacity", "busy"],
    ["3036: you have used up your daily free allocation of 10,000 neurons", "gone"],
    ["5035: this model needs the Paid plan", "failed"],
    ["3007: request timeout", "failed"],
    ["8001: something else", "failed"],
  ])("49, 50, 66: “%s” is a reason to ask the next model (%s)", async (message, outcome) => {
    const { AI } = binding(() => {
      throw new Error(`AiError: ${message}`);
    });
    const studio = at(AI, FLUX_2, { IMAGE_MODELS: `workers-ai:${FLUX_2}, illustrator` });
    const job = await studio.draw();
    expect(job).toMatchObject({ status: "completed", degraded: true });
    expect((await studio.calls(job.job_id)).calls).toMatchObject([{ outcome }]);
  });

  it("65: a prompt that it refuses ends the job", async () => {
    const { AI } = binding(() => {
      throw new Error("AiError: 3030: Input prompt contains NSFW content.");
    });
    expect(await at(AI, FLUX_2).draw()).toMatchObject({
      status: "failed",
      error: "content_rejected",
      rejection: { stage: "model", category: "policy" },
    });
  });

  it("55: what is no picture is not published", async () => {
    for (const wrong of [{ image: btoa("no picture") }, { image: null }, "text", null]) {
      await env.DB_0.exec("DELETE FROM breakers");
      const { AI } = binding(() => wrong);
      expect(await at(AI, FLUX_2).draw(), JSON.stringify(wrong)).toMatchObject({ error: "generation_failed" });
    }
  });

  it("is the deployed default, and its binding has to be there", async () => {
    expect(() => product(ada, { AI: undefined, IMAGE_MODELS: `workers-ai:${FLUX_2}` })).toThrow(
      `IMAGE_MODELS names "workers-ai:${FLUX_2}": a model named workers-ai:… needs the binding AI, which is not there`,
    );
  });

  it("talks, and its answer is the chat's", async () => {
    const sse = [
      `data: ${JSON.stringify({ response: "Hello " })}`,
      `data: ${JSON.stringify({ response: "there." })}`,
      "data: [DONE]",
      "",
    ].join("\n\n");
    const { asked, AI } = binding(() => new Response(sse, { headers: { "content-type": "text/event-stream" } }).body);
    const { call } = at(AI, FLUX_2, { LANGUAGE_MODELS: "workers-ai:@cf/qwen/qwen3-30b-a3b-fp8" });
    const { status, body } = await call("POST", "/api/chat", { key: ada.key, json: { message: "hello" } });
    expect({ status, reply: body.reply }).toEqual({ status: 200, reply: "Hello there." });
    expect(asked[0]).toMatchObject({ model: "@cf/qwen/qwen3-30b-a3b-fp8", inputs: { stream: true } });
  });
});
