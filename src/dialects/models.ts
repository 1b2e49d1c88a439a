import { z } from "@hono/zod-openapi";
import { ListedModel } from "../core/model-card";
import { bareError } from "./bare-errors";
import { openRoute, type Dialect } from "./dialect";
import { answers } from "./shapes";

const list = openRoute({
  method: "get",
  path: "/models",
  operationId: "listModels",
  summary: "The models of this server",
  description: "In the order they are asked: what each can honour, what it costs, and whether it is up. No credential.",
  tags: ["Models"],
  responses: { 200: answers(z.array(ListedModel.openapi("Model")), "The models.") },
});

/** What makes the pictures here. */
export const models: Dialect = {
  tags: [{ name: "Models", description: "What makes the pictures, and what each model can honour." }],
  prefixes: ["/models"],
  errorBody: bareError,
  routes(app) {
    app.openapi(list, async (c) => c.json(await c.var.services.listModels(), 200));
  },
};
