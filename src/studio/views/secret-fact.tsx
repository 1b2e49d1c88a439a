import { useSignal } from "@preact/signals";
import { CopyButton } from "../parts/copy-button";

/** Something that proves who one is: hidden until it is asked for. */
export function SecretFact({ name, value, open = false }: { name: string; value: string; open?: boolean }) {
  const seen = useSignal(open);
  return (
    <div>
      <dt>{name}</dt>
      <dd class="secret">
        <code class="id">{seen.value ? value : "•".repeat(Math.min(14, value.length))}</code>
        {!open && (
          <button
            type="button"
            class="quiet"
            aria-label={`${seen.value ? "Hide" : "Show"} ${name}`}
            onClick={() => (seen.value = !seen.value)}
          >
            {seen.value ? "Hide" : "Show"}
          </button>
        )}
        <CopyButton text={value} what={name} quiet />
      </dd>
    </div>
  );
}
