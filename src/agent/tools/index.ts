import { AGENT_TOOLS, type AgentTool } from "../../core/agent";
import type { JsonValue } from "../../core/job";
import { adjust, blur, recolor, removeBackground, sharpen } from "./colour";
import { collage, compose } from "./compose";
import { draw, edit } from "./draw";
import { look } from "./look";
import { crop, fit, flip, frame, resize, rotate } from "./shape";
import { ToolRefused, type Bench, type Outcome, type Tool } from "./tool";
import { typeset } from "./typeset";

/** Tools that do something to images; the others end the work. */
export type ImageTool = Exclude<AgentTool, "finish" | "answer">;

const WORK: { readonly [T in ImageTool]: Tool<T> } = {
  look,
  draw,
  edit,
  crop,
  resize,
  fit,
  rotate,
  flip,
  adjust,
  recolor,
  blur,
  sharpen,
  remove_background: removeBackground,
  compose,
  typeset,
  frame,
  collage,
};

/** Uses a tool; an input that does not fit it is a refusal that names what is wrong. */
export async function use(tool: ImageTool, input: JsonValue, bench: Bench): Promise<Outcome> {
  const parsed = AGENT_TOOLS[tool].input.safeParse(input);
  if (!parsed.success)
    throw new ToolRefused(
      parsed.error.issues.map(({ path, message }) => `${path.join(".") || tool}: ${message}`).join("; "),
    );
  // The schema above is the tool's own.
  const work = WORK[tool] as (input: unknown, bench: Bench) => Promise<Outcome>;
  return await work(parsed.data, bench);
}
