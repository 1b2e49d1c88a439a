import { useEffect, useRef } from "preact/hooks";
import { cutOff } from "../connection";
import { draft, edit, RATIOS, type Draft } from "../draft";
import { credits } from "../format";
import { clock } from "../clock";
import { imageModels, videoModels } from "../models";
import { CREDITS_A_DRAWING, orderOf } from "../order";
import { Code } from "../parts/code";
import { Choice } from "../parts/field";
import { Icon } from "../parts/icon";
import { references, take } from "../references";
import { standing } from "../standing";
import { pausedUntil, refusal, submitDraft, submitting } from "../submit";
import { Options } from "./options";
import { References } from "./references";

const MODES = { image: "Image", video: "Video", agent: "Agent" } as const satisfies Record<Draft["mode"], string>;
const MODE_NAMES = Object.keys(MODES) as Draft["mode"][];

const ASKS = {
  image: ["What should be in the picture?", "a red fox in the snow at dusk, northern lights above"],
  video: ["What should happen in the clip?", "a sailboat at sunset, gulls overhead"],
  agent: ["What should be done?", "Cut out my product, put it on a beach at sunset and set SUMMER SALE above it"],
} as const satisfies Record<Draft["mode"], readonly [string, string]>;

/** Where a request is put together. */
export function Composer() {
  const prompt = useRef<HTMLTextAreaElement>(null);
  const { mode, prompt: text } = draft.value;
  const [question, example] = ASKS[mode];
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== "/" || isWriting(event.target)) return;
      event.preventDefault();
      prompt.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  function submit(event?: Event): void {
    event?.preventDefault();
    if (whyNot() === null) void submitDraft();
  }

  return (
    <form
      class="composer"
      aria-label="New"
      onSubmit={submit}
      onPaste={(event) => take(event.clipboardData?.files ?? [])}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
      }}
    >
      <Choice
        legend="What to make"
        name="mode"
        class="modes"
        options={MODE_NAMES}
        value={mode}
        onPick={(picked) => edit({ mode: picked, ratio: RATIOS[picked][0] })}
      >
        {(one) => (
          <>
            <Icon name={one} /> {MODES[one]}
          </>
        )}
      </Choice>
      <label class="prompt">
        <span class="field-name">{question}</span>
        <textarea
          ref={prompt}
          rows={4}
          maxLength={mode === "agent" ? 10_000 : 4_000}
          placeholder={example}
          value={text}
          onInput={(event) => edit({ prompt: event.currentTarget.value })}
        />
      </label>
      {mode === "agent" && <References />}
      <Options />
      <Submit />
      <details class="show-code">
        <summary>
          <Icon name="code" /> The same as code
        </summary>
        <Code order={orderOf(draft.value, references.value)} />
      </details>
    </form>
  );
}

function Submit() {
  const reason = whyNot();
  return (
    <div class="submit">
      <button type="submit" class="button primary" disabled={reason !== null} aria-describedby="submit-note">
        {submitting.value ? "Sending…" : "Make it"}
        <span class="price">{price()}</span>
      </button>
      <p id="submit-note" class="hint">
        {reason ?? <span class="shortcut">Ctrl + Enter does it, too</span>}
      </p>
      <div role="alert">{refusal.value !== null && <p class="refusal">{refusal.value}</p>}</div>
    </div>
  );
}

/** What keeps the draft from being sent; null for nothing. */
function whyNot(): string | null {
  const { mode, prompt } = draft.value;
  if (submitting.value) return "On its way…";
  if (cutOff.value) return "No connection";
  const pause = Math.ceil((pausedUntil.value - clock.value) / 1_000);
  if (pause > 0) return `Again in ${pause} s`;
  if (prompt.trim().length < (mode === "agent" ? 3 : 1)) return "Say first what it should be";
  if (mode === "agent" && references.value.some(({ state }) => state === "sending")) return "Images are being sent…";
  return null;
}

function price(): string {
  const { mode, seconds, drawings } = draft.value;
  if (mode === "image") return credits(imageModels.value[0]?.price.credits ?? 5);
  if (mode === "agent") return drawings === 0 ? "free" : `at most ${credits(drawings * CREDITS_A_DRAWING)}`;
  const left = standing.value?.videos.remaining;
  const length = `${seconds} s`;
  if (videoModels.value.length === 0) return length;
  return left === undefined || left === null ? length : `${length} · ${left} left today`;
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input, textarea, select");
