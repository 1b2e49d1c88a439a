/** Our own public API, called in this process: its checks, limits and refusals hold for every tool. */

export type Fetch = (request: Request) => Promise<Response>;

/** What the API refused, as its caller can act on it. */
export class ApiRefused extends Error {
  readonly status: number;
  /** Seconds; `null` where the API names none. */
  readonly retryAfter: number | null;

  constructor(message: string, status: number, retryAfter: number | null) {
    super(message);
    this.name = "ApiRefused";
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface Call {
  readonly key?: string | undefined;
  readonly json?: object;
  readonly idempotencyKey?: string | undefined;
}

export const createApi = (fetch: Fetch, request: Request) => {
  const { origin } = new URL(request.url);
  const address = request.headers.get("cf-connecting-ip");

  async function send(method: string, path: string, { key, json, idempotencyKey }: Call): Promise<Response> {
    const headers = new Headers();
    if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
    if (json !== undefined) headers.set("content-type", "application/json");
    if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
    if (address !== null) headers.set("cf-connecting-ip", address);
    const body = json === undefined ? null : JSON.stringify(json);
    return await fetch(new Request(origin + path, { method, headers, body }));
  }

  return {
    /** The answer's JSON. */
    async call(method: string, path: string, options: Call = {}): Promise<unknown> {
      const response = await send(method, path, options);
      const body: unknown = await response.json();
      if (response.ok) return body;
      const retryAfter = response.headers.get("retry-after");
      throw new ApiRefused(messageOf(body), response.status, retryAfter === null ? null : Number(retryAfter));
    },

    /** A public picture's bytes, or `null` where it is no longer there. */
    async picture(url: string): Promise<Response | null> {
      const response = await send("GET", new URL(url).pathname, {});
      return response.ok ? response : null;
    },
  };
};

export type OwnApi = ReturnType<typeof createApi>;

/** An error in the shape of any dialect. */
interface Refusal {
  readonly message?: string;
  readonly error?: string;
  readonly fields?: readonly { readonly field: string; readonly reason: string }[];
  readonly errors?: readonly { readonly message: string; readonly path?: readonly string[] }[];
}

/** What was wrong, with the fields by name. */
function messageOf(body: unknown): string {
  const { message, error = "The request was refused.", fields, errors } = body as Refusal;
  if (fields !== undefined) return fields.map(({ field, reason }) => `${field}: ${reason}`).join(" ");
  if (errors !== undefined) return errors.map((one) => [...(one.path ?? []), one.message].join(": ")).join(" ");
  if (message === undefined) return error;
  const [, field] = /^invalid_field:(.+)$/.exec(error) ?? [];
  return field === undefined ? message : `${field}: ${message}`;
}
