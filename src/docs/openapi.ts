import { OpenAPIHono } from "@hono/zod-openapi";
import { createDialectApp, type Dialect } from "../dialects/dialect";

/** How callers prove themselves; each is in the document where a route asks for it. */
const CREDENTIALS = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "An API key, `hq_live_…`, from `POST /hq/account/create/key`.",
  },
  accountToken: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The account's token, good for an hour, for account and billing routes.",
  },
  adminToken: {
    type: "http",
    scheme: "bearer",
    description: "`ADMIN_TOKEN` of this server's settings.",
  },
} as const;

/** The one document of these dialects, assembled from their routes themselves. */
export function describeApi(dialects: readonly Dialect[], origin: string) {
  const app = new OpenAPIHono();
  for (const dialect of dialects) app.route("/", createDialectApp(dialect));
  for (const [name, scheme] of Object.entries(CREDENTIALS))
    app.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Edgel",
      version: "0.1.0",
      description: "An image- and video-generation API: a prompt goes in, a permanent public URL comes out.",
      contact: { name: "Edgel", url: origin },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: origin }],
    tags: dialects.flatMap(({ tags }) => tags),
  });
}
