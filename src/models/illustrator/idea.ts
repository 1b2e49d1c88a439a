import type { LightName } from "./light";
import type { Backdrop, Setting } from "./settings/setting";
import type { Style } from "./styles/style";

/** What a prompt asks for, as far as the illustrator knows the words. */
export interface Idea {
  /** A place with things in it, a sheet of repeated things, one sign, or colour and form alone. */
  readonly kind: "scene" | "pattern" | "emblem" | "abstract";
  readonly subjects: readonly Subject[];
  readonly relations: readonly Relation[];
  readonly setting: Setting;
  /** The prompt's second place, which closes the view. */
  readonly backdrop: Backdrop | undefined;
  readonly light: LightName;
  readonly weather: Weather;
  readonly sights: ReadonlySet<Sight>;
  /** Snow lies on the ground. */
  readonly snowy: boolean;
  readonly style: Style;
  /** `#rrggbb`, in the order asked for; empty where the scene chooses its own. */
  readonly palette: readonly string[];
  /** Words to be set in the picture. */
  readonly lettering: string | undefined;
  /** Whether anything in the prompt was understood. */
  readonly known: boolean;
  /** Which abstract painting suits the words; chance decides where they say nothing. */
  readonly mood: string | undefined;
}

export interface Subject {
  /** The name of its drawing. */
  readonly icon: string;
  readonly count: number;
  /** `#rrggbb`, where the prompt gives it one. */
  readonly colour: string | undefined;
  /** 1 is its usual size. */
  readonly size: number;
  /** The prompt has it in the air. */
  readonly flying: boolean;
}

/** How one subject stands to another, both by their place in `subjects`. */
export interface Relation {
  readonly subject: number;
  readonly to: number;
  readonly kind: RelationKind;
}

export type RelationKind =
  | "on"
  | "under"
  | "above"
  | "in front of"
  | "behind"
  | "beside"
  | "in"
  | "holding"
  | "wearing";
export type Weather = "clear" | "clouds" | "rain" | "snow" | "fog" | "storm" | "wind";
/** What is to be seen in the sky beyond the usual, or is not to be seen. */
export type Sight =
  | "aurora"
  | "rainbow"
  | "stars"
  | "moon"
  | "big sun"
  | "no clouds"
  | "no stars"
  | "no moon"
  | "no sun";
