import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config";
import { modelsWith } from "../support/models";

const SECRET = "x".repeat(32);

describe("settings", () => {
  it("have defaults for everything but the secret", () => {
    expect(readSettings({ SERVER_SECRET: SECRET })).toMatchObject({
      OPENING_BALANCE_CREDITS: 25,
      IMAGE_MODELS: ["illustrator"],
      MEDIA_BASE_URL: null,
      PURGE_ZONE_ID: null,
    });
  });

  it.each([
    [{}, "SERVER_SECRET"],
    [{ SERVER_SECRET: "short" }, "SERVER_SECRET"],
    [{ SERVER_SECRET: SECRET, OPENING_BALANCE_CREDITS: "-1" }, "OPENING_BALANCE_CREDITS"],
    [{ SERVER_SECRET: SECRET, OPENING_BALANCE_CREDITS: "many" }, "OPENING_BALANCE_CREDITS"],
    [{ SERVER_SECRET: SECRET, ADDRESS_LIMITS: "maybe" }, "ADDRESS_LIMITS"],
    [{ SERVER_SECRET: SECRET, MEDIA_BASE_URL: "ftp://pictures" }, "MEDIA_BASE_URL"],
    [{ SERVER_SECRET: SECRET, PURGE_ZONE_ID: "zone" }, "PURGE_API_TOKEN"],
  ])("that cannot work fail by name: %j", (settings, name) => {
    expect(() => readSettings(settings)).toThrow(name);
  });

  it("naming a model nobody knows says which are known", () => {
    const create = (image: string, video: string) => () =>
      modelsWith({ IMAGE_MODELS: image, VIDEO_MODELS: video, LANGUAGE_MODELS: "" });
    expect(create("illustrator, dall-e-9", "")).toThrow(/IMAGE_MODELS names "dall-e-9"; known are illustrator/);
    expect(create("illustrator", "sora")).toThrow(/VIDEO_MODELS names "sora"; known are animator/);
    expect(create("", "animator")).toThrow("names no model");
    expect(create("illustrator", "")().video).toEqual([]);
  });
});
