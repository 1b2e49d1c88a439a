import type { z } from "zod";
import { generateText, tool, type ModelMessage, type ToolSet } from "ai";
import { AGENT_TOOLS, AGENT_TOOL_NAMES, type AgentTask, type AgentTool } from "../core/agent";
import { Json, toJson, type AgentGoal, type Cost } from "../core/job";
import { withinAttempt } from "../failover/failover";
import type { LanguageEntry } from "../models/entry";
import { INSTRUCTIONS, messageOf } from "./instructions";
import type { AgentState, Decision, Turn } from "./state";

/** An image as a language model sees it: small. */
export interface Glimpse {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface Question {
  readonly task: AgentTask;
  readonly state: AgentState;
  /** Whether another picture may be drawn, and whether one may be drawn from another. */
  readonly draws: boolean;
  readonly edits: boolean;
  /** The last turn there is: words that were asked for have to come now. */
  readonly isLast: boolean;
  /** What there is to see, for a model that sees. */
  readonly glimpses: readonly Glimpse[];
}

/** Asks a language model what to do next. What it wants beyond one tool is done in the turns after. */
export async function decide(
  { model, card, embedded }: LanguageEntry,
  { task, state, draws, edits, isLast, glimpses }: Question,
  signal: AbortSignal,
): Promise<{ readonly decisions: Decision[]; readonly cost?: Cost | undefined }> {
  const { toolCalls, usage } = await generateText({
    model,
    instructions: INSTRUCTIONS,
    messages: [
      { role: "user", content: contentOf(task, card.sees_images ? glimpses : []) },
      ...state.turns.flatMap(messagesOf),
    ],
    tools: toolsFor(task.goal, { draw: draws, edit: edits, look: !isLast || task.goal !== "prompt" }),
    toolChoice: "required",
    ...(embedded ? { providerOptions: { edgel: { task } } } : {}),
    // Trying again is the job's own business: it outlives this invocation.
    maxRetries: 0,
    abortSignal: withinAttempt(signal),
  });
  const decisions = toolCalls.flatMap(({ toolName, input }) =>
    isTool(toolName) ? [{ tool: toolName, input: Json.parse(input) }] : [],
  );
  const { totalTokens } = usage;
  return { decisions, cost: totalTokens === undefined ? undefined : { amount: totalTokens, unit: "tokens" } };
}

const isTool = (name: string): name is AgentTool => Object.hasOwn(AGENT_TOOLS, name);

type Choice = Readonly<Record<"draw" | "edit" | "look", boolean>>;

function toolsFor(goal: AgentGoal, choice: Choice): ToolSet {
  const offered = (name: AgentTool): boolean =>
    isOf(name, goal) && (name === "draw" || name === "edit" || name === "look" ? choice[name] : true);
  return Object.fromEntries(
    AGENT_TOOL_NAMES.filter(offered).map((name) => {
      const { description, input: inputSchema } = AGENT_TOOLS[name];
      return [name, tool({ description, inputSchema: inputSchema as z.ZodType<object> })];
    }),
  );
}

const isOf = (name: AgentTool, goal: AgentGoal): boolean =>
  goal === "prompt" ? name === "look" || name === "answer" : name !== "answer";

const contentOf = (task: AgentTask, glimpses: readonly Glimpse[]) => [
  { type: "text" as const, text: messageOf(task) },
  ...glimpses.flatMap(({ name, bytes, mediaType }) => [
    { type: "text" as const, text: `${name}:` },
    { type: "file" as const, data: bytes, mediaType },
  ]),
];

/** A turn as the model's own call and what the tool answered. */
function messagesOf({ decision, result }: Turn, index: number): ModelMessage[] {
  const call = { toolCallId: `call_${index + 1}`, toolName: decision.tool };
  return [
    { role: "assistant", content: [{ type: "tool-call", ...call, input: decision.input }] },
    { role: "tool", content: [{ type: "tool-result", ...call, output: { type: "json", value: toJson(result) } }] },
  ];
}
