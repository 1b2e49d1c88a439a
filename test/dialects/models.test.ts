import { describe, expect, it } from "vitest";
import { api } from "../support/api";

describe("GET /models", () => {
  it("says plainly, to anyone, what its models are and what they honour", async () => {
    const { status, body } = await api("GET", "/models");
    expect(status).toBe(200);
    expect(body).toEqual([
      {
        id: "illustrator-4",
        aliases: ["illustrator"],
        kind: "image",
        description: expect.stringMatching(/procedural illustrator, not a diffusion model/),
        aspect_ratios: ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "5:4", "4:5"],
        resolutions: ["1K", "2K", "4K"],
        output_formats: ["png", "jpeg", "webp"],
        styles: expect.arrayContaining(["flat illustration", "watercolor", "ukiyo-e", "photorealistic"]),
        honours: {
          aspect_ratio: true,
          seed: true,
          text: true,
          style: true,
          colors: true,
          reference_images: false,
          mask: false,
          transparency: false,
        },
        max_reference_images: 0,
        price: { credits: 5, per: "image" },
        up: true,
      },
      {
        id: "animator-1",
        aliases: ["animator"],
        kind: "video",
        description: expect.stringMatching(/scene in motion.* without sound.* Not a diffusion model/),
        aspect_ratios: body[0].aspect_ratios,
        resolutions: expect.arrayContaining(["854x480", "640x640", "480x854"]),
        output_formats: ["mp4", "webm"],
        styles: body[0].styles,
        honours: {
          aspect_ratio: true,
          seed: true,
          text: true,
          style: true,
          colors: true,
          reference_images: false,
          mask: false,
          transparency: false,
        },
        price: { credits: 5, per: "second" },
        up: true,
      },
      {
        id: "concierge-1",
        aliases: ["concierge"],
        kind: "language",
        sees_images: false,
        description: expect.stringMatching(/by rules, not with a language model/),
        price: { credits: 0, per: "message" },
        up: true,
      },
    ]);
    expect(body[0].styles.length).toBeGreaterThanOrEqual(16);
  });

  it("answers other methods and paths in the words of the API", async () => {
    expect(await api("POST", "/models")).toMatchObject({ status: 405 });
    expect(await api("GET", "/models/none")).toMatchObject({ status: 404, body: { error: expect.any(String) } });
  });
});
