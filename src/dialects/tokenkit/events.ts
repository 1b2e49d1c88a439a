import { Progress, type JobEvent } from "../../core/job";
import { keyRoute, type DialectApp } from "../dialect";
import { answers, idPath } from "../shapes";
import { previewUrlFor } from "../urls";
import { refusals } from "./errors";
import { Events, type Event } from "./schemas";
import { STATUS } from "./words";

const list = (tags: string[]) =>
  keyRoute({
    method: "get",
    path: "/v1/jobs/{id}/events",
    operationId: "listJobEvents",
    summary: "What happened to a job, and when",
    description: "The log that the stream tells, so far: each change of state, and each note of what was done.",
    tags,
    request: { params: idPath("The job's id.") },
    responses: { 200: answers(Events, "The log, oldest first."), ...refusals(401, 404, 429, 503) },
  });

export function eventRoute(app: DialectApp, tags: string[]): void {
  app.openapi(list(tags), async (c) => {
    const events = await c.var.services.jobs.events(c.var.principal.accountId, c.req.valid("param").id);
    const previewUrl = previewUrlFor(c);
    return c.json({ data: events.map((event) => toEvent(event, previewUrl)), errors: null }, 200);
  });
}

function toEvent({ seq, type, data, at }: JobEvent, previewUrl: (id: string) => string): Event {
  if (type === "status") {
    const { status = "queued" } = data as { readonly status?: keyof typeof STATUS };
    return { id: seq, event: "status", status: STATUS[status], at: at.toISOString() };
  }
  const { note, percent, turn } = Progress.parse(data);
  return {
    id: seq,
    event: "log",
    note,
    progress: percent / 100,
    ...(turn?.preview === undefined ? {} : { preview_url: previewUrl(turn.preview) }),
    at: at.toISOString(),
  };
}
