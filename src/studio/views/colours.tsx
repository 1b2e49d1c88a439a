import { draft, edit } from "../draft";
import { Icon } from "../parts/icon";

const MOST = 5;
/** What the next swatch begins with. */
const FIRST = ["#e4572e", "#f3a712", "#2e86ab", "#1b998b", "#5b3758"];

/** A palette that the picture is to keep to. */
export function Colours() {
  const { colours } = draft.value;
  const set = (index: number, colour: string): void =>
    edit({ colours: colours.map((one, at) => (at === index ? colour : one)) });
  return (
    <fieldset class="colours">
      <legend class="field-name">Colours</legend>
      {colours.map((colour, index) => (
        <span key={index} class="swatch">
          <input
            type="color"
            aria-label={`Colour ${index + 1}`}
            value={colour}
            onInput={(event) => set(index, event.currentTarget.value)}
          />
          <button
            type="button"
            class="quiet icon-button"
            aria-label={`Remove colour ${index + 1}`}
            onClick={() => edit({ colours: colours.filter((_, at) => at !== index) })}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {colours.length < MOST && (
        <button
          type="button"
          class="button icon-button"
          aria-label="Add a colour"
          onClick={() => edit({ colours: [...colours, FIRST[colours.length] ?? "#888888"] })}
        >
          <Icon name="add" />
        </button>
      )}
      {colours.length === 0 && <span class="hint">any</span>}
    </fieldset>
  );
}
