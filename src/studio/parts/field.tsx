import type { ComponentChildren } from "preact";

interface FieldProperties {
  readonly label: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** A control under its name. */
export const Field = ({ label, hint, children }: FieldProperties) => (
  <label class="field">
    <span class="field-name">
      {label}
      {hint !== undefined && <span class="hint"> {hint}</span>}
    </span>
    {children}
  </label>
);

interface ChoiceProperties<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly T[];
  readonly value: string;
  readonly onPick: (value: T) => void;
  readonly children: (option: T) => ComponentChildren;
  readonly class?: string;
}

/** One of a few, all in sight: radio buttons that look like a bar. */
export const Choice = <T extends string>({
  legend,
  name,
  options,
  value,
  onPick,
  children,
  ...rest
}: ChoiceProperties<T>) => (
  <fieldset class={`choice ${rest.class ?? ""}`}>
    <legend class="field-name">{legend}</legend>
    <div class="choice-options">
      {options.map((option) => (
        <label key={option}>
          <input type="radio" name={name} value={option} checked={value === option} onChange={() => onPick(option)} />
          <span>{children(option)}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
