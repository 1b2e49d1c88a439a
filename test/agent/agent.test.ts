import { DOMParser } from "@xmldom/xmldom";
import { load } from "exifreader";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pixels } from "../../src/raster/rasterise";
import { createServices } from "../../src/services";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { SilentQueue } from "../support/core";
import { decode } from "../support/decode";
import { at, exifSegment, jpeg, pixels, png, product, shades, withSegments, xmpSegment } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount, setBalance, type Seeded } from "../support/seed";
import { allFrames } from "../support/sse";

afterAll(expectSoundBooks);

let ada: Seeded;
beforeAll(async () => void (ada = await seedAccount()));

interface Run {
  readonly id: string;
  // The job as it was answered.
  readonly data: any;
  readonly pixels: Pixels;
}

/** An agent's run from its submit to its picture, through the public API. */
async function run(
  instructions: string,
  images: readonly Uint8Array<ArrayBuffer>[] = [],
  fields: object = {},
  key = ada.key,
): Promise<Run> {
  const body = new FormData();
  body.append("instructions", instructions);
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value));
  for (const image of images) body.append("images", new Blob([image]), "image");
  const { status, body: answer } = await api("POST", "/v2/image/agent?wait=60", { key, body });
  expect({ status, errors: answer.errors, state: answer.data?.status }).toEqual({
    status: 202,
    errors: null,
    state: "succeeded",
  });
  const { data } = answer;
  return { id: data.id, data, pixels: await seen(data.output.results[0].url) };
}

async function seen(url: string): Promise<Pixels> {
  const answer = await fetchRaw("GET", pathOf(url));
  expect(answer.status).toBe(200);
  return (await decode(new Uint8Array(await answer.arrayBuffer()), answer.headers.get("content-type") ?? "")) as Pixels;
}

const near = (found: readonly number[], wanted: readonly number[], most = 40): boolean =>
  wanted.every((value, index) => Math.abs(value - (found[index] ?? 0)) <= most);

/** The share of a picture's pixels, looked at in a lattice, that are so. */
function share({ data, width, height }: Pixels, is: (pixel: number[], x: number, y: number) => boolean): number {
  let [hits, all] = [0, 0];
  for (let y = 0; y < height; y += 7)
    for (let x = 0; x < width; x += 7) {
      all += 1;
      if (is([...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)], x, y)) hits += 1;
    }
  return hits / all;
}

/** How much of the rows between two shares of the height differs between two pictures. */
function changed(a: Pixels, b: Pixels, from: number, to: number): number {
  return share(a, (pixel, x, y) => y >= from * a.height && y < to * a.height && !near(at(b, x, y), pixel, 12));
}

const toolsOf = ({ data }: Run): string[] => data.output.steps.map(({ tool }: { tool: string }) => tool);
const RED = [200, 30, 60] as const;

