import { imageSize } from "image-size";
import { beforeEach, describe, expect, it } from "vitest";
import type { Models } from "../../src/models/entry";
import { createPainter } from "../../src/painting/painter";
import { png, shades } from "../support/images";
import { modelsWith } from "../support/models";
import { openRoom, type Room } from "../support/wire";
import { IMAGE_WIRES, type ImageWire } from "./wire";

let room: Room;
beforeEach(() => {
  room = openRoom();
});

/** Draws from two images of 700 × 500 with one model of a provider, and answers what is said about them. */
const drawFrom = async (wire: ImageWire, model: string) =>
  await drawWith(modelsWith({ ...wire.settings(room.url), IMAGE_MODELS: model }));

async function drawWith({ image }: Models) {
  const paint = createPainter(image, async (entries, _errand, ask) => {
    const [entry] = entries;
    if (entry === undefined) throw new Error("no model");
    return await ask(entry, {});
  });
  const images = [await png(shades(700, 500)), await png(shades(500, 700))];
  const size = { width: 1_344, height: 756 };
  const order = {
    errand: { jobId: "job", part: "image" },
    prompt: "a cat",
    size,
    seed: 3,
    outputFormat: "png",
    wishes: {},
    images,
  } as const;
  const painted = await paint(order, new AbortController().signal);
  return painted.warnings.filter(({ parameter }) => parameter === "images").map(({ message }) => message);
}

/** What a provider was asked with first. */
async function firstBody(): Promise<any> {
  const [asked] = await room.heard();
  if (asked === undefined) throw new Error("nothing was asked");
  return asked.body;
}

const wireOf = (provider: string): ImageWire => {
  const wire = IMAGE_WIRES.find((one) => one.provider === provider);
  if (wire === undefined) throw new Error(provider);
  return wire;
};

const fileOf = async ({ native }: ImageWire) => (await png(shades(native.width, native.height))).toBase64();

/** The script of a provider, for another of its models. */
const scriptFor = async (wire: ImageWire, path: string) =>
  wire.works(await fileOf(wire)).map((one) => (one.path === wire.first.path ? { ...one, path } : one));

const sizeOf = (uri: string) => sizeIn(Uint8Array.fromBase64(uri.replace(/^data:[^,]*,/, "")));

function sizeIn(bytes: Uint8Array) {
  const { width, height } = imageSize(bytes);
  return `${width}x${height}`;
}

describe("images to draw from", () => {
  it("go to whoever speaks OpenAI's protocol as a form", async () => {
    const wire = wireOf("openai");
    await room.script(await scriptFor(wire, "/v1/images/edits"));
    expect(await drawFrom(wire, "openai:gpt-image-1")).toEqual([]);
    const [asked] = await room.heard();
    const type = String(asked?.headers["content-type"]);
    const form = await new Response(Uint8Array.fromBase64(String(asked?.body)), {
      headers: { "content-type": type },
    }).formData();
    expect([...form.keys()]).toEqual(["model", "prompt", "image[]", "image[]", "n", "size"]);
    expect(form.get("prompt")).toBe("a cat");
  });

  it("go to Replicate as fields of their own, as many as the model takes", async () => {
    const wire = wireOf("replicate");
    await room.script(await scriptFor(wire, "/v1/models/black-forest-labs/flux-2-pro/predictions"));
    expect(await drawFrom(wire, "replicate:black-forest-labs/flux-2-pro")).toEqual([]);
    const { input } = await firstBody();
    expect([sizeOf(input.input_image), sizeOf(input.input_image_2)]).toEqual(["700x500", "500x700"]);

    await room.script(wire.works(await fileOf(wire)));
    expect(await drawFrom(wire, wire.model)).toEqual(["The model draws from 1 images: the others were left out."]);
    expect((await firstBody()).input.image).toMatch(/^data:image\/png;base64,/);
  });

  it("go to fal where the model edits, and are said to be left out where it does not", async () => {
    const wire = wireOf("fal");
    await room.script(await scriptFor(wire, "/fal-ai/flux-2/edit"));
    expect(await drawFrom(wire, "fal:fal-ai/flux-2/edit")).toEqual([]);
    expect((await firstBody()).image_urls).toHaveLength(2);
    await room.script(wire.works(await fileOf(wire)));
    expect(await drawFrom(wire, wire.model)).toEqual(["The model draws from no images."]);
  });

  it("go to Google as parts of the message", async () => {
    const wire = wireOf("google");
    await room.script(wire.works(await fileOf(wire)));
    expect(await drawFrom(wire, wire.model)).toEqual([]);
    const { contents } = await firstBody();
    expect(contents[0].parts.map((part: object) => Object.keys(part)[0])).toEqual(["text", "inlineData", "inlineData"]);
  });

  it("go to Black Forest Labs as base64", async () => {
    const wire = wireOf("bfl");
    await room.script(wire.works(await fileOf(wire)));
    expect(await drawFrom(wire, wire.model)).toEqual([]);
    const { input_image, input_image_2 } = await firstBody();
    expect([sizeOf(input_image), sizeOf(input_image_2)]).toEqual(["700x500", "500x700"]);
  });

  it("go to Workers AI in a form, made smaller than 512 pixels", async () => {
    const sent: FormData[] = [];
    const run = async (_model: string, { multipart }: any) => {
      const headers = { "content-type": multipart.contentType };
      sent.push(await new Response(multipart.body, { headers }).formData());
      return { image: (await png(shades(1_344, 768))).toBase64() };
    };
    const models = modelsWith(
      { IMAGE_MODELS: "workers-ai:@cf/black-forest-labs/flux-2-dev" },
      { ai: { run } as unknown as Ai },
    );
    expect(await drawWith(models)).toEqual([]);
    const [form] = sent;
    const files = ["input_image_0", "input_image_1"].map((name) => form?.get(name));
    const bytes = await Promise.all(files.map(async (file) => new Uint8Array(await (file as File).arrayBuffer())));
    expect(bytes.map(sizeIn)).toEqual(["511x365", "365x511"]);
  });
});
