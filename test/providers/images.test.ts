import { env } from "cloudflare:workers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fetchRaw, pathOf } from "../support/api";
import { decode } from "../support/decode";
import { png, shades } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { product } from "../support/product";
import { seedAccount, type Seeded } from "../support/seed";
import { openRoom, type Room } from "../support/wire";
import type { Exchange } from "../wire/exchange";
import { IMAGE_WIRES, KEY } from "./wire";

afterAll(expectSoundBooks);

let ada: Seeded;
let room: Room;
beforeEach(async () => {
  ada = await seedAccount();
  room = openRoom();
  await env.DB_0.exec("DELETE FROM breakers");
});

describe.each(IMAGE_WIRES)("images of $provider", (wire) => {
  const { first, model, settings } = wire;
  const at = (more: object = {}) => product(ada, { ...settings(room.url), IMAGE_MODELS: model, ...more });
  let drawn: Promise<string> | undefined;
  const picture = () =>
    (drawn ??= png(shades(wire.native.width, wire.native.height)).then((bytes) => bytes.toBase64()));
  /** The first request is answered like this; what would follow stays as it is. */
  const instead = (answer: Exchange["answer"], then: readonly Exchange[] = []) =>
    room.script([{ ...first, answer }, ...then]);
  const balance = async () => (await at().call("GET", "/hq/billing/balance", { key: ada.key })).body.balance_cents;

  it("are asked for as its documents say, and have the size and type that were promised", async () => {
    for (const [format, ratio, size] of [
      ["png", "16:9", [1_344, 756]],
      ["jpeg", "16:9", [1_344, 756]],
      ["webp", "1:1", [1_024, 1_024]],
    ] as const) {
      await room.script(wire.works(await picture()));
      const job = await at().draw({ output_format: format, aspect_ratio: ratio });
      expect(job).toMatchObject({ status: "completed", model, seed_honoured: wire.seed });
      const stored = await fetchRaw("GET", pathOf(job.url));
      expect(stored.headers.get("content-type")).toBe(`image/${format}`);
      const { width, height } = await decode(await stored.bytes(), `image/${format}`);
      expect([width, height]).toEqual(size);
      if (format !== "png") continue;
      const [asked] = await room.heard();
      expect({ method: asked?.method, path: asked?.path, body: asked?.body }).toEqual({ ...first, body: wire.body });
      expect(asked?.headers).toMatchObject(wire.headers);
    }
  });

  it("say what was not simply applied, and tell the operator what they were asked and what they cost", async () => {
    await room.script(wire.works(await picture()));
    const product = at();
    const job = await product.draw({ style: "ink", colors: "#102030", has_text: false });
    expect(job.warnings.map(({ parameter, treatment }: any) => `${parameter} ${treatment}`).sort()).toEqual(
      ["colors emulated", "size emulated", "style emulated", ...(wire.seed ? [] : ["seed ignored"])].sort(),
    );
    const [asked] = await room.heard();
    expect(JSON.stringify(asked?.body)).toContain(
      String.raw`a cat\nStyle: ink.\nColour palette: #102030.\nNo text, no lettering.`,
    );
    expect(await product.calls(job.job_id)).toEqual({
      calls: [
        {
          part: "image",
          model,
          asked_at: expect.any(String),
          ended_at: expect.any(String),
          outcome: "answered",
          cost: wire.cost ?? null,
        },
      ],
      made: [
        {
          model,
          size: expect.stringMatching(/^(1344x768|1536x1024|16:9)$/),
          seed: 3,
          seed_honoured: wire.seed,
          degraded: false,
          cost: wire.cost ?? null,
        },
      ],
    });
  });

  it("65: may be refused in the provider's own way, which ends the job and costs nothing", async () => {
    const before = await balance();
    await room.script(wire.refuses(await picture()));
    const product = at({ IMAGE_MODELS: `${model}, illustrator` });
    const job = await product.draw();
    expect(job).toMatchObject({
      status: "failed",
      error: "content_rejected",
      rejection: { stage: "model", category: "policy" },
    });
    expect(await balance()).toBe(before);
    expect(product.logged() + JSON.stringify(job)).not.toContain(KEY);
  });

  it("66, 68: a refused key opens the circuit, and reaches nobody", async () => {
    await instead({ status: 401, json: { error: { message: `Bad key ${KEY}` }, detail: `Bad key ${KEY}` } });
    const product = at({ IMAGE_MODELS: `${model}, illustrator` });
    const job = await product.draw();
    expect(job).toMatchObject({ status: "completed", model: "illustrator-4", degraded: true });
    const { body: listed } = await product.call("GET", "/models");
    expect(listed.slice(0, 2).map(({ id, up }: any) => [id, up])).toEqual([
      [model, false],
      ["illustrator-4", true],
    ]);
    expect(product.logged() + JSON.stringify(job)).not.toContain(KEY);
    expect((await product.calls(job.job_id)).calls).toMatchObject([{ outcome: "gone" }]);
  });

  it("66: without a key they are left alone, and nothing is sent", async () => {
    const without = Object.fromEntries(Object.entries(settings(room.url)).filter(([, value]) => value !== KEY));
    await instead({ status: 401, json: {} });
    const job = await product(ada, { ...without, IMAGE_MODELS: `${model}, illustrator` }).draw();
    expect(job).toMatchObject({ status: "completed", degraded: true });
    // Whoever speaks OpenAI's protocol may ask for no key at all.
    expect(await room.heard()).toHaveLength(wire.provider === "openai" ? 1 : 0);
  });

  it("69: a model that is gone is no reason to fail", async () => {
    await instead({ status: 404, json: { detail: "no such model" } });
    expect(await at({ IMAGE_MODELS: `${model}, illustrator` }).draw()).toMatchObject({ degraded: true });
  });

  it("49: too many requests wait as long as they are told to", async () => {
    const busy = { status: 429, headers: { "retry-after": "7" }, json: { error: { message: "slow down" } } };
    await room.script([{ ...first, answer: busy }]);
    const { call, run } = at();
    const { body } = await call("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat" } });
    expect(await run(body.job_id, 4)).toEqual([7, 7, 7, 7]);
  });

  it("50, 51: a fault and a broken connection are tried again, and then another model is asked", async () => {
    for (const answer of [{ status: 503, json: {} }, { fault: "reset" }] as const) {
      await env.DB_0.exec("DELETE FROM breakers");
      await room.script([{ ...first, answer }, ...wire.works(await picture())]);
      expect(await at().draw(), JSON.stringify(answer)).toMatchObject({ status: "completed", model });
      await instead(answer);
      expect(await at({ IMAGE_MODELS: `${model}, illustrator` }).draw()).toMatchObject({ model: "illustrator-4" });
    }
  });

  it("54–57: what is no picture is not taken for one", async () => {
    const whole = await picture();
    const half = Uint8Array.fromBase64(whole);
    const html = btoa("<!doctype html><h1>502 Bad Gateway</h1>");
    const noise = crypto.getRandomValues(new Uint8Array(3_000)).toBase64();
    const files = [html, noise, half.subarray(0, half.byteLength >> 1).toBase64()].map((file) => wire.works(file));
    const faults = (["endless", "truncate"] as const).map((fault) => {
      const script = wire.works(whole);
      const last = script.at(-1);
      return [...script.slice(0, -1), ...(last === undefined ? [] : [{ ...last, answer: { ...last.answer, fault } }])];
    });
    for (const script of [...files, ...faults]) {
      await env.DB_0.exec("DELETE FROM breakers");
      await room.script(script);
      const { call, run, calls } = at();
      const { body } = await call("POST", "/image/generate", { key: ada.key, json: { prompt: "a cat" } });
      expect(await run(body.job_id, 1)).not.toEqual(["settled"]);
      expect((await calls(body.job_id)).calls).not.toMatchObject([{ outcome: "answered" }]);
    }
  });

  it("60: what may have been done already is asked for once more, under the same key, and no oftener", async () => {
    await instead({ fault: "reset" });
    const product = at();
    const job = await product.draw();
    expect(job).toMatchObject({ status: "failed", error: "generation_failed" });
    const heard = await room.heard();
    expect(heard).toHaveLength(2);
    const keys = heard.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(new RegExp(`^${job.job_id}-image-0-`));
    expect(new Set(keys).size).toBe(1);
    expect((await product.calls(job.job_id)).calls).toMatchObject([{ outcome: null }, { outcome: null }]);
  });
});
