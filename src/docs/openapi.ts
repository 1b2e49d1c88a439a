import type { DialectApp, Tag } from "../dialects/dialect";

/** Says how callers prove themselves; once per app. */
export function declareCredentials(app: DialectApp): void {
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
}

/** The one document of every public route, assembled from the routes themselves. */
export const describeApi = (app: DialectApp, tags: readonly Tag[], origin: string) =>
  app.getOpenAPI31Document({
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
