/** A field that may be logged: identifiers, codes, counts. Prompts, keys and bodies have no place here. */
export type LogField = string | number | boolean | null | undefined;

export interface Log {
  readonly event: (name: string, fields?: Readonly<Record<string, LogField>>, cause?: unknown) => void;
}

/** One JSON line per event. `write` is `console.log` in the Worker. */
export function createLog(write: (line: string) => void = (line) => console.log(line)): Log {
  return {
    event: (name, fields = {}, cause) =>
      write(JSON.stringify({ event: name, ...fields, ...(cause === undefined ? {} : { cause: describe(cause) }) })),
  };
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const inner = cause.cause instanceof Error ? ` (${cause.cause.name}: ${cause.cause.message})` : "";
  return `${cause.name}: ${cause.message}${inner}`.slice(0, 500);
}
