import { credentials, refused } from "./credentials";
import { reached } from "./connection";

/** The server's refusal, in words for people; status 0 where it could not be reached. */
export class ApiFailure extends Error {
  readonly status: number;
  /** Seconds after which it makes sense to ask again. */
  readonly retryAfter: number | null;
  constructor(message: string, status: number, retryAfter: number | null = null) {
    super(message);
    this.name = "ApiFailure";
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface Call {
  readonly json?: unknown;
  readonly body?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another credential than the one that is kept; null for none. */
  readonly credential?: string | null;
  readonly signal?: AbortSignal;
}

/** Asks the public API; anything but success is thrown as an ApiFailure. */
export async function ask(method: string, path: string, call: Call = {}): Promise<Response> {
  const kept = credentials.value?.apiKey ?? null;
  const credential = call.credential === undefined ? kept : call.credential;
  const headers = new Headers(call.headers);
  if (credential !== null) headers.set("authorization", `Bearer ${credential}`);
  if (call.json !== undefined) headers.set("content-type", "application/json");
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);
  const answer = await reach(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
  if (answer.ok) return answer;
  if (answer.status === 401 && credential === kept && kept !== null) refused.value = true;
  throw await failureIn(answer);
}

/** The same, as JSON. */
export async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const answer = await ask(method, path, options);
  return (answer.status === 204 ? null : await answer.json()) as T;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(path, init);
    reached.value = true;
    return answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    reached.value = false;
    throw new ApiFailure("The server cannot be reached.", 0);
  }
}

/** Every API of this server has its own way to say no. */
interface Refusal {
  readonly message?: string;
  readonly error?: string | { readonly message: string };
  readonly errors?: readonly { readonly message: string; readonly path?: string }[] | null;
}

async function failureIn(answer: Response): Promise<ApiFailure> {
  const wait = Number(answer.headers.get("retry-after"));
  const retryAfter = answer.headers.has("retry-after") && Number.isFinite(wait) ? wait : null;
  const said = (await answer.json().catch(() => ({}))) as Refusal;
  const error = typeof said.error === "object" ? said.error.message : said.error;
  const all = said.errors?.map(({ message, path }) => (path === undefined ? message : `${path}: ${message}`));
  const message = said.message ?? all?.join(" ") ?? error ?? `The server answered ${answer.status}.`;
  return new ApiFailure(message, answer.status, retryAfter);
}
