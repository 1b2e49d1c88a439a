import { env } from "cloudflare:workers";
import * as ExifReader from "exifreader";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinBytes } from "../../src/core/media";
import { apiWith } from "../support/api";
import { SilentQueue } from "../support/core";
import { decode } from "../support/decode";
import { exifSegment, jpeg, png, shades, webp, withChunk, withSegments, xmpSegment, exif } from "../support/images";
import { expectSoundBooks } from "../support/oracle";
import { ADMIN_TOKEN, seedAccount, setPlan, type Seeded } from "../support/seed";

/** Files and forms that are damaged on purpose, through the public API: each is taken whole or refused whole. */

const runs = Math.max(100, Math.floor(Number((env as unknown as { FUZZ_CASES: string }).FUZZ_CASES) / 8));
const LONG = { timeout: 60_000 + runs * 100 };
const READS = { limit: async () => ({ success: true }) };
const call = apiWith({ JOBS: new SilentQueue(), READS });

let ada: Seeded;
beforeAll(async () => {
  ada = await seedAccount();
  await setPlan(ada.accountId, "enterprise");
  const grant = { credits: 10_000_000, reference: `uploads ${ada.accountId}` };
  await call("POST", `/admin/accounts/${ada.accountId}/credits`, { key: ADMIN_TOKEN, json: grant });
});
afterAll(expectSoundBooks);

const latin = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (one) => one.charCodeAt(0));
const refusal = { data: null, errors: [{ code: expect.any(String), message: expect.stringMatching(/^[A-Z]/) }] };

type Damage = (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const write = (file: Uint8Array, place: number, bytes: readonly number[]): Uint8Array<ArrayBuffer> => {
  const changed = file.slice();
  changed.set(bytes.slice(0, Math.max(0, file.byteLength - place)), Math.min(place, file.byteLength));
  return changed;
};
const place = fc.oneof(fc.nat(64), fc.nat(700), fc.nat(20_000));
/** Lengths, offsets and sizes that a reader may believe. */
const number = fc.constantFrom(
  [0, 0],
  [255, 255],
  [0, 0, 0, 0],
  [255, 255, 255, 255],
  [127, 255, 255, 255],
  [0, 0, 195, 80],
  [0x80, 0, 0, 0],
  [0, 1],
);
const foreign = fc.constantFrom(
  "PK\x03\x04 an archive",
  "<html><script>alert(1)</script>",
  "%PDF-1.7\n",
  "\xff\xd8\xff\xe1\xff\xff",
  "RIFF\xff\xff\xff\xffWEBPVP8X",
  "\x89PNG\r\n\x1a\n",
);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, number).map(
    ([at, bytes]): Damage =>
      (file) =>
        write(file, at, bytes),
  ),
  fc.tuple(place, fc.nat(255)).map(
    ([at, value]): Damage =>
      (file) =>
        write(file, at, [value]),
  ),
  // The first directory of the EXIF says that the next one, or an entry's value, is itself.
  fc.constantFrom(8, 0, 26, 0xffff).map((to): Damage => (file) => {
    const tiff = latin(file).indexOf("MM\0*");
    return tiff < 0 ? file : write(write(file, tiff + 34, [0, 0, to >> 8, to & 255]), tiff + 30, [0, 0, 0, to & 255]);
  }),
  fc.nat(100).map(
    (share): Damage =>
      (file) =>
        file.slice(0, Math.floor((file.byteLength * share) / 100)),
  ),
  fc.tuple(place, foreign).map(
    ([at, text]): Damage =>
      (file) =>
        joinBytes([file.subarray(0, at), bytesOf(text), file.subarray(at)]),
  ),
  foreign.map(
    (text): Damage =>
      (file) =>
        joinBytes([bytesOf(text), file]),
  ),
  foreign.map(
    (text): Damage =>
      (file) =>
        joinBytes([file, bytesOf(text)]),
  ),
  // A piece of it many times over.
  fc
    .tuple(place, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 200 }))
    .map(([at, length, times]): Damage => (file) => {
      const piece = file.subarray(at, at + length);
      return joinBytes([file.subarray(0, at), ...Array.from({ length: times }, () => piece), file.subarray(at)]);
    }),
);

/** What another reader of metadata finds that says where and with what a picture was taken. */
function told(file: Uint8Array<ArrayBuffer>): string[] {
  try {
    return Object.keys(ExifReader.load(file.buffer)).filter((tag) => /gps|make|model|source|orientation/i.test(tag));
  } catch {
    return [];
  }
}

