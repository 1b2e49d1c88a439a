/** One request that a provider's documents describe, and what they say is answered. */
export interface Exchange {
  readonly method: string;
  /** Below the room, with its query. */
  readonly path: string;
  readonly answer: Answer;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `{room}` in it stands for where the room is. */
  readonly json?: unknown;
  /** A file. */
  readonly base64?: string;
  /** How the connection itself misbehaves. */
  readonly fault?: "reset" | "hang" | "truncate" | "endless";
}

/** A request as it arrived. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}
