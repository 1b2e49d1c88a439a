import type { CSSProperties } from "preact";

/** CSS variables of one element. */
export const variables = (values: Readonly<Record<`--${string}`, string | number>>): CSSProperties =>
  values as CSSProperties;
