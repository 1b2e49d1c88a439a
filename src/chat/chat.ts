import { isStepCount, streamText, type ModelMessage } from "ai";
import { bestEffort } from "../core/best-effort";
import { AppError } from "../core/errors";
import type { Job } from "../core/job";
import type { Limits } from "../limits/limits";
import { ModelFailed } from "../models/faults";
import type { LanguageEntry } from "../models/index";
import { INSTRUCTIONS } from "./instructions";
import { createTools, type Caller, type ToolDependencies } from "./tools";

/** Model calls for one message: a few rounds of tools, and the answer. */
const MAX_STEPS = 6;
/** No answer takes longer. */
const TIMEOUT_MS = 60_000;

export interface Turn {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface Message extends Omit<Caller, "onStarted"> {
  readonly message: string;
  /** The turns before it, oldest first. */
  readonly history: readonly Turn[];
  /** Fires when nobody listens any more. */
  readonly hungUp: AbortSignal;
}

export interface Reply {
  /** Where the caller stands with its limits. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer as it is spoken; it throws an `AppError` where the engine breaks off. */
  readonly words: AsyncIterable<string>;
  /** What the message started, once all is said. */
  readonly started: readonly Job[];
}

export interface ChatDependencies extends ToolDependencies {
  readonly limits: Limits;
  readonly models: readonly LanguageEntry[];
}

/** Conversations: a message goes to the first language model with the tools of this service, and its words come back. */
export const createChat = (deps: ChatDependencies) => ({
  /** Counts the message and waits for the first word, so that an engine that cannot be reached is a refusal. */
  async reply({ message, history, hungUp, ...caller }: Message): Promise<Reply> {
    const [entry] = deps.models;
    if (entry === undefined) throw new AppError("engine_unreachable", "This server has no language model.");
    const { accountId, plan } = caller.principal;
    const spent = await deps.limits.spendChat(accountId, plan);
    const started: Job[] = [];
    const messages: ModelMessage[] = [...history, { role: "user", content: message }];
    const { fullStream } = streamText({
      model: entry.model,
      instructions: INSTRUCTIONS,
      messages,
      tools: createTools(deps, { ...caller, onStarted: (job) => started.push(job) }),
      stopWhen: isStepCount(MAX_STEPS),
      maxRetries: 1,
      abortSignal: AbortSignal.any([hungUp, AbortSignal.timeout(TIMEOUT_MS)]),
      // Reported as a part of the stream, too.
      onError: () => {},
    });
    const words = textOf(fullStream);
    try {
      const first = await words.next();
      if (first.done === true) throw new Error("the language model said nothing");
      return { headers: spent.headers, started, words: resume(first.value, words) };
    } catch (error) {
      await bestEffort(deps.log, "chat_undo_unheard", { accountId }, spent.undo());
      throw unreachable(error);
    }
  },
});

export type Chat = ReturnType<typeof createChat>;

/** The text of a stream, step after step, with a space between what two steps say. */
async function* textOf(
  stream: AsyncIterable<{ type: string; text?: string; error?: unknown }>,
): AsyncGenerator<string, void> {
  let said = false;
  let pause = false;
  for await (const part of stream) {
    if (part.type === "error") throw part.error;
    if (part.type === "abort") throw new Error("the answer was broken off");
    if (part.type === "text-start") pause = said;
    if (part.type !== "text-delta" || part.text === undefined || part.text === "") continue;
    yield pause ? ` ${part.text}` : part.text;
    said = true;
    pause = false;
  }
}

async function* resume(first: string, rest: AsyncGenerator<string, void>): AsyncGenerator<string> {
  yield first;
  try {
    yield* rest;
  } catch (error) {
    throw unreachable(error);
  }
}

const unreachable = (cause: unknown): AppError =>
  new AppError(
    "engine_unreachable",
    "The chat engine cannot be reached right now.",
    { retryAfter: 5 },
    new ModelFailed("the chat's model", cause),
  );
