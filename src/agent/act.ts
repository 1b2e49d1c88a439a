import type { AgentResult } from "../core/agent";
import type { AgentRequest, Drawing, JsonValue, Warning } from "../core/job";
import type { Painter } from "../painting/painter";
import type { FontSource } from "../raster/letters";
import { UnreadableImage } from "../raster/png-read";
import type { Desk } from "./desk";
import { itemOf, type AgentState } from "./state";
import { finishedSize } from "./tools/finish";
import { use, type ImageTool } from "./tools/index";
import { ToolRefused, type Bench, type DrawOrder, type Outcome } from "./tools/tool";

export interface ActDependencies {
  readonly paint: Painter;
  readonly font: FontSource;
}

/** What a tool's work changes in the state, and what the model is told of it. */
export type Acted = Pick<AgentState, "items" | "pictures" | "warnings"> & { readonly result: AgentResult };

export const drawingsLeft = ({ maxDrawings }: AgentRequest, { pictures }: AgentState): number =>
  maxDrawings - pictures.filter(({ drawn }) => drawn === true).length;

/** Uses one tool. What it refuses is an answer to the model, like any other; what breaks is thrown. */
export async function act(
  deps: ActDependencies,
  desk: Desk,
  request: AgentRequest,
  state: AgentState,
  tool: ImageTool,
  input: JsonValue,
  signal: AbortSignal,
): Promise<Acted> {
  const step = state.turns.length + 1;
  const warnings: Warning[] = [];
  const bench = benchFor(deps, desk, request, state, step, warnings, signal);
  let outcome: Outcome;
  try {
    outcome = await use(tool, input, bench);
    if ("told" in outcome) return { ...state, result: outcome.told };
    const picture =
      "raster" in outcome
        ? await desk.keep(outcome.raster, { step, tool, sources: outcome.sources.map(({ origin }) => origin) })
        : await desk.keepDrawing(outcome.drawing, step, tool);
    const item = itemOf(picture, `picture_${step}`, outcome.shows ?? null);
    return {
      items: [...state.items, item],
      pictures: [...state.pictures, picture],
      warnings: withNew(state.warnings, warnings),
      result: { image: item.name, width: item.width, height: item.height, note: outcome.note },
    };
  } catch (error) {
    if (!(error instanceof ToolRefused || error instanceof UnreadableImage)) throw error;
    return { ...state, result: { note: error.message, error: error.message } };
  }
}

/** The same remark is made once. */
const withNew = (known: readonly Warning[], more: readonly Warning[]): Warning[] => [
  ...known,
  ...more.filter(({ message }) => !known.some((one) => one.message === message)),
];

function benchFor(
  { paint, font }: ActDependencies,
  desk: Desk,
  request: AgentRequest,
  state: AgentState,
  step: number,
  warnings: Warning[],
  signal: AbortSignal,
): Bench {
  const [first] = state.items;

  async function draw({ prompt, size, style, colors, references }: DrawOrder): Promise<Drawing> {
    if (drawingsLeft(request, state) < 1) throw new ToolRefused("No more pictures may be drawn for this price.");
    // Each turn draws something else, and the same turn the same again.
    const seed = (request.seed + step - 1) >>> 0;
    const images = await Promise.all(references.map(async ({ item }) => (await desk.glimpse(item)).bytes));
    const wishes = {
      hasText: false,
      ...(style === undefined ? {} : { style }),
      ...(colors === undefined ? {} : { colors }),
    };
    const errand = { jobId: desk.jobId, part: `turn-${step}` };
    const painted = await paint({ errand, prompt, size, seed, outputFormat: "png", wishes, images }, signal);
    warnings.push(...painted.warnings);
    return painted.drawing;
  }

  return {
    font,
    draw,
    canvas: finishedSize(request, first ?? { width: 1, height: 1 }),
    async open(name) {
      const item = state.items.find((one) => one.name === name);
      if (item === undefined)
        throw new ToolRefused(
          `There is no image ${name}. There are: ${state.items.map((one) => one.name).join(", ")}.`,
        );
      return { item, raster: await desk.open(item) };
    },
  };
}
