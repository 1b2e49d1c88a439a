import type { ImageModelV4 } from "@ai-sdk/provider";
import { wrapImageModel } from "ai";

type Result = Awaited<ReturnType<ImageModelV4["doGenerate"]>>;

/** A model whose answers are looked at before anybody sees them: `look` changes them, or throws. */
export const answering = (model: ImageModelV4, look: (result: Result) => Result): ImageModelV4 =>
  wrapImageModel({
    model,
    middleware: { specificationVersion: "v4", wrapGenerate: async ({ doGenerate }) => look(await doGenerate()) },
  });
