import { AppError } from "../../core/errors";
import { keyRoute, type DialectApp } from "../dialect";
import { refusals } from "./errors";

const search = (tags: string[]) =>
  keyRoute({
    method: "post",
    path: "/v2/image-utils/image-web-search",
    operationId: "searchImages",
    summary: "Search the web for images",
    description: "This server has no search provider: it answers 501, and nothing is charged.",
    tags,
    responses: refusals(401, 403, 429, 501, 503),
  });

export function searchRoute(app: DialectApp, tags: string[]): void {
  app.openapi(search(tags), () => {
    throw new AppError(
      "not_offered",
      "This server has no search provider; nothing was searched and nothing is charged.",
    );
  });
}
