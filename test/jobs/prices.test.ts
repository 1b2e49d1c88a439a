import { describe, expect, it } from "vitest";
import type { Picture, VideoRequest } from "../../src/core/job";
import { costOf, priceOf } from "../../src/jobs/prices";

const request: VideoRequest = {
  kind: "video",
  prompt: "",
  aspectRatio: "16:9",
  seed: 1,
  seconds: 5,
  outputFormat: "mp4",
};
const clip = (seconds: number, more: object = {}): Picture => ({
  ...{ id: "", mediaType: "video/mp4", width: 1, height: 1, bytes: 1, sha256: "", model: "", seed: 1, seconds },
  ...more,
});

describe("59: what a clip costs", () => {
  it("is what was delivered, and never more than was held", () => {
    expect(costOf(request)).toBe(25);
    expect(priceOf(request, [clip(5)])).toBe(25);
    expect(priceOf(request, [clip(3.2), clip(0)])).toBe(20);
    expect(priceOf(request, [clip(8)])).toBe(25);
    expect(priceOf(request, [])).toBe(0);
    expect(priceOf(request, [clip(5, { degraded: true })])).toBe(0);
  });
});
