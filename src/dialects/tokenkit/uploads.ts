import { z } from "@hono/zod-openapi";
import { invalidField } from "../../core/errors";
import { hex } from "../../core/crypto";
import { UPLOAD_LIVES_MS } from "../../core/upload";
import { keyRoute, type DialectApp } from "../dialect";
import { answers } from "../shapes";
import { refusals } from "./errors";

const UploadAnswer = z
  .object({
    data: z.object({
      upload_id: z.string(),
      media_type: z.string(),
      width: z.int(),
      height: z.int(),
      bytes: z.int().openapi({ description: "As it is stored, without metadata." }),
      sha256: z.string().openapi({ description: "Of the bytes that came in." }),
      expires_at: z.iso.datetime(),
    }),
    errors: z.null(),
  })
  .openapi("TokenKitUpload");

const binary = { schema: { type: "string", format: "binary" } } as const;

const upload = (tags: string[]) =>
  keyRoute({
    method: "post",
    path: "/v1/uploads",
    operationId: "createUpload",
    summary: "Send one image, to be worked on later",
    description:
      "The body is the file itself: PNG, JPEG or WebP of at most 30 MB, told by its bytes. Its metadata is not kept. " +
      "`images` of a submit takes its `upload_id` for 24 hours, as often as you like; then it is gone.",
    tags,
    request: {
      headers: z.object({
        "content-digest": z.string().max(500).optional().openapi({
          description: "What the bytes have to be (RFC 9530): `sha-256=:…:`.",
          example: "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
        }),
      }),
      body: { required: true, content: { "image/png": binary, "image/jpeg": binary, "image/webp": binary } },
    },
    responses: {
      201: answers(UploadAnswer, "The image is there."),
      ...refusals(400, 401, 403, 413, 415, 422, 429, 503),
    },
  });

export function uploadRoute(app: DialectApp, tags: string[]): void {
  app.openapi(upload(tags), async (c) => {
    const { uploads, limits, now } = c.var.services;
    const { accountId } = c.var.principal;
    await limits.admitRead(accountId);
    const digest = digestIn(c.req.header("content-digest"));
    const body = c.req.raw.body;
    if (body === null) throw invalidField("body", "The body has to be an image.");
    const { id, mediaType, width, height, bytes, sha256 } = await uploads.receive(accountId, body, "body", {
      sha256: digest,
    });
    const data = {
      upload_id: id,
      media_type: mediaType,
      width,
      height,
      bytes,
      sha256,
      expires_at: new Date(now().getTime() + UPLOAD_LIVES_MS).toISOString(),
    };
    return c.json({ data, errors: null }, 201);
  });
}

/** The SHA-256 that a `Content-Digest` names, in hexadecimal; other algorithms are not looked at. */
function digestIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, base64] = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header) ?? [];
  if (base64 === undefined) throw invalidField("content-digest", "A Content-Digest has a sha-256 of 32 bytes.");
  return hex(Uint8Array.fromBase64(base64));
}
