import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { createApp } from "../../src/app";
import { createServices, type Replacements } from "../../src/services";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Whole bodies are compared as they came; a test says what they should be.
  readonly body: any;
}

export interface Call {
  readonly key?: string;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
}

export type Api = (method: string, path: string, call?: Call) => Promise<Answer>;

const ORIGIN = "https://edgel.test";

function toRequest(method: string, path: string, { key, json, body, headers = {} }: Call): Request {
  const all = new Headers(headers);
  if (key !== undefined) all.set("authorization", `Bearer ${key}`);
  if (json !== undefined) all.set("content-type", all.get("content-type") ?? "application/json");
  const content = json === undefined ? body : JSON.stringify(json);
  return new Request(ORIGIN + path, { method, headers: all, ...(content === undefined ? {} : { body: content }) });
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}

/** The Worker as a caller meets it. */
export const api: Api = async (method, path, call = {}) =>
  await toAnswer(await exports.default.fetch(toRequest(method, path, call)));

/** The raw answer, for pictures. */
export const fetchRaw = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  await exports.default.fetch(new Request(ORIGIN + path, { method, headers }));

/** The same app over other settings, or with a clock, a model or a network of the test's own. */
export function apiWith(settings: Partial<Record<string, unknown>>, replacements: Replacements = {}): Api {
  const fetched = fetchWith(settings, replacements);
  return async (method, path, call = {}) => await toAnswer(await fetched(method, path, call));
}

/** Of the same, the raw answer. */
export function fetchWith(settings: Partial<Record<string, unknown>>, replacements: Replacements = {}) {
  const changed = { ...env, ...settings } as Env;
  const app = createApp(() => createServices(changed, replacements));
  return async (method: string, path: string, call: Call = {}): Promise<Response> =>
    await app.fetch(toRequest(method, path, call), changed, createExecutionContext());
}

export const pathOf = (url: string): string => new URL(url).pathname;
