import { signal } from "@preact/signals";

/** Now, to the second: for what is counted up or down before one's eyes. */
export const clock = signal(Date.now());

setInterval(() => (clock.value = Date.now()), 1_000);
