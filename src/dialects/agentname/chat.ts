import type { Reply } from "../../chat/chat";
import { AppError } from "../../core/errors";
import { keyRoute, setHeaders, type DialectApp, type DialectContext } from "../dialect";
import { answers, takes } from "../shapes";
import { eventStream } from "../sse";
import { outputsFor } from "../urls";
import { agentError, refusals } from "./errors";
import { ChatMessage, ChatReply } from "./schemas";
import { toProgress } from "./words";

const EVENTS = {
  schema: {
    type: "string",
    description:
      'Events: `token` with {"token"}, a piece of the reply each; then `done` with the whole answer, or `error` with {"error","code"}.',
    example: 'event: token\ndata: {"token":"Hello. "}\n\n',
  },
} as const;

const chat = (tags: string[]) => {
  const reply = answers(ChatReply, "The reply, or with `stream` its words as they come.");
  return keyRoute({
    method: "post",
    path: "/api/chat",
    operationId: "agentChat",
    summary: "Talk to the concierge",
    description:
      "It makes pictures and videos, tells how jobs are doing, and answers from live facts what is left of the plan, " +
      "what things cost and which sizes there are. A message counts against the plan's day; one that cannot be answered does not.",
    tags,
    request: { body: takes(ChatMessage) },
    responses: {
      200: { ...reply, content: { ...reply.content, "text/event-stream": EVENTS } },
      ...refusals(400, 401, 413, 429, 502),
    },
  });
};

export function chatRoute(app: DialectApp, tags: string[]): void {
  app.openapi(chat(tags), async (c) => {
    const { message, history, stream } = c.req.valid("json");
    const outputsOf = outputsFor(c);
    const reply = await c.var.services.chat.reply({
      principal: c.var.principal,
      idempotency: c.var.idempotency,
      dialect: "agentname",
      describe: (job) => toProgress(job, outputsOf),
      message,
      history,
      hungUp: c.req.raw.signal,
    });
    setHeaders(c, reply.headers);
    const wanted = stream || (c.req.header("accept") ?? "").includes("text/event-stream");
    return wanted ? speak(c, reply) : c.json(await whole(reply, c.var.services.now()), 200);
  });
}

async function whole(reply: Reply, now: Date): Promise<ChatReply> {
  let text = "";
  for await (const word of reply.words) text += word;
  return toReply(text, reply, now);
}

function toReply(text: string, { started }: Reply, now: Date): ChatReply {
  const jobs = started.map(({ id }) => ({ jobId: id, status: "queued" as const }));
  return { reply: text.trim(), timestamp: now.toISOString(), ...(jobs.length > 0 ? { jobs } : {}) };
}

/** The reply word by word. What breaks in the middle is told in the stream: the status is long sent. */
function speak(c: DialectContext, reply: Reply): Response {
  const { log, now } = c.var.services;
  const logFault = (error: unknown) => {
    const { code, cause } = AppError.from(error);
    log.event("request_failed", { requestId: c.var.requestId, code }, cause);
  };
  return eventStream(
    c,
    async (stream) => {
      const send = (event: string, data: object) => stream.writeSSE({ event, data: JSON.stringify(data) });
      let text = "";
      try {
        for await (const token of reply.words) {
          text += token;
          await send("token", { token });
        }
        await send("done", toReply(text, reply, now()));
      } catch (error) {
        logFault(error);
        await send("error", agentError(AppError.from(error)));
      }
    },
    { onError: logFault },
  );
}