describe("what the agent makes of a sentence", () => {
  it("puts a product photo on a beach at sunset and sets the title", async () => {
    const made = await run(
      "Put my product photo on a beach at sunset and add the title SUMMER SALE",
      [await jpeg(product(600, RED))],
      { aspect_ratio: "4:5" },
    );
    expect(made.data.output.results).toMatchObject([{ width: 1638, height: 2048, media_type: "image/png" }]);
    expect(toolsOf(made)).toEqual(["draw", "remove_background", "compose", "typeset"]);
    // The product is there in its own colour, its plain background is not.
    expect(share(made.pixels, (pixel) => near(pixel, RED, 25))).toBeGreaterThan(0.05);
    expect(share(made.pixels, (pixel) => near(pixel, [244, 244, 246], 3))).toBeLessThan(0.05);
    const [, , composed, titled] = made.data.output.steps;
    const [before, after] = [await seen(composed.url), await seen(titled.url)];
    expect(changed(before, after, 0, 0.25)).toBeGreaterThan(0.02);
    expect(changed(before, after, 0.3, 1)).toBe(0);
    expect(made.data.output.summary).toContain("SUMMER SALE");
    expect(made.data.warnings).toEqual([]);
  });

  it("makes a 3×3 collage with a white border, each image in its cell", async () => {
    const colours = [
      [220, 40, 40],
      [40, 180, 60],
      [40, 70, 210],
    ] as const;
    const images = await Promise.all(colours.map(async (colour) => await png(pixels(90, 90, () => colour))));
    const { pixels: picture, data } = await run("make a 3×3 collage of these with a white border", images);
    expect([picture.width, picture.height]).toEqual([2048, 2048]);
    for (const place of [4, 20, 2030, 2044]) {
      expect(near(at(picture, place, 1000), [247, 247, 245], 9)).toBe(true);
      expect(near(at(picture, 1000, place), [247, 247, 245], 9)).toBe(true);
    }
    for (let cell = 0; cell < 9; cell++) {
      const [x, y] = [340 + (cell % 3) * 680, 340 + Math.floor(cell / 3) * 680];
      expect(near(at(picture, x, y), colours[cell % 3] ?? [], 4), `cell ${cell}`).toBe(true);
    }
    expect(data.output.steps).toHaveLength(1);
  });

  it("makes it black and white, then crops it to a square", async () => {
    const made = await run("black and white, then crop to a square", [await jpeg(shades(300, 200))]);
    expect(toolsOf(made)).toEqual(["recolor", "crop"]);
    expect([made.pixels.width, made.pixels.height]).toEqual([2048, 2048]);
    expect(share(made.pixels, ([r = 0, g = 0, b = 0]) => Math.max(r, g, b) - Math.min(r, g, b) <= 1)).toBe(1);
    // The reference's own shades: dark above, light below, cut at the sides.
    expect(at(made.pixels, 1024, 30)[0]).toBeLessThan(at(made.pixels, 1024, 2000)[0] ?? 0);
  });

  it("draws a poster in the colours that were named and sets its title", async () => {
    const made = await run(
      "a poster for a jazz night with a saxophone, title 'JAZZ NIGHT', in deep blue and gold",
      [],
      { aspect_ratio: "2:3" },
    );
    expect(toolsOf(made)).toEqual(["draw", "typeset"]);
    const blueish = share(made.pixels, ([r = 0, , b = 0]) => b > r + 30);
    const golden = share(made.pixels, ([r = 0, g = 0, b = 0]) => r > b + 40 && g > b + 20);
    expect([blueish > 0.1, golden > 0.1, blueish + golden > 0.7]).toEqual([true, true, true]);
    const [drawn, titled] = await Promise.all(made.data.output.steps.map(({ url }: { url: string }) => seen(url)));
    expect(changed(drawn as Pixels, titled as Pixels, 0, 0.25)).toBeGreaterThan(0.02);
    expect(changed(drawn as Pixels, titled as Pixels, 0.3, 1)).toBe(0);
  });

  it.each([
    ["make it warmer", { aspect_ratio: "auto" }, ([r = 0, , b = 0]: number[]) => r - b > 30],
    [
      "duotone in navy and orange",
      { aspect_ratio: "auto" },
      ([r = 0, g = 0, b = 0]: number[]) => !(g > r + 20 && g > b + 20),
    ],
    ["make it much darker", { aspect_ratio: "auto" }, ([r = 0, g = 0, b = 0]: number[]) => (r + g + b) / 3 < 150],
  ])("%s", async (instructions, fields, is) => {
    const { pixels: picture } = await run(
      instructions,
      [await png(pixels(120, 80, (x) => [120 + x / 4, 130, 120]))],
      fields,
    );
    expect([picture.width, picture.height]).toEqual([2048, 1365]);
    expect(share(picture, is)).toBeGreaterThan(0.97);
  });

  it("takes a plain background away and keeps the transparency", async () => {
    const { pixels: picture } = await run("remove the background", [await png(product(200))], { aspect_ratio: "auto" });
    expect([at(picture, 10, 10)[3], at(picture, 1024, 1024)]).toEqual([0, [...RED, 255]]);
  });

  it("shows a photograph whose background is no plain one framed, and says why", async () => {
    const made = await run("put my photo in a forest", [await jpeg(shades(200, 200))]);
    expect(toolsOf(made)).toEqual(["draw", "frame", "compose"]);
    expect(made.data.output.summary).toContain("framed photograph");
    expect(made.data.warnings).toEqual([]);
  });
});

