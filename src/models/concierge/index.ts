import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolResultOutput,
} from "@ai-sdk/provider";
import { nextCall } from "./agent/index";
import { CONCIERGE_ID } from "./describe";
import { intentsOf, type Turn } from "./intents";
import { SAYINGS, sentenceFor } from "./replies";

/**
 * The embedded concierge: a language model that works by rules. It reads the last message for what is wanted, calls
 * the tools for it, and puts what they answer into sentences. It knows nothing by itself.
 */
export function createConcierge(): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "edgel",
    modelId: CONCIERGE_ID,
    supportedUrls: {},

    async doGenerate(call) {
      const content = answer(call);
      return { content, finishReason: reasonOf(content), usage: USAGE, warnings: [] };
    },

    async doStream(call) {
      const content = answer(call);
      const parts: LanguageModelV4StreamPart[] = [
        { type: "stream-start", warnings: [] },
        ...content.flatMap(inParts),
        { type: "finish", finishReason: reasonOf(content), usage: USAGE },
      ];
      return {
        stream: new ReadableStream({
          start(controller) {
            for (const part of parts) controller.enqueue(part);
            controller.close();
          },
        }),
      };
    },
  };
}

/** Rules count no tokens. */
const USAGE = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

function answer(options: LanguageModelV4CallOptions): LanguageModelV4Content[] {
  const { prompt, tools = [] } = options;
  const call = nextCall(options);
  if (call !== null)
    return [
      {
        type: "tool-call",
        toolCallId: `call_${prompt.length}`,
        toolName: call.tool,
        input: JSON.stringify(call.input),
      },
    ];
  const last = prompt.at(-1);
  if (last?.role === "tool") {
    const sentences = last.content.flatMap((part) =>
      part.type === "tool-result" ? [sentenceFor(part.toolName, valueOf(part.output))] : [],
    );
    return [{ type: "text", text: sentences.join(" ") }];
  }
  const offered = new Set(tools.map(({ name }) => name));
  const content = intentsOf(turnsOf(prompt)).map((intent, index): LanguageModelV4Content => {
    if ("say" in intent) return { type: "text", text: SAYINGS[intent.say] };
    if (!offered.has(intent.tool)) return { type: "text", text: SAYINGS.unknown };
    return {
      type: "tool-call",
      toolCallId: `call_${prompt.length}_${index}`,
      toolName: intent.tool,
      input: JSON.stringify(intent.input),
    };
  });
  return content;
}

const reasonOf = (content: readonly LanguageModelV4Content[]): LanguageModelV4FinishReason => ({
  unified: content.some(({ type }) => type === "tool-call") ? "tool-calls" : "stop",
  raw: undefined,
});

/** A text word by word, as it would be spoken. */
function inParts(content: LanguageModelV4Content, index: number): LanguageModelV4StreamPart[] {
  if (content.type !== "text") return content.type === "tool-call" ? [content] : [];
  const id = String(index);
  const words = content.text.match(/\S+\s*/g) ?? [];
  return [
    { type: "text-start", id },
    ...words.map((delta): LanguageModelV4StreamPart => ({ type: "text-delta", id, delta })),
    { type: "text-end", id },
  ];
}

const turnsOf = (prompt: LanguageModelV4Prompt): Turn[] =>
  prompt.flatMap((message): Turn[] => {
    if (message.role !== "user" && message.role !== "assistant") return [];
    const text = message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");
    return text === "" ? [] : [{ role: message.role, text }];
  });

const valueOf = (output: LanguageModelV4ToolResultOutput): unknown => ("value" in output ? output.value : null);
