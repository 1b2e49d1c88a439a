import { cutOff } from "../connection";
import { credentials, keep, refused } from "../credentials";
import { attempt, dismiss, notices } from "../notices";
import { Icon } from "../parts/icon";
import { recover } from "../session";

/** What everybody has to know, whatever they look at: no connection, no valid key, and what has just happened. */
export const Lines = () => (
  <>
    <div role="status">
      {cutOff.value && (
        <p class="line">
          <Icon name="warning" /> The server cannot be reached. What runs there goes on; this page takes it up again.
        </p>
      )}
    </div>
    {refused.value && <RefusedKey />}
    <div class="notices" role="log" aria-label="Notices">
      {notices.value.map(({ id, text, tone }) => (
        <p key={id} class={`notice ${tone}`}>
          <span>{text}</span>
          <button type="button" class="quiet icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  </>
);

function RefusedKey() {
  const { pin, accountId } = credentials.value ?? {};
  return (
    <div class="line bad" role="alert">
      <Icon name="warning" /> <span>The key of this browser is no longer valid.</span>
      {pin !== undefined && (
        <button type="button" class="button" onClick={() => void attempt(() => recover(pin, accountId))}>
          Make a new one with the pin
        </button>
      )}
      <button type="button" class="button" onClick={() => keep(null)}>
        Begin anew
      </button>
    </div>
  );
}
