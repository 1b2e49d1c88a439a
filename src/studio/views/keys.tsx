import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listKeys, makeKey, revokeKey, type Key } from "../account";
import { credentials } from "../credentials";
import { day } from "../format";
import { attempt } from "../notices";
import { ConfirmButton } from "../parts/confirm-button";
import { CopyButton } from "../parts/copy-button";
import { Icon } from "../parts/icon";

/** The account's keys: one for each program, so that each can be taken back by itself. */
export function Keys() {
  const keys = useSignal<readonly Key[] | null>(null);
  const name = useSignal("");
  const made = useSignal<string | null>(null);
  const reload = async (): Promise<void> => void (keys.value = await listKeys());
  useEffect(() => void attempt(reload), []);

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await attempt(async () => {
      made.value = await makeKey(name.value);
      name.value = "";
      await reload();
    });
  }
  const ours = (prefix: string): boolean => credentials.value?.apiKey.startsWith(prefix) ?? false;

  return (
    <section class="card" aria-labelledby="keys">
      <h2 id="keys">API keys</h2>
      <ul class="rows">
        {keys.value?.map(({ id, name: called, prefix, created_at }) => (
          <li key={id}>
            <Icon name="key" />
            <span class="row-main">
              <strong>{called}</strong> {ours(prefix) && <span class="badge">this browser</span>}
              <span class="hint">
                <code>{prefix}…</code> since {day(created_at)}
              </span>
            </span>
            <ConfirmButton
              sure={ours(prefix) ? "Lock this browser out" : "Revoke for good"}
              label={`Revoke ${called}`}
              onConfirm={async () => {
                await revokeKey(id);
                await reload();
              }}
            >
              Revoke
            </ConfirmButton>
          </li>
        ))}
      </ul>
      <div role="status">
        {made.value !== null && (
          <p class="made-key">
            <span>Copy it now; it is not shown again.</span>
            <code class="id">{made.value}</code>
            <CopyButton text={made.value} what="the new key" />
          </p>
        )}
      </div>
      <form class="with-button" onSubmit={(event) => void make(event)}>
        <input
          aria-label="Name of the new key"
          placeholder="What it is for"
          required
          maxLength={100}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <button type="submit" class="button">
          Make a key
        </button>
      </form>
    </section>
  );
}
