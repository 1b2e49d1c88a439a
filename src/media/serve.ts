import { isPictureId } from "../core/ids";
import { extensionOf } from "../core/media";
import type { Part, PictureStore, StoredPicture } from "../store/pictures";

/** Without purging, a deleted picture must leave caches by itself within a day. */
const DAY = "public, max-age=86400";
const FOREVER = "public, max-age=31536000, immutable";

/** Nothing a picture's bytes could say is ever run, whatever a browser takes them for. */
const SAFETY = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
};

export type Served =
  | { readonly status: 200 | 206 | 304 | 412; readonly headers: Headers; readonly body: ReadableStream | null }
  | { readonly status: 416; readonly headers: Headers; readonly body: null }
  | "missing"
  | "deleted";

/** Serves public pictures: conditions and ranges as RFC 9110 has them, content that never changes. */
export const createPictureServer = (deps: { pictures: PictureStore; purges: boolean }) => ({
  async serve(name: string, request: Headers): Promise<Served> {
    const [id = "", extension = "", ...rest] = name.split(".");
    if (!isPictureId(id) || rest.length > 0) return "missing";
    const wanted = await partOf(deps.pictures, id, request);
    if (wanted !== null && "tooFarIn" in wanted) {
      return {
        status: 416,
        headers: new Headers({ ...SAFETY, "content-range": `bytes */${wanted.tooFarIn}` }),
        body: null,
      };
    }
    const read = await deps.pictures.read(id, conditionsOf(request), wanted ?? undefined);
    if (typeof read === "string") return read;
    return hasExtension(read.object, extension) ? answer(read.object, request, wanted, deps.purges) : "missing";
  },
});

const hasExtension = (object: StoredPicture, extension: string): boolean =>
  extension !== "bin" && extensionOf(object.httpMetadata?.contentType ?? "") === extension;

function answer(object: StoredPicture, request: Headers, part: Part | null, purges: boolean): Served {
  const headers = new Headers(SAFETY);
  object.writeHttpMetadata(headers);
  headers.set("etag", object.httpEtag);
  headers.set("last-modified", object.uploaded.toUTCString());
  headers.set("accept-ranges", "bytes");
  headers.set("cache-control", purges ? FOREVER : DAY);
  if (!("body" in object)) {
    return {
      status: request.has("if-none-match") || request.has("if-modified-since") ? 304 : 412,
      headers,
      body: null,
    };
  }
  headers.set("content-length", String(part?.length ?? object.size));
  if (part === null) return { status: 200, headers, body: object.body };
  headers.set("content-range", `bytes ${part.offset}-${part.offset + part.length - 1}/${object.size}`);
  return { status: 206, headers, body: object.body };
}

/** The headers R2 judges. */
function conditionsOf(request: Headers): Headers {
  const conditions = new Headers();
  for (const name of ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"]) {
    const value = request.get(name);
    if (value !== null) conditions.set(name, value);
  }
  return conditions;
}

/** One range is served as one. Several, a unit we do not know, or an `If-Range` that no longer holds get it all. */
async function partOf(
  pictures: PictureStore,
  id: string,
  request: Headers,
): Promise<Part | { tooFarIn: number } | null> {
  const [, first = "", last = ""] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(request.get("range") ?? "") ?? [];
  if (first === "" && last === "") return null;
  const picture = await pictures.measure(id);
  const expected = request.get("if-range");
  if (picture === null || (expected !== null && expected !== picture.etag)) return null;
  const { size } = picture;
  const offset = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (offset >= size) return size === 0 ? null : { tooFarIn: size };
  return end < offset ? null : { offset, length: end - offset + 1 };
}
