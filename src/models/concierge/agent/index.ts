import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { AgentResult, AgentTask, type AgentCall } from "../../../core/agent";
import { planPrompt } from "./enhance";
import { planPicture, type Plan } from "./plan";
import { planSheet } from "./sheet";

/**
 * What an agent does next. A plan is worked out anew each time and led through what its tools have answered so far, so
 * that nothing has to be remembered but the conversation.
 */
export function nextCall({ providerOptions, prompt }: LanguageModelV4CallOptions): AgentCall | null {
  const task = AgentTask.safeParse(providerOptions?.["edgel"]?.["task"]);
  if (!task.success) return null;
  const plan = planFor(task.data);
  let next = plan.next();
  for (const result of resultsOf(prompt)) {
    if (next.done === true) return null;
    next = plan.next(result);
  }
  return next.done === true ? null : next.value;
}

function planFor(task: AgentTask): Plan {
  switch (task.goal) {
    case "image":
      return planPicture(task);
    case "prompt":
      return planPrompt(task);
    case "character_sheet":
      return planSheet(task);
  }
}

const resultsOf = (prompt: LanguageModelV4CallOptions["prompt"]): AgentResult[] =>
  prompt.flatMap((message) =>
    message.role === "tool"
      ? message.content.flatMap((part) =>
          part.type === "tool-result" && part.output.type === "json" ? [AgentResult.parse(part.output.value)] : [],
        )
      : [],
  );
