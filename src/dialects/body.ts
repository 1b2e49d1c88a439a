import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { AppError } from "../core/errors";
import type { DialectEnv } from "./dialect";

/** Far above any valid JSON body: a prompt of 4,000 characters is 16 KB at its largest. */
const MAX_JSON_BYTES = 256 * 1_024;

/** Cuts bodies at the limit, whether or not they announce their length. */
export const limitBody = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: () => {
    throw new AppError("payload_too_large", `A request body has at most ${MAX_JSON_BYTES} bytes.`);
  },
});

/** A body that is there has to call itself JSON; without this a validator would quietly skip it. */
export const requireJson = createMiddleware<DialectEnv>(async (c, next) => {
  const hasBody = c.req.method === "POST" || c.req.method === "PATCH";
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (hasBody && type !== undefined && type !== "application/json" && !type.endsWith("+json")) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  await next();
});