/** The file that is kept of an upload. */
const keptOf = async (id: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array((await (await env.MEDIA.get(`upload/${id}/file`))?.arrayBuffer()) ?? []);

describe("images that come in", () => {
  it(
    "end in a picture that decodes or cannot be worked on, or in a refusal; none says where it was taken",
    LONG,
    async () => {
      const whole = shades(120, 80);
      const files = [
        withSegments(await jpeg(whole), exifSegment(3), xmpSegment),
        withChunk(await png(whole), "eXIf", exif(3)),
        await webp(whole),
      ];
      const seen = { taken: 0, refused: 0, undecodable: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...files),
          fc.array(damage, { minLength: 1, maxLength: 3 }),
          async (file, all) => {
            const body = all.reduce((damaged, one) => one(damaged), file);
            const { status, body: answer } = await call("POST", "/v1/uploads", { key: ada.key, body });
            if (status !== 201) {
              expect([400, 413, 415, 422]).toContain(status);
              expect(answer).toMatchObject(refusal);
              seen.refused += 1;
              return;
            }
            seen.taken += 1;
            const { upload_id: id, media_type: type, width, height } = answer.data;
            expect(Math.max(width, height)).toBeLessThanOrEqual(16_384);
            const kept = await keptOf(id);
            expect(told(kept)).toEqual([]);
            await env.MEDIA.delete([`upload/${id}/file`, `upload/${id}/facts`]);
            // A file may be damaged where only a decoder sees it.
            const decoded = await decode(kept, type).catch(() => null);
            if (decoded === null) seen.undecodable += 1;
          },
        ),
        { numRuns: runs },
      );
      expect(Math.min(seen.taken, seen.refused, seen.undecodable), JSON.stringify(seen)).toBeGreaterThan(3);
    },
  );
});

describe("forms that come in", () => {
  const BOUNDARY = "a-boundary-of-the-test";
  const part = (head: string, content: string | Uint8Array): Uint8Array =>
    joinBytes([
      bytesOf(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
      typeof content === "string" ? bytesOf(content) : content,
      bytesOf("\r\n"),
    ]);
  const heads = fc.constantFrom(
    'Content-Disposition: form-data; name="images"; filename="../../etc/passwd"',
    'Content-Disposition: form-data; name="images"; filename="a.svg"\r\nContent-Type: image/svg+xml',
    'Content-Disposition: form-data; name="images[0]"; filename=""',
    "Content-Disposition: form-data; name=\"images\"; filename*=UTF-8''%00%ff",
    'Content-Disposition: form-data; name="__proto__"',
    'Content-Disposition: form-data; name="constructor.prototype.polluted"',
    'Content-Disposition: form-data; name=""',
    "Content-Disposition: form-data",
    "Content-Disposition: attachment; filename=x",
    'Content-Disposition: form-data; name="max_steps"',
    `Content-Disposition: form-data; name="${"n".repeat(5_000)}"`,
    'Content-Disposition: form-data; name="images"; filename="x"\r\nContent-Transfer-Encoding: base64',
    `X-Long: ${"x".repeat(90_000)}`,
    "",
    'Content-Type: multipart/mixed; boundary="inner"',
  );

  it("are one job with all its images, or a refusal after which nothing is kept", LONG, async () => {
    const photo = await jpeg(shades(60, 40));
    const good = part('Content-Disposition: form-data; name="instructions"', "make it black and white");
    const image = part('Content-Disposition: form-data; name="images"; filename="a.jpg"', photo);
    const strange = fc.tuple(heads, fc.constantFrom("", "4", "x".repeat(70_000), "\0\0", "--", latin(photo)));
    const pieces = fc.array(
      fc.oneof(
        fc.constant(good),
        fc.constant(image),
        strange.map(([head, content]) => part(head, content)),
      ),
      { minLength: 1, maxLength: 13 },
    );
    const ends = fc.constantFrom(`--${BOUNDARY}--\r\n`, `--${BOUNDARY}--`, `--${BOUNDARY}\r\n`, "--another--\r\n", "");
    const types = fc.oneof(
      { weight: 8, arbitrary: fc.constant(`multipart/form-data; boundary=${BOUNDARY}`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "multipart/form-data",
          "multipart/form-data; boundary=",
          `multipart/form-data; boundary=${"b".repeat(300)}`,
          `multipart/form-data; boundary="${BOUNDARY}`,
          `multipart/mixed; boundary=${BOUNDARY}`,
        ),
      },
    );
    const seen = { accepted: 0, refused: 0 };
    // Each has its file, and beside it what is known of it.
    const kept = async () => (await env.MEDIA.list({ prefix: "upload/" })).objects.length / 2;
    const before = await kept();
    await fc.assert(
      fc.asyncProperty(types, pieces, ends, fc.option(place), async (type, parts, end, cut) => {
        const all = joinBytes([...parts, bytesOf(end)]);
        const body = cut === null ? all : all.subarray(0, cut);
        const headers = { "content-type": type };
        const { status, body: answer } = await call("POST", "/v2/image/agent", { key: ada.key, body, headers });
        if (status !== 202) {
          expect([400, 413, 415, 422], JSON.stringify(answer)).toContain(status);
          expect(answer).toMatchObject({ data: null, errors: expect.any(Array) });
          for (const error of answer.errors) expect(error).toMatchObject(refusal.errors[0] ?? {});
          seen.refused += 1;
        } else {
          const path = `/v1/jobs/${answer.data.job_id}`;
          const { images } = (await call("GET", path, { key: ada.key })).body.data.input;
          await call("POST", `${path}/cancel`, { key: ada.key });
          seen.accepted += 1;
          expect(await kept()).toBe(before + images.length);
          const ids: string[] = images.map((one: { upload_id: string }) => one.upload_id);
          await env.MEDIA.delete(ids.flatMap((id) => [`upload/${id}/file`, `upload/${id}/facts`]));
        }
        expect(await kept()).toBe(before);
      }),
      { numRuns: runs },
    );
    expect(Math.min(seen.accepted, seen.refused), JSON.stringify(seen)).toBeGreaterThan(5);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
