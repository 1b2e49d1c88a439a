import { isPictureId } from "../core/ids";
import { EXTENSIONS, isPictureType } from "../core/media";
import type { PictureStore, StoredPicture } from "../store/pictures";

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
    let read: Awaited<ReturnType<PictureStore["read"]>>;
    try {
      read = await deps.pictures.read(id, await conditions(deps.pictures, id, request));
    } catch (error) {
      const whole = await deps.pictures.read(id, new Headers());
      if (typeof whole === "string") return whole;
      if (!request.has("range")) throw error;
      return {
        status: 416,
        headers: new Headers({ ...SAFETY, "content-range": `bytes */${whole.object.size}` }),
        body: null,
      };
    }
    if (typeof read === "string") return read;
    return hasExtension(read.object, extension) ? answer(read.object, request, deps.purges) : "missing";
  },
});

export type PictureServer = ReturnType<typeof createPictureServer>;

const hasExtension = (object: StoredPicture, extension: string): boolean => {
  const type = object.httpMetadata?.contentType ?? "";
  return isPictureType(type) && EXTENSIONS[type] === extension;
};

function answer(object: StoredPicture, request: Headers, purges: boolean): Served {
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
  const part = partOf(object, request);
  headers.set("content-length", String(part?.length ?? object.size));
  if (part === null) return { status: 200, headers, body: object.body };
  headers.set("content-range", `bytes ${part.offset}-${part.offset + part.length - 1}/${object.size}`);
  return { status: 206, headers, body: object.body };
}

function partOf(object: R2ObjectBody, request: Headers): { offset: number; length: number } | null {
  if (!wantsOnePart(request) || object.range === undefined) return null;
  if ("suffix" in object.range) {
    const length = Math.min(object.range.suffix, object.size);
    return { offset: object.size - length, length };
  }
  const offset = object.range.offset ?? 0;
  return { offset, length: object.range.length ?? object.size - offset };
}

/** One range is served as one; several, or a unit we do not know, get the whole picture. */
const wantsOnePart = (request: Headers): boolean => /^bytes=\s*(\d+-\d*|-\d+)\s*$/.test(request.get("range") ?? "");

/** The headers R2 judges. A range under an `If-Range` that no longer holds is none. */
async function conditions(pictures: PictureStore, id: string, request: Headers): Promise<Headers> {
  const headers = new Headers();
  for (const name of ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"]) {
    const value = request.get(name);
    if (value !== null) headers.set(name, value);
  }
  const range = request.get("range");
  if (range !== null && wantsOnePart(request) && (await rangeHolds(pictures, id, request))) headers.set("range", range);
  return headers;
}

async function rangeHolds(pictures: PictureStore, id: string, request: Headers): Promise<boolean> {
  const expected = request.get("if-range");
  return expected === null || expected === (await pictures.etagOf(id));
}
