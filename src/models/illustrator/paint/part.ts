/**
 * What can be told from the rest of a drawing, and may move. A still picture shows nothing of it: a part is a group
 * with a name.
 */
export type PartName =
  | "layer"
  | "stars"
  | "aurora"
  | "clouds"
  | "snowfall"
  | "rainfall"
  | "splashes"
  | "lightning"
  | "fog"
  | "gusts"
  | "leaf"
  | "ripples"
  | "glitter"
  | "swell"
  | "foam"
  | "falling"
  | "grass"
  | "kelp"
  | "bubbles"
  | "motes"
  | "smoke"
  | "sparks"
  | "spin"
  | "actor"
  | "shadow";

/** `values` are what its mover has to know of it: the foot it sways on, the hub it turns round. */
export const part = (name: PartName, body: string, ...values: readonly number[]): string =>
  body === ""
    ? ""
    : `<g class="${[name, ...values.map((value) => Math.round(value * 100) / 100)].join(" ")}">${body}</g>`;
