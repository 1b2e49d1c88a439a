import { computed, signal } from "@preact/signals";

/** Whether the browser has a network. */
const online = signal(navigator.onLine);
/** Whether the last request got an answer. */
export const reached = signal(true);
/** Nothing can be asked at the moment. */
export const cutOff = computed(() => !online.value || !reached.value);

addEventListener("online", () => (online.value = true));
addEventListener("offline", () => (online.value = false));

const LOOK_AGAIN_MS = 3_000;

/** While the server cannot be reached, asks whether it is back. */
reached.subscribe((is) => {
  if (!is) setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
});

async function lookAgain(): Promise<void> {
  const answer = await fetch("/models", { method: "HEAD" }).catch(() => null);
  if (answer !== null) reached.value = true;
  else if (!reached.value) setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
}
