import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server";

/** An account of a server, by its API. */
async function signUp({ origin }: TestServer): Promise<string> {
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    return (await (await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) })).json()) as any;
  };
  const { token } = await post("/hq/account/agent/create", { label: "a client" });
  return (await post("/hq/account/create/key", { name: "key" }, token)).api_key;
}

async function draw({ origin }: TestServer, key: string, json: object): Promise<any> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${origin}/image/generate?wait=60`, {
    method: "POST",
    headers,
    body: JSON.stringify(json),
  });
  const job = (await answer.json()) as any;
  if (job.status !== "completed") throw new Error(JSON.stringify(job));
  return job;
}

/** The pixels of a PNG as they are stored, whatever stands beside them. */
async function pixelsOf(url: string): Promise<string> {
  const file = Buffer.from(await (await fetch(url)).arrayBuffer());
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  return createHash("sha256")
    .update(inflateSync(Buffer.concat(parts)))
    .digest("hex");
}

it("a setting that cannot be met ends the start at once, by name", async () => {
  await expect(startServer({ vars: { IMAGE_MODELS: "illustrator, dall-e-9" } })).rejects.toThrow(
    'IMAGE_MODELS names "dall-e-9"; known are illustrator, workers-ai:…',
  );
});

it("one Edgel draws for another, which has its pictures pixel by pixel, and stands in for itself when it is gone", async () => {
  await using studio = await startServer();
  const key = await signUp(studio);
  await using shop = await startServer({
    vars: {
      IMAGE_MODELS: "studio = openai:illustrator, illustrator",
      OPENAI_BASE_URL: `${studio.origin}/v1`,
      OPENAI_API_KEY: key,
      OPENAI_IMAGE_SIZES: "",
      OPENAI_SEEDS: "on",
      OPENAI_EDITS: "off",
    },
  });
  const customer = await signUp(shop);
  const wish = { prompt: "a lighthouse in a storm", aspect_ratio: "16:9", seed: 7, has_text: true };
  const there = await draw(studio, key, wish);
  const here = await draw(shop, customer, wish);
  expect(here).toMatchObject({ model: "openai:illustrator", seed: 7, seed_honoured: true });
  expect(here).not.toHaveProperty("warnings");
  expect(new URL(here.url).origin).toBe(shop.origin);
  expect(await pixelsOf(here.url)).toBe(await pixelsOf(there.url));

  // What the one has made is on its own books: two pictures there, one here.
  const balance = async ({ origin }: TestServer, credential: string) =>
    (
      (await (
        await fetch(`${origin}/hq/billing/balance`, { headers: { authorization: `Bearer ${credential}` } })
      ).json()) as any
    ).balance_cents;
  expect(await balance(studio, key)).toBe(500 - 2 * 5);
  expect(await balance(shop, customer)).toBe(500 - 5);

  await studio.kill();
  const alone = await draw(shop, customer, { ...wish, seed: 8 });
  expect(alone).toMatchObject({ model: "illustrator-4", degraded: true });
  expect(await balance(shop, customer)).toBe(500 - 5);
});
