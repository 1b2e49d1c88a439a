import { copy } from "../notices";
import { Icon } from "./icon";

interface Properties {
  readonly text: string;
  /** What it is, as the notice and the button say. */
  readonly what: string;
  readonly quiet?: boolean;
}

export const CopyButton = ({ text, what, quiet = false }: Properties) => (
  <button
    type="button"
    class={quiet ? "quiet icon-button" : "button"}
    aria-label={quiet ? `Copy ${what}` : undefined}
    title={quiet ? `Copy ${what}` : undefined}
    onClick={() => void copy(text, what)}
  >
    <Icon name="copy" />
    {!quiet && `Copy ${what}`}
  </button>
);
