import { effect, signal } from "@preact/signals";
import { readStored, writeStored } from "./stored";

export type Theme = "light" | "dark" | "auto";

const PLACE = "edgel.theme";

/** `auto` is what the device says. */
export const theme = signal<Theme>(readStored<Theme>(PLACE) ?? "auto");

effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  writeStored(PLACE, theme.value === "auto" ? null : theme.value);
});
