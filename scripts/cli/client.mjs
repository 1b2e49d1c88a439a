// A server's API, as far as the command line uses it.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { framesOf } from "./frames.mjs";

/** The server said no, or cannot be reached: told as it is. */
export class Refused extends Error {}

const ANSWER_WITHIN_MS = 60_000;
/** Of a request whose answer was lost; its key makes it the same job. */
const TRIES = 4;

export function createClient(url) {
  const client = { key: undefined, call, submit, follow, download };

  async function call(method, path, { json, form, headers = {}, signal = AbortSignal.timeout(ANSWER_WITHIN_MS) } = {}) {
    const answer = await fetch(url + path, {
      method,
      signal,
      headers: {
        ...(client.key === undefined ? {} : { authorization: `Bearer ${client.key}` }),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: json === undefined ? form : JSON.stringify(json),
    }).catch((error) => {
      const refused = new Refused(`${url} cannot be reached: ${error.cause?.message ?? error.message}`, {
        cause: error,
      });
      throw Object.assign(refused, { nobody: error.cause?.code === "ECONNREFUSED" });
    });
    if (answer.ok) return answer;
    const refused = new Refused(`${messageOf(await answer.text())} (${answer.status})`);
    throw Object.assign(refused, { status: answer.status });
  }

  /** Asks for it once, however often that takes. */
  async function submit(wish) {
    const key = randomUUID();
    const [path, body, idOf] = await requestOf(wish);
    for (let tries = 1; ; tries++)
      try {
        const answer = await call("POST", path, { ...body, headers: { "idempotency-key": key } });
        return idOf(await answer.json());
      } catch (error) {
        const passes = error.status === undefined ? !error.nobody : error.status >= 500;
        if (!passes || tries === TRIES) throw error;
        await sleep(500 * 2 ** tries);
      }
  }

  /** Tells of each event until the job has ended; a stream that breaks off is taken up where it was. */
  async function follow(id, withinMs, tell) {
    const signal = AbortSignal.timeout(withinMs);
    let last;
    while (!signal.aborted) {
      try {
        const headers = last === undefined ? {} : { "last-event-id": last };
        const stream = await call("GET", `/v1/jobs/${id}/stream`, { headers, signal });
        if (stream.status === 204) break;
        for await (const frame of framesOf(stream.body)) {
          last = frame.id ?? last;
          if (frame.event === "status" && frame.id !== undefined) tell(frame.data);
          if (frame.event === "log") tell(frame.data, await partOf(id, frame.id));
          if (frame.event === "end") return await ended(id);
        }
      } catch (error) {
        if (error.status !== undefined && error.status < 500 && error.status !== 429) throw error;
      }
      await sleep(1_000, undefined, { signal }).catch(() => undefined);
    }
    return await ended(id, signal.aborted);
  }

  /** How far the job had come with that line of its log, which the stream does not tell. */
  async function partOf(id, line) {
    const { data } = await (await call("GET", `/v1/jobs/${id}/events`)).json();
    return data.find((event) => String(event.id) === line)?.progress ?? null;
  }

  async function ended(id, gaveUp = false) {
    const { data } = await (await call("GET", `/v1/jobs/${id}`)).json();
    if (data.status === "succeeded") return data;
    if (data.status === "failed") throw new Refused(data.error ?? "it failed");
    throw new Refused(gaveUp ? `${id} is still ${data.status}; it goes on without us` : `${id} is ${data.status}`);
  }

  async function download(from) {
    const answer = await fetch(from, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Refused(`${from} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  return client;
}

/** The API that makes what is wished, its body, and where its answer has the job's id. */
async function requestOf({ prompt, ratio, style, colors, text, seed, model, format, video, seconds, image }) {
  if (image !== undefined) {
    const form = new FormData();
    form.append("instructions", prompt);
    if (ratio !== undefined) form.append("aspect_ratio", ratio);
    for (const file of image)
      form.append(
        "images",
        new Blob([
          await readFile(file).catch((error) => {
            throw new Refused(`${file}: ${error.message}`, { cause: error });
          }),
        ]),
        basename(file),
      );
    return ["/v2/image/agent", { form }, ({ data }) => data.job_id];
  }
  const wished = {
    prompt,
    aspect_ratio: ratio,
    style,
    colors,
    model,
    output_format: format,
    seed: seed === undefined ? undefined : Number(seed),
  };
  if (video) {
    const duration = seconds === undefined ? undefined : Number(seconds);
    return ["/api/generate", { json: { type: "video", ...wished, duration } }, ({ jobId }) => jobId];
  }
  return ["/image/generate", { json: { ...wished, has_text: text } }, ({ job_id: id }) => id];
}

/** The message of a refusal, whichever API wrote it. */
function messageOf(text) {
  try {
    const { message, error, errors } = JSON.parse(text);
    return message ?? errors?.map((one) => one.message).join(" ") ?? error?.message ?? error ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
