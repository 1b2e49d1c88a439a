/** What this browser remembers. It may be full, or forbidden: then nothing is remembered, and all else works. */

export function readStored<T>(place: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function writeStored(place: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // As if there were no storage.
  }
}
