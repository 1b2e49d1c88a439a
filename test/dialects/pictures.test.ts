import { DOMParser } from "@xmldom/xmldom";
import { load } from "exifreader";
import { afterAll, describe, expect, it, vi } from "vitest";
import { api, apiWith, fetchRaw, pathOf } from "../support/api";
import { expectSoundBooks } from "../support/oracle";
import { seedAccount } from "../support/seed";

const ada = await seedAccount();
const { body: job } = await api("POST", "/image/generate?wait=30", {
  key: ada.key,
  json: { prompt: "a turtle", output_format: "webp" },
});
const path = pathOf(job.url);
const whole = await (await fetchRaw("GET", path)).bytes();
afterAll(expectSoundBooks);

describe("a public picture", () => {
  it("needs no credential and comes with headers that keep it a picture", async () => {
    const { status, headers, body } = await fetchRaw("GET", path);
    await body?.cancel();
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/webp",
      "content-length": String(whole.byteLength),
      etag: expect.stringMatching(/^"[0-9a-f]+"$/),
      "accept-ranges": "bytes",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "access-control-allow-origin": "*",
    });
  });

  it("answers HEAD with the same headers and no body", async () => {
    const head = await fetchRaw("HEAD", path);
    expect(head.status).toBe(200);
    expect(head.headers.get("content-length")).toBe(String(whole.byteLength));
    expect((await head.bytes()).byteLength).toBe(0);
  });

  const ranges: [string, number, number][] = [
    ["bytes=0-9", 0, 10],
    ["bytes=100-", 100, whole.byteLength],
    ["bytes=-16", whole.byteLength - 16, whole.byteLength],
    ["bytes=10-99999999", 10, whole.byteLength],
  ];
  it.each(ranges)("serves %s as a part", async (range, start, end) => {
    const part = await fetchRaw("GET", path, { range });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/${whole.byteLength}`);
    expect(part.headers.get("content-length")).toBe(String(end - start));
    expect(await part.bytes()).toEqual(whole.subarray(start, end));
  });

  it.each(["bytes=99999999-", "bytes=99999999-99999999"])("refuses %s with the size", async (range) => {
    const part = await fetchRaw("GET", path, { range });
    expect(part.status).toBe(416);
    expect(part.headers.get("content-range")).toBe(`bytes */${whole.byteLength}`);
  });

  it.each(["bytes=0-1,4-5", "lines=1-2", "bytes=abc"])("serves the whole for %s", async (range) => {
    const picture = await fetchRaw("GET", path, { range });
    expect(picture.status).toBe(200);
    expect((await picture.bytes()).byteLength).toBe(whole.byteLength);
  });

  it("answers 304 to the tag it gave, and the whole to another", async () => {
    const { headers, body } = await fetchRaw("GET", path);
    await body?.cancel();
    const etag = headers.get("etag") ?? "";
    const same = await fetchRaw("GET", path, { "if-none-match": etag });
    expect([same.status, same.headers.get("etag"), (await same.bytes()).byteLength]).toEqual([304, etag, 0]);
    const other = await fetchRaw("GET", path, { "if-none-match": '"0000"' });
    expect([other.status, (await other.bytes()).byteLength]).toEqual([200, whole.byteLength]);
    const failed = await fetchRaw("GET", path, { "if-match": '"0000"' });
    expect(failed.status).toBe(412);
  });

  it("serves a range under If-Range only while the tag still holds", async () => {
    const { headers, body } = await fetchRaw("GET", path);
    await body?.cancel();
    const held = await fetchRaw("GET", path, { range: "bytes=0-3", "if-range": headers.get("etag") ?? "" });
    expect([held.status, (await held.bytes()).byteLength]).toEqual([206, 4]);
    const stale = await fetchRaw("GET", path, { range: "bytes=0-3", "if-range": '"0000"' });
    expect([stale.status, (await stale.bytes()).byteLength]).toEqual([200, whole.byteLength]);
  });
});

describe("its mark", () => {
  it.each(["png", "jpeg", "webp"])(
    "says in a served %s that an algorithm drew it, by which model and seed, and nothing of the request",
    async (output_format) => {
      const { body } = await api("POST", "/image/generate?wait=30", {
        key: ada.key,
        json: { prompt: "a confidential walrus", seed: 77, output_format },
      });
      const bytes = await (await fetchRaw("GET", pathOf(body.url))).bytes();
      const { xmp } = load(bytes.buffer, { expanded: true, domParser: new DOMParser() });
      expect(xmp?.["DigitalSourceType"]?.value).toBe("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");
      expect(xmp?.["Model"]?.value).toBe("illustrator-4");
      expect(xmp?.["Seed"]?.value).toBe("77");
      const text = new TextDecoder("latin1").decode(bytes);
      for (const secret of ["walrus", body.job_id, ada.accountId]) expect(text).not.toContain(secret);
    },
  );
});

describe("a name that is no picture's", () => {
  const wrong = [
    "/i/x.png",
    path.replace(".webp", ".png"),
    path.replace(".webp", ""),
    `${path}.webp`,
    path.replace("img_00", "img_01"),
    "/i/..%2f..%2fsecret",
  ];
  it.each(wrong)("%s is 404, uncached, in the error shape", async (name) => {
    const answer = await api("GET", name);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body).toMatchObject({ error: expect.stringMatching(/not_found$/), retry: "never" });
  });
});

describe("where purging is configured", () => {
  const settings = { PURGE_ZONE_ID: "zone1", PURGE_API_TOKEN: "token1" };

  it("pictures may be kept for ever, and a delete purges exactly the picture's URL", async () => {
    const purge = vi.fn(async (_url: RequestInfo | URL, _init?: RequestInit) => Response.json({ success: true }));
    const purging = apiWith(settings, { fetch: purge });
    const { body } = await api("POST", "/image/generate?wait=30", { key: ada.key, json: { prompt: "a newt" } });
    expect((await purging("GET", pathOf(body.url))).headers.get("cache-control")).toBe(
      "public, max-age=31536000, immutable",
    );
    expect((await purging("DELETE", `/image/jobs/${body.job_id}`, { key: ada.key })).status).toBe(204);
    expect(purge).toHaveBeenCalledOnce();
    const [url, init] = purge.mock.calls[0] ?? [];
    expect(url).toBe("https://api.cloudflare.com/client/v4/zones/zone1/purge_cache");
    expect(JSON.parse(String(init?.body))).toEqual({ files: [body.url] });
  });

  it("a purge that fails is told to the caller, and the same delete succeeds later", async () => {
    let status = 500;
    const purging = apiWith(settings, { fetch: async () => new Response(null, { status }) });
    const { body } = await api("POST", "/image/generate?wait=30", { key: ada.key, json: { prompt: "a newt" } });
    expect(await purging("DELETE", `/image/jobs/${body.job_id}`, { key: ada.key })).toMatchObject({
      status: 503,
      body: { error: "temporarily_unavailable", retry: "after" },
    });
    expect((await api("GET", pathOf(body.url))).status).toBe(410);
    status = 200;
    expect((await purging("DELETE", `/image/jobs/${body.job_id}`, { key: ada.key })).status).toBe(204);
  });
});
