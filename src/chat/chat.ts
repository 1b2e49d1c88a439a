import { isStepCount, streamText, type ModelMessage } from "ai";
import { bestEffort } from "../core/best-effort";
import { AppError } from "../core/errors";
import type { Job } from "../core/job";
import type { Limits } from "../limits/limits";
import { TryLater } from "../core/retry";
import type { Failover } from "../failover/failover";
import type { LanguageEntry } from "../models/entry";
import { BadAnswer, ModelFailed } from "../models/faults";
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
  readonly firstToAnswer: Failover;
}

/** Conversations: a message goes to a language model with the tools of this service, and its words come back. */
export const createChat = (deps: ChatDependencies) => ({
  /** Counts the message and waits for the first word, so that an engine that cannot be reached is a refusal. */
  async reply({ message, history, hungUp, ...caller }: Message): Promise<Reply> {
    if (deps.models.length === 0) throw new AppError("engine_unreachable", "This server has no language model.");
    const { accountId, plan } = caller.principal;
    const spent = await deps.limits.spendChat(accountId, plan);
    const started: Job[] = [];
    const messages: ModelMessage[] = [...history, { role: "user", content: message }];
    const abortSignal = AbortSignal.any([hungUp, AbortSignal.timeout(TIMEOUT_MS)]);

    /** A model's words, once the first is there. What it has started by then is done: nobody else is asked to do it. */
    async function ask({ model }: LanguageEntry): Promise<{ words: AsyncGenerator<string> }> {
      const { fullStream } = streamText({
        model,
        instructions: INSTRUCTIONS,
        messages,
        tools: createTools(deps, { ...caller, onStarted: (job) => started.push(job) }),
        stopWhen: isStepCount(MAX_STEPS),
        maxRetries: 0,
        abortSignal,
        // Reported as a part of the stream, too.
        onError: () => {},
      });
      const words = textOf(fullStream);
      try {
        const first = await words.next();
        if (first.done === true) throw new BadAnswer("the language model said nothing");
        return { words: resume(first.value, words) };
      } catch (error) {
        throw started.length > 0 ? unreachable(error) : error;
      }
    }

    try {
      const { words } = await deps.firstToAnswer(deps.models, null, ask, abortSignal);
      return { headers: spent.headers, started, words };
    } catch (error) {
      await bestEffort(deps.log, "chat_undo_unheard", { accountId }, spent.undo());
      throw error instanceof AppError ? error : unreachable(error);
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
    { retryAfter: cause instanceof TryLater ? cause.seconds : 5 },
    new ModelFailed("the chat's model", cause),
  );
