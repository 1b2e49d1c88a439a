import { Icon } from "../parts/icon";
import { drop, references, take, type Reference } from "../references";

const STATES = { sending: "being sent", ready: "ready", failed: "not sent" } as const;

/** The images that an agent is to work on. */
export const References = () => (
  <fieldset class="references">
    <legend class="field-name">
      Images <span class="hint">to work on, up to ten</span>
    </legend>
    <ul>
      {references.value.map((reference) => (
        <Thumbnail key={reference.key} reference={reference} />
      ))}
      <li>
        <label class="drop">
          <Icon name="add" />
          <span>Drop, paste or pick</span>
          <input
            type="file"
            class="hidden"
            multiple
            accept="image/png,image/jpeg,image/webp"
            aria-label="Add images"
            onChange={(event) => {
              take(event.currentTarget.files ?? []);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </li>
    </ul>
  </fieldset>
);

const Thumbnail = ({ reference }: { reference: Reference }) => {
  const { key, url, name, state, problem } = reference;
  return (
    <li class={`reference ${state}`}>
      <img src={url} alt={`${name}, ${problem ?? STATES[state]}`} title={problem ?? name} />
      <button type="button" class="icon-button" aria-label={`Remove ${name}`} onClick={() => drop(key)}>
        <Icon name="close" />
      </button>
    </li>
  );
};
