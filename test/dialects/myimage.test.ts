import { env } from "cloudflare:workers";
import { afterAll, describe, expect, it } from "vitest";
import { api, fetchRaw, pathOf } from "../support/api";
import { seedAccount } from "../support/seed";
import { expectSoundBooks } from "../support/oracle";

const ada = await seedAccount("ada");
const grace = await seedAccount("grace");
afterAll(expectSoundBooks);

const drawn = (json: object, headers: Record<string, string> = {}) =>
  api("POST", "/image/generate?wait=30", { key: ada.key, json, headers });

describe("from sign-up to picture", () => {
  it("answers 202 with a pending job, then the poll turns into a picture at a public URL", async () => {
    const { status, body } = await api("POST", "/image/generate", {
      key: ada.key,
      json: { prompt: "a red fox in the snow at dusk" },
    });
    expect(status).toBe(202);
    expect(body).toEqual({ job_id: expect.stringMatching(/^job_00[0-9a-z]{26}$/), status: "pending" });

    const poll = await api("GET", `/image/jobs/${body.job_id}?wait=30`, { key: ada.key });
    expect(poll.status).toBe(200);
    expect(poll.body).toEqual({
      job_id: body.job_id,
      status: "completed",
      url: expect.stringMatching(/^https:\/\/edgel\.test\/i\/img_00[0-9a-z]{26}\.png$/),
      prompt: "a red fox in the snow at dusk",
      aspect_ratio: "1:1",
      seed: expect.any(Number),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    const picture = await fetchRaw("GET", pathOf(poll.body.url));
    expect(picture.status).toBe(200);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect((await picture.bytes()).subarray(0, 4)).toEqual(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
  });
});
