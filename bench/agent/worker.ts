import { secureRandom } from "../../src/core/crypto";
import { gather } from "../../src/core/media";
import { createUploads } from "../../src/media/uploads";
import { sift } from "../../src/media/sift/index";
import { decode } from "../../src/raster/decode";
import { noLongerThan } from "../../src/raster/ops/resize";
import { upright } from "../../src/raster/ops/turn";
import { readPng } from "../../src/raster/png-read";
import { pngParts } from "../../src/raster/png-stream";
import { readMultipart } from "../../src/dialects/multipart";
import { createUploadStore } from "../../src/store/uploads";

/** A bucket that takes everything and keeps nothing: what is measured is what comes before it. */
const NOWHERE = {
  put: async () => null,
  delete: async () => undefined,
  createMultipartUpload: async () => ({
    uploadPart: async (partNumber: number) => ({ partNumber, etag: "" }),
    complete: async () => null,
    abort: async () => undefined,
  }),
} as unknown as R2Bucket;

const ACCOUNT = "acc_0000000000000000000000000000";

/** `/form` takes a form's files in; `/open` lays one image on the desk, as an agent does. */
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/form") return Response.json(await takeIn(request));
    if (pathname === "/open" && request.body !== null) return Response.json(await open(request.body));
    return new Response("ready");
  },
} satisfies ExportedHandler;

async function takeIn(request: Request): Promise<{ files: number; bytes: number; held: number }> {
  let held = 0;
  let bytes = 0;
  let files = 0;
  const uploads = createUploads({
    store: createUploadStore(NOWHERE),
    now: () => new Date(),
    random: secureRandom,
    shards: 1,
    shrinker: null,
    meter: (now) => (held = Math.max(held, now)),
  });
  const limits = { bytes: 400 * 1_024 * 1_024, files: 10, texts: 10, textBytes: 10_000 };
  const onFile = async (name: string, file: AsyncIterable<Uint8Array>): Promise<void> => {
    bytes += (await uploads.receive(ACCOUNT, file, name)).bytes;
    files += 1;
  };
  await readMultipart(request, { onText: () => undefined, onFile }, limits);
  return { files, bytes, held };
}

async function open(body: ReadableStream<Uint8Array>): Promise<{ width: number; height: number; bytes: number }> {
  const passing = sift(body);
  const parts: Uint8Array[] = [];
  let next = await passing.next();
  for (; next.done !== true; next = await passing.next()) parts.push(next.value.slice());
  const { mediaType, orientation } = next.value;
  const found =
    mediaType === "image/png" ? await readPng(() => each(parts)) : await decode(await gather(each(parts)), mediaType);
  const raster = upright(noLongerThan(found, 4_096), orientation);
  let bytes = 0;
  for await (const part of pngParts(raster.bands(), raster, raster.opaque)) bytes += part.byteLength;
  return { width: raster.width, height: raster.height, bytes };
}

async function* each(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, void> {
  yield* parts;
}
