import { useSignal } from "@preact/signals";
import { attempt } from "../notices";
import { recover, signIn, signUp } from "../session";

const SAMPLES = [
  ["fox", "A red fox in the snow at dusk"],
  ["castle", "A castle on a hill in gold and teal"],
  ["lighthouse", "A lighthouse at sunset, oil painting"],
  ["penguins", "Two penguins in top hats under the northern lights"],
  ["glass", "A rose garden as stained glass"],
  ["shapes", "A pattern of shapes in five colours"],
] as const;

/** Before there is an account: what this is, and one press to begin. */
export function Welcome() {
  const busy = useSignal(false);
  async function begin(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    await attempt(work);
    busy.value = false;
  }
  return (
    <div class="welcome">
      <div class="welcome-words">
        <h1>Words in. Pictures out.</h1>
        <p class="lead">
          Pictures, short clips and edited photographs from a few words, at a URL that stays. This studio is one client
          of an API that you and your agents can call as well.
        </p>
        <button type="button" class="button primary large" disabled={busy.value} onClick={() => void begin(signUp)}>
          {busy.value ? "One moment…" : "Start creating"}
        </button>
        <p class="hint">
          Makes an account with free credits: no e-mail, no password. Its keys stay in this browser, and you can copy
          them out.
        </p>
        <ExistingAccount busy={busy.value} begin={begin} />
      </div>
      <ul class="samples" aria-label="Made here">
        {SAMPLES.map(([name, words]) => (
          <li key={name}>
            <img src={`/studio/samples/${name}.webp`} alt={words} width="480" height="480" />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ExistingProperties {
  readonly busy: boolean;
  readonly begin: (work: () => Promise<void>) => Promise<void>;
}

function ExistingAccount({ busy, begin }: ExistingProperties) {
  const secret = useSignal("");
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const given = secret.value.trim();
    // A pin is what an account can be got back with, a key what it is used with.
    void begin(() => (given.startsWith("hq_pin_") ? recover(given) : signIn(given)));
  }
  return (
    <details class="existing">
      <summary>I have a key or a pin</summary>
      <form onSubmit={submit}>
        <label class="field">
          <span class="field-name">API key or pin</span>
          <input
            type="password"
            autocomplete="off"
            spellcheck={false}
            required
            value={secret.value}
            onInput={(event) => (secret.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={busy}>
          Go on
        </button>
      </form>
    </details>
  );
}
