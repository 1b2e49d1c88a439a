import type { DialectApp } from "../dialects/dialect";

/** The one document of every public route, assembled from the routes themselves. */
export function describeApi(app: DialectApp, tags: readonly { name: string; description: string }[], origin: string) {
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key, `hq_live_…`, from `POST /hq/account/create/key`.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "accountToken", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The account's token, good for an hour, for account and billing routes.",
  });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Edgel",
      version: "0.1.0",
      description: "An image-generation API: a prompt goes in, a permanent public picture URL comes out.",
      contact: { name: "Edgel", url: origin },
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: origin }],
    tags: [...tags],
  });
}
