import { signal } from "@preact/signals";
import { readStored, writeStored } from "./stored";

/** What proves the account. The pin is only known where the account was made here. */
export interface Credentials {
  readonly apiKey: string;
  readonly accountId?: string;
  readonly pin?: string;
}

const PLACE = "edgel.credentials";

/** Kept in this browser, and sent nowhere but to this server. */
export const credentials = signal<Credentials | null>(readStored<Credentials>(PLACE));

/** The server has refused the key: it was revoked, or belongs to another server. */
export const refused = signal(false);

export function keep(found: Credentials | null): void {
  credentials.value = found;
  refused.value = false;
  writeStored(PLACE, found);
}
