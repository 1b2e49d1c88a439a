import { AppError } from "../../core/errors";
import { keyRoute, type DialectApp } from "../dialect";
import { answers } from "../shapes";
import { refusals } from "./errors";
import { Accepted } from "./schemas";

const search = (tags: string[]) =>
  keyRoute({
    method: "post",
    path: "/v2/image-utils/image-web-search",
    operationId: "searchImages",
    summary: "Search the web for images",
    description: "This server has no search provider: it answers 501, and nothing is charged.",
    tags,
    responses: {
      202: answers(Accepted, "Accepted, where a server has a search provider."),
      ...refusals(401, 403, 429, 501, 503),
    },
  });

export function searchRoute(app: DialectApp, tags: string[]): void {
  app.openapi(search(tags), () => {
    throw new AppError(
      "not_offered",
      "This server has no search provider; nothing was searched and nothing is charged.",
    );
  });
}
