import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Order } from "../order";
import { LANGUAGES, snippet, type Language } from "../snippets";
import { CopyButton } from "./copy-button";

/** The request that does the same from anywhere else. */
export function Code({ order }: { order: Order }) {
  const language = useSignal<Language>("curl");
  const name = useId();
  const text = snippet(language.value, order, location.origin);
  return (
    <div class="code">
      <div class="code-head">
        <fieldset class="choice small">
          <legend class="hidden">Language</legend>
          {LANGUAGES.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={name}
                checked={language.value === one}
                onChange={() => (language.value = one)}
              />
              <span>{one}</span>
            </label>
          ))}
        </fieldset>
        <CopyButton text={text} what={`the ${language.value}`} quiet />
      </div>
      <pre tabIndex={0} aria-label={`The request in ${language.value}`}>
        <code>{text}</code>
      </pre>
      <p class="hint">
        The key comes from <code>MYAPI_API_KEY</code>; yours is on the <a href="#/account">account page</a>.
      </p>
    </div>
  );
}
