import { JobFailure, toJson, type AgentRequest, type Job, type JsonValue, type Progress, type Step } from "../core/job";
import type { AgentResult } from "../core/agent";
import type { Failover } from "../failover/failover";
import type { Models } from "../models/entry";
import { UnreadableImage } from "../raster/png-read";
import { act, drawingsLeft, type ActDependencies } from "./act";
import { close } from "./close";
import { decide, type Glimpse } from "./decide";
import { createDesk, type Desk, type DeskDependencies } from "./desk";
import { AgentState, FRESH, type Decision } from "./state";

export interface AgentDependencies extends DeskDependencies, ActDependencies {
  readonly models: Models;
  readonly firstToAnswer: Failover;
  readonly now: () => Date;
}

/** Keeps a state before it is acted on, so that a worker that takes over does the same and asks nobody again. */
export type Save = (state: JsonValue) => Promise<void>;

/**
 * An agent works in turns, and a turn is a step of its job: the language model picks a tool, the tool makes a picture,
 * and both are written down. What was sent is laid on the desk first, an image a step.
 */
export const createAgent = (deps: AgentDependencies) =>
  async function turn(job: Job, request: AgentRequest, signal: AbortSignal, save: Save): Promise<Step> {
    const state = job.state === null ? FRESH : AgentState.parse(job.state);
    const desk = createDesk(deps, job);
    if (state.opened < request.references.length) return await layNext(desk, request, state);

    const started = deps.now().getTime();
    const took = (): number => deps.now().getTime() - started;
    const ready = await withBeginning(desk, request, state);
    const decided = ready.pending.length > 0 ? ready : await withDecision(deps, desk, request, ready, signal);
    if (decided !== state) await save(toJson(decided));
    const [decision] = decided.pending;
    if (decision === undefined) throw new JobFailure("generation_failed", new Error("nothing was decided"));
    if (decision.tool === "finish" || decision.tool === "answer")
      return await close(deps, desk, request, decided, decision, took(), signal);

    const { result, ...after } = await act(deps, desk, request, decided, decision.tool, decision.input, signal);
    const next: AgentState = {
      ...decided,
      ...after,
      turns: [...decided.turns, { decision, result }],
      pending: decided.pending.slice(1),
    };
    const progress = progressOf(request, next, decision, result, took());
    // The last turn always yields a picture: the latest there is.
    if (next.turns.length >= request.maxSteps)
      return { ...(await close(deps, desk, request, next, LATEST, 0, signal)), progress };
    return { done: false, state: toJson(next), waitSeconds: 0, progress, pictures: next.pictures };
  };

export type Agent = ReturnType<typeof createAgent>;

/** The end of work whose turns are used up. */
const LATEST: Decision = { tool: "finish", input: {} };

/** Lays the next reference on the desk; one that cannot be read is passed over, and the job says so. */
async function layNext(desk: Desk, { references }: AgentRequest, state: AgentState): Promise<Step> {
  const upload = references[state.opened];
  if (upload === undefined) throw new Error("there is no such reference");
  const opened = state.opened + 1;
  const [items, warnings, note] = await desk.lay(upload, state.opened).then(
    (item) => [[item], [], `Opened ${item.name}, ${item.width} × ${item.height} pixels.`] as const,
    (error: unknown) => {
      if (!(error instanceof UnreadableImage)) throw error;
      const message = `It could not be used. ${error.message}`;
      const warning = { parameter: `images.${state.opened}`, treatment: "ignored", message } as const;
      return [[], [warning], `Image ${opened} ${message.slice("It ".length)}`] as const;
    },
  );
  const next = { ...state, opened, items: [...state.items, ...items], warnings: [...state.warnings, ...warnings] };
  return { done: false, state: toJson(next), waitSeconds: 0, progress: { percent: 1, note } };
}

/** The picture to go on from lies on the desk before the first turn. */
async function withBeginning(desk: Desk, { from }: AgentRequest, state: AgentState): Promise<AgentState> {
  if (from === undefined || state.items.some(({ name }) => name === "picture_0")) return state;
  const item = await desk.find(from);
  if (item === null) throw new JobFailure("generation_failed", new Error("the picture to go on from is gone"));
  return { ...state, items: [...state.items, item] };
}

async function withDecision(
  deps: AgentDependencies,
  desk: Desk,
  request: AgentRequest,
  state: AgentState,
  signal: AbortSignal,
): Promise<AgentState> {
  const task = {
    goal: request.goal,
    instructions: request.prompt,
    aspectRatio: request.aspectRatio,
    // What the work began with: the rest is told turn by turn.
    images: state.items.filter(({ name }) => name.startsWith("reference_") || name === "picture_0"),
    drawings: request.maxDrawings,
    steps: request.maxSteps,
  };
  const { language, image } = deps.models;
  const glimpses: Glimpse[] = language.some(({ card }) => card.sees_images)
    ? await Promise.all(state.items.map(async (item) => ({ name: item.name, ...(await desk.glimpse(item)) })))
    : [];
  const draws = drawingsLeft(request, state) > 0;
  const edits = draws && image.some(({ card }) => card.honours.reference_images);
  const isLast = state.turns.length + 1 >= request.maxSteps;
  const question = { task, state, draws, edits, isLast, glimpses };
  const errand = { jobId: desk.jobId, part: `decision-${state.turns.length + 1}` };
  const { decisions } = await deps.firstToAnswer(
    language,
    errand,
    async (entry) => await decide(entry, question, signal),
    signal,
  );
  return { ...state, pending: decisions.length > 0 ? decisions : [LATEST] };
}

/** A percentage that a job of unknown length stays below until it has ended. */
const NEARLY = 95;

function progressOf(
  { maxSteps }: AgentRequest,
  { turns, pictures }: AgentState,
  { tool }: Decision,
  { note, image }: AgentResult,
  milliseconds: number,
): Progress {
  const step = turns.length;
  const made = image === undefined ? undefined : pictures.at(-1);
  return {
    percent: Math.min(NEARLY, Math.max(1, Math.floor((100 * step) / maxSteps))),
    note: `Turn ${step}, ${tool}: ${note}`,
    turn: {
      step,
      tool,
      milliseconds,
      ...(made === undefined ? {} : { picture: made.id }),
      ...(made?.preview === undefined ? {} : { preview: made.preview }),
    },
  };
}
