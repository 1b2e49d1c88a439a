import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { attempt } from "../notices";

interface Properties {
  readonly children: ComponentChildren;
  /** What the second press says. */
  readonly sure: string;
  readonly label?: string;
  readonly onConfirm: () => Promise<unknown>;
}

const FORGETS_AFTER_MS = 4_000;

/** For what cannot be undone: asks once, where it was pressed. */
export function ConfirmButton({ children, sure, label, onConfirm }: Properties) {
  const asked = useSignal(false);
  const busy = useSignal(false);
  async function press(): Promise<void> {
    if (!asked.value) {
      asked.value = true;
      setTimeout(() => (asked.value = false), FORGETS_AFTER_MS);
      return;
    }
    busy.value = true;
    await attempt(onConfirm);
    busy.value = false;
    asked.value = false;
  }
  return (
    <button
      type="button"
      class={asked.value ? "button danger" : "button"}
      aria-label={asked.value ? undefined : label}
      disabled={busy.value}
      onClick={() => void press()}
    >
      {asked.value ? sure : children}
    </button>
  );
}