describe("a run", () => {
  it("tells every turn as it happens, with a small preview, and lists all it made", async () => {
    const made = await run("a lighthouse in a storm, title 'LIGHT'", [], { aspect_ratio: "3:2" });
    const response = await fetchRaw("GET", `/v1/jobs/${made.id}/stream`, { authorization: `Bearer ${ada.key}` });
    const frames = await allFrames(response);
    const logs = frames.filter(({ event }) => event === "log").map(({ data }) => data);
    expect(logs).toEqual([
      expect.stringMatching(
        /^Turn 1, draw: Drew “a lighthouse in a storm”\. \(\d+\.\d s\) https:\/\/edgel\.test\/i\/img_\w+\.webp$/,
      ),
      expect.stringMatching(/^Turn 2, typeset: Set “LIGHT” .* https:\/\/edgel\.test\/i\/img_\w+\.webp$/),
      expect.stringMatching(/^Turn 3, finish: /),
    ]);
    expect(frames.at(-2)).toMatchObject({ event: "result" });
    expect(JSON.parse(frames.at(-2)?.data ?? "")).toEqual(made.data.output);
    for (const step of made.data.output.steps) {
      const preview = await fetchRaw("GET", pathOf(step.preview_url));
      const bytes = new Uint8Array(await preview.arrayBuffer());
      expect(preview.headers.get("content-type")).toBe("image/webp");
      expect(bytes.byteLength).toBeLessThan(60_000);
      const { width, height } = await decode(bytes, "image/webp");
      expect(Math.max(width, height)).toBe(384);
    }
  });

  it("goes on from any picture of the account, and from nobody else's", async () => {
    const first = await run("a red fox in the snow", [], { aspect_ratio: "1:1" });
    const { image_id: image, url } = first.data.output.steps[0];
    const next = await run("flip it horizontally", [], { from: image });
    const [a, b] = [await seen(url), next.pixels];
    for (const [x, y] of [
      [100, 300],
      [700, 1500],
      [1900, 900],
    ] as const)
      expect(at(b, 2047 - x, y)).toEqual(at(a, x, y));
    const eve = await seedAccount();
    const body = new URLSearchParams({ instructions: "flip it", from: image });
    expect(await api("POST", "/v2/image/agent", { key: eve.key, body })).toMatchObject({
      status: 400,
      body: { errors: [{ path: ["from"] }] },
    });
  });

  it("costs what it drew, whatever was held; exact tools cost nothing", async () => {
    const { key, accountId } = await seedAccount();
    await setBalance(accountId, 60);
    await run("a fox, title 'FOX'", [], { max_steps: 12 }, key);
    expect((await api("GET", "/hq/billing/balance", { key })).body).toMatchObject({ balance_cents: 55 });
    await run("black and white", [await png(shades(60, 60))], { max_cost: 0 }, key);
    expect((await api("GET", "/hq/billing/balance", { key })).body).toMatchObject({ balance_cents: 55 });
  });

  it("always comes back with a picture: after one turn, and where nothing more may be drawn", async () => {
    expect(toolsOf(await run("a lighthouse, title 'LIGHT'", [], { max_steps: 1 }))).toEqual(["draw"]);
    const made = await run("put it on a beach", [await png(product(200))], { max_cost: 4 });
    expect(toolsOf(made)).not.toContain("draw");
    expect(made.data.output.summary).toContain("price");
  });

  it("shows a photograph upright, in all its detail", async () => {
    // Light above as it lies; turned by a quarter, light is to the right.
    const body = withSegments(
      await jpeg(pixels(300, 200, (_, y) => (y < 100 ? [230, 230, 230] : [20, 20, 20]))),
      exifSegment(6),
    );
    const { pixels: picture } = await run("add some contrast", [body], { aspect_ratio: "auto" });
    expect([picture.width, picture.height]).toEqual([1365, 2048]);
    expect([at(picture, 1200, 1000)[0], at(picture, 150, 1000)[0]]).toEqual([
      expect.closeTo(255, -1),
      expect.closeTo(0, -1),
    ]);
  });

  it("takes a screenshot that could be transparent for what it is: opaque", async () => {
    const { pixels: picture } = await run("add the title 'HERE'", [await png(shades(300, 200), false)]);
    // Brought to a square: what it lacks is filled up with its own blur.
    expect(share(picture, (pixel) => pixel[3] === 255)).toBe(1);
  });

  it("carries on what an image was marked with, and nothing else of it", async () => {
    const marked = withSegments(await jpeg(shades(200, 200)), exifSegment(1), xmpSegment);
    for (const [images, type] of [
      [[marked], "trainedAlgorithmicMedia"],
      [[await jpeg(shades(200, 200))], "algorithmicallyEnhanced"],
      [[marked, await jpeg(shades(200, 200))], "compositeWithTrainedAlgorithmicMedia"],
    ] as const) {
      const { data } = await run("black and white", images);
      const bytes = await (await fetchRaw("GET", pathOf(data.output.results[0].url))).arrayBuffer();
      expect(load(bytes, { expanded: true, domParser: new DOMParser() }).xmp?.["DigitalSourceType"]?.value).toMatch(
        new RegExp(`/${type}$`),
      );
      expect(new TextDecoder("latin1").decode(bytes)).not.toMatch(/GPS|SecretPhone/);
    }
  });

  it("passes over an image that cannot be read, and says so", async () => {
    const broken = (await png(shades(90, 90))).slice();
    broken.fill(7, 60, 90);
    const { data } = await run("a fox in a forest", [broken]);
    expect(data.warnings).toContainEqual({
      parameter: "images.0",
      treatment: "ignored",
      message: expect.stringContaining("could not be used"),
    });
  });

  it("leaves nothing behind when its pictures are deleted", async () => {
    const { id, data } = await run("a fox, title 'FOX'");
    expect((await api("DELETE", `/image/jobs/${id}`, { key: ada.key })).status).toBe(204);
    for (const { url, preview_url } of [...data.output.steps])
      for (const one of [url, preview_url]) expect((await fetchRaw("GET", pathOf(one))).status).toBe(410);
  });

  it("stands in the list of images with its instructions", async () => {
    const { key } = await seedAccount();
    const { id, data } = await run("a fox in the snow", [], { max_cost: 5 }, key);
    const { body } = await api("GET", "/image/list", { key });
    expect(body).toEqual([
      {
        job_id: id,
        status: "completed",
        url: data.output.results[0].url,
        prompt: "a fox in the snow",
        aspect_ratio: "1:1",
        created_at: data.created_at,
      },
    ]);
  });
});

