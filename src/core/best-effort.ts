import type { Log, LogField } from "./log";

/** Waits for work that something else repeats if it fails here: the failure is logged and goes no further. */
export async function bestEffort(
  log: Log,
  event: string,
  fields: Readonly<Record<string, LogField>>,
  work: Promise<unknown>,
): Promise<void> {
  await work.catch((error: unknown) => log.event(event, fields, error));
}
