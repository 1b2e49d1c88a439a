import { AppError } from "../../core/errors";
import { MAX_REFERENCES } from "../../core/job";
import { MAX_UPLOAD_BYTES, type Upload } from "../../core/upload";
import type { DialectContext } from "../dialect";
import { readMultipart } from "../multipart";

/** The body of a submit, whichever way it was sent: its fields, and the images that came with it. */
export interface Body {
  readonly fields: Readonly<Record<string, unknown>>;
  /** In the order in which they stand: images that came in, and texts that name one. */
  readonly images: readonly (Upload | string)[];
  /** What was wrong with images. */
  readonly problems: readonly AppError[];
}

/** The field that images stand in, and how large one may be. */
interface Expected {
  readonly list: string;
  readonly mostBytes: number;
}

const TEXT_BYTES = 64 * 1_024;
const TEXTS = 40;
/** Texts and boundaries, beside ten images. */
const LIMITS = {
  bytes: MAX_REFERENCES * MAX_UPLOAD_BYTES + 1_024 * 1_024,
  files: MAX_REFERENCES,
  texts: TEXTS,
  textBytes: TEXT_BYTES,
};
const MOST_PLAIN_BYTES = 256 * 1_024;

/** The documented samples write a list of images in several ways: `images`, `images[]`, `images[0]`, `images.0`. */
const isList = (name: string, list: string): boolean =>
  name === list || name.startsWith(`${list}.`) || name.startsWith(`${list}[`);

/** Reads a body as JSON, as a urlencoded form, or as a multipart form, whose files are stored as they come in. */
export async function readBody(c: DialectContext, { list, mostBytes }: Expected): Promise<Body> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  switch (type) {
    case "multipart/form-data":
      return await readForm(c, list, mostBytes);
    case "application/x-www-form-urlencoded":
      return gather([...new URLSearchParams(await plainText(c))], list);
    case "application/json":
      return fromJson(await plainText(c), list);
    default:
      throw new AppError(
        "unsupported_media_type",
        "Send the body as multipart/form-data, application/json or application/x-www-form-urlencoded.",
      );
  }
}

async function readForm(c: DialectContext, list: string, mostBytes: number): Promise<Body> {
  const texts: [string, string][] = [];
  const images: (Upload | string)[] = [];
  const problems: AppError[] = [];
  const { uploads, log } = c.var.services;
  const { accountId } = c.var.principal;
  const receive = async (name: string, file: AsyncIterable<Uint8Array>): Promise<void> => {
    if (!isList(name, list)) {
      problems.push(new AppError("invalid_field", "No file is taken here.", { field: name }));
      return;
    }
    try {
      images.push(await uploads.receive(accountId, file, `${list}.${images.length}`, { mostBytes }));
    } catch (error) {
      const known = AppError.from(error);
      if (known.code === "internal") log.event("upload_failed", { requestId: c.var.requestId }, error);
      problems.push(known);
    }
  };
  const onText = (name: string, value: string): void => {
    if (!isList(name, list)) texts.push([name, value]);
    else if (value !== "") images.push(value);
  };
  try {
    await readMultipart(c.req.raw, { onText, onFile: receive }, LIMITS);
  } catch (error) {
    await uploads.discard(images.filter((image) => typeof image === "object"));
    throw error;
  }
  return { fields: gather(texts, list).fields, images, problems };
}

async function plainText(c: DialectContext): Promise<string> {
  let bytes = 0;
  let text = "";
  const decoder = new TextDecoder();
  for await (const piece of c.req.raw.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > MOST_PLAIN_BYTES)
      throw new AppError("payload_too_large", `A body without files has at most ${MOST_PLAIN_BYTES} bytes.`);
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

/** A form's fields; a number is written in digits there. */
function gather(entries: readonly (readonly [string, string])[], list: string): Body {
  const fields: Record<string, unknown> = {};
  const images: string[] = [];
  for (const [name, value] of entries)
    if (isList(name, list)) images.push(...(value === "" ? [] : [value]));
    else fields[name] = /^-?\d{1,12}$/.test(value) && !TEXT_FIELDS.has(name) ? Number(value) : value;
  return { fields, images, problems: [] };
}

/** Digits are a text there. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(["instructions", "agent_id", "character_prompt"]);

function fromJson(text: string, list: string): Body {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError("invalid_json", "The request body is not valid JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new AppError("invalid_field", "The body has to be an object.", { field: "body" });
  const { [list]: given, ...fields } = parsed as Record<string, unknown>;
  const images = given === undefined || given === null ? [] : Array.isArray(given) ? given : [given];
  const bad = images.findIndex((image) => typeof image !== "string");
  if (bad >= 0)
    throw new AppError("invalid_field", "An image is named by its upload_id here.", { field: `${list}.${bad}` });
  return { fields, images: images as string[], problems: [] };
}