describe("a photograph larger than a Worker can decode", () => {
  let large: Uint8Array<ArrayBuffer>;
  beforeAll(async () => void (large = await jpeg(shades(4_400, 3_000))));

  it("is refused with the reason and the limit", async () => {
    const body = new FormData();
    body.append("instructions", "black and white");
    body.append("images", new Blob([large]));
    expect(await api("POST", "/v2/image/agent", { key: ada.key, body })).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            code: "UNPROCESSABLE_IMAGE",
            path: ["images", "0"],
            message: expect.stringMatching(/4400 × 3000 pixels, which needs \d+ MB to decode; 52 MB are there/),
          },
        ],
      },
    });
  });

  it("is made smaller by the operator's Images binding, where there is one", async () => {
    const asked: object[] = [];
    // Cloudflare's service, as far as it is used: it answers a PNG no side of which is longer.
    const IMAGES = {
      input: (image: ReadableStream) => ({
        transform: (wanted: object) => ({
          output: async (format: object) => {
            asked.push({ ...wanted, ...format, bytes: (await new Response(image).arrayBuffer()).byteLength > 100_000 });
            return { image: () => new Response(small).body };
          },
        }),
      }),
    };
    const small = await png(shades(409, 279));
    const settings = { IMAGES, JOBS: new SilentQueue() };
    const body = new FormData();
    body.append("instructions", "black and white");
    body.append("images", new Blob([large]));
    const { status, body: answer } = await apiWith(settings)("POST", "/v2/image/agent", { key: ada.key, body });
    expect(status).toBe(202);
    const { jobs } = createServices({ ...env, ...settings } as unknown as Env);
    const id: string = answer.data.job_id;
    while ((await jobs.run(id)) !== "settled");
    expect(asked).toEqual([{ width: 4096, height: 4096, fit: "scale-down", format: "image/png", bytes: true }]);
    const { data } = (await api("GET", `/v1/jobs/${id}`, { key: ada.key })).body;
    expect(data).toMatchObject({ status: "succeeded", output: { steps: [{ width: 409, height: 279 }] }, warnings: [] });
  });
});
