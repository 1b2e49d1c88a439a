import { AGENT_TOOLS } from "../core/agent";
import { JobFailure, type AgentRequest, type Picture, type Step, type Warning } from "../core/job";
import { act, type ActDependencies } from "./act";
import type { Desk } from "./desk";
import type { AgentState, Decision, Item } from "./state";
import { finished, finishedSize } from "./tools/finish";

/** Ends an agent's work: the result in the size that was promised, and all that was made on the way. */
export async function close(
  deps: ActDependencies,
  desk: Desk,
  request: AgentRequest,
  state: AgentState,
  { tool, input }: Decision,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Extract<Step, { done: true }>> {
  const step = state.turns.length + 1;
  if (tool === "answer") {
    const { text } = AGENT_TOOLS.answer.input.parse(input);
    const progress = { percent: 100, note: `Turn ${step}, answer.`, turn: { step, tool, milliseconds } };
    return { done: true, drawings: [], pictures: state.pictures, text, warnings: warningsOf(state, ""), progress };
  }
  if (request.goal === "prompt") throw new JobFailure("generation_failed", new Error("no words came of it"));
  const parsed = AGENT_TOOLS.finish.input.safeParse(input);
  const { image, summary } = parsed.success ? parsed.data : { image: "", summary: "" };
  const named = state.items.find(({ name }) => name === image) ?? state.items.at(-1);
  const made = named === undefined ? await drawAfterAll(deps, desk, request, state, signal) : state;
  const item = named ?? made.items.at(-1);
  if (item === undefined) throw new JobFailure("generation_failed", new Error("no picture came of it"));
  const result = await finish(desk, request, made, item);
  const note = summary === "" ? `Finished with ${item.name}.` : summary;
  return {
    done: true,
    drawings: [],
    pictures: [result, ...made.pictures.filter(({ id }) => id !== result.id)],
    text: note,
    warnings: warningsOf(made, note, item.name),
    progress: {
      percent: 100,
      note: `Turn ${step}, finish: ${note}`,
      turn: {
        step,
        tool,
        milliseconds,
        picture: result.id,
        ...(result.preview === undefined ? {} : { preview: result.preview }),
      },
    },
  };
}

/** Nothing was made, and nothing was given: the instructions themselves are drawn. */
async function drawAfterAll(
  deps: ActDependencies,
  desk: Desk,
  request: AgentRequest,
  state: AgentState,
  signal: AbortSignal,
): Promise<AgentState> {
  const input = { prompt: request.prompt.slice(0, 4_000) };
  const { items, pictures, warnings } = await act(deps, desk, request, state, "draw", input, signal);
  return { ...state, items, pictures, warnings };
}

/** The picture itself where it has the size that was promised; otherwise one that has. */
async function finish(desk: Desk, request: AgentRequest, state: AgentState, item: Item): Promise<Picture> {
  const size = finishedSize(request, item);
  const { at } = item;
  const own = "id" in at ? state.pictures.find(({ id }) => id === at.id) : undefined;
  if (own !== undefined && own.width === size.width && own.height === size.height && own.mediaType === "image/png")
    return own;
  return await desk.keep(finished(await desk.open(item), size), { step: 0, tool: "finish", sources: [item.origin] });
}

/** What the job says of references that no tool ever touched: the reason is in what was said at the end. */
function warningsOf({ items, turns, warnings }: AgentState, note: string, result?: string): Warning[] {
  const used = JSON.stringify(
    turns.filter(({ result }) => result.image !== undefined).map(({ decision }) => decision.input),
  );
  const unused = items.filter(
    ({ name }) => name.startsWith("reference_") && name !== result && !used.includes(`"${name}"`),
  );
  return [
    ...warnings,
    ...unused.map(({ name }): Warning => ({
      parameter: `images.${Number(name.slice("reference_".length)) - 1}`,
      treatment: "ignored",
      message: note === "" ? "The agent had no use for it." : `The agent had no use for it: ${note}`,
    })),
  ];
}
