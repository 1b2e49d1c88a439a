import type { Vocabulary } from "./artwork";
import type { Idea, Sight, Subject } from "./idea";
import type { LightName } from "./light";
import { homeOf, settings } from "./settings/index";
import type { Setting } from "./settings/setting";
import { styleIn, styles } from "./styles/index";
import { LIGHT_WORDS, SIGHT_WORDS, SNOWY, UNWANTED_SIGHTS, WEATHER_WORDS } from "./words/looks";
import { KIND_WORDS, MOODS } from "./words/moods";
import { backdropOf, PLACE_WORDS, readPlace } from "./words/places";
import { readPalette } from "./words/colours";
import { readCast } from "./words/subjects";
import { readText } from "./words/text";

/** What the caller asked for beside the prompt. */
export interface Wishes {
  readonly style?: string | undefined;
  /** A palette: hex values and names. */
  readonly colors?: string | undefined;
  /** True: words may be set. False: never. Left out: words in quotation marks are. */
  readonly hasText?: boolean | undefined;
}

/** Reads a prompt. It never fails: what it does not know, it leaves out. */
export function understand(prompt: string, vocabulary: Vocabulary, wishes: Wishes = {}): Idea {
  const { plain, lettering, spoken, unwanted } = readText(prompt);
  const palette = wishes.colors === undefined ? [] : readPalette(wishes.colors).colours;
  const asked = wishes.style === undefined ? undefined : styleIn(wishes.style.toLowerCase());
  const said = styleIn(plain);
  const style = asked?.style ?? said?.style ?? styles.flat;
  // Words for the style are not drawn as well: "oil painting of a fox" shows no oil.
  const text = said === undefined ? plain : plain.replaceAll(said.words, " , ").replace(/\s+/g, " ");
  const place = readPlace(text, vocabulary);
  const { subjects, relations } = readCast(withoutMoods(withoutLooks(place.rest)), vocabulary, PLACE_WORDS);
  const snowy = SNOWY.test(text);
  const light = first(LIGHT_WORDS, text);
  const weather = first(WEATHER_WORDS, text);
  const mood = first(MOODS, text);
  const sights = new Set<Sight>();
  for (const [sight, words] of SIGHT_WORDS) if (words.test(text)) sights.add(sight);
  for (const word of unwanted) {
    const sight = Object.hasOwn(UNWANTED_SIGHTS, word) ? UNWANTED_SIGHTS[word] : undefined;
    if (sight !== undefined) sights.add(sight);
  }
  const [named, ...others] = afloat(subjects) ? waterFirst(place.settings) : place.settings;
  const shown = subjects.length > 0 || named !== undefined;
  const called = first(KIND_WORDS, text);
  const seesSky = light !== undefined || (weather !== undefined && mood === undefined) || sights.size > 0;
  const kind = called === "abstract" && shown ? "scene" : (called ?? (shown || seesSky ? "scene" : "abstract"));
  const setting = named ?? settingFor(subjects, snowy, sights);
  return {
    kind,
    subjects,
    relations,
    setting,
    backdrop: backdropOf(others),
    light: light ?? usualLight(setting, sights, subjects),
    weather:
      sights.has("no clouds") && weather === "clouds"
        ? "clear"
        : (weather ?? (snowy && !setting.indoors ? "snow" : "clear")),
    sights,
    snowy: snowy || setting.name === "snowfield",
    style,
    palette,
    lettering: wishes.hasText === false ? undefined : (lettering ?? (wishes.hasText === true ? spoken : undefined)),
    known: shown || seesSky || mood !== undefined || called !== undefined || lettering !== undefined,
    mood,
  };
}

const first = <T>(table: readonly (readonly [T, RegExp])[], text: string): T | undefined =>
  table.find(([, words]) => words.test(text))?.[0];

function settingFor(subjects: readonly Subject[], snowy: boolean, sights: ReadonlySet<Sight>): Setting {
  const named = (name: string): Setting => settings.find((setting) => setting.name === name) ?? settings[0];
  const [hero] = subjects;
  if (hero === undefined)
    return named(
      snowy
        ? "snowfield"
        : sights.has("aurora") || sights.has("stars")
          ? "lake"
          : sights.has("rainbow")
            ? "meadow"
            : "mountains",
    );
  // The first that is at home anywhere says where: a mouse goes where the elephant is.
  const home =
    subjects.map(({ icon }) => homeOf(icon)).find(({ name }) => name !== "studio backdrop") ?? homeOf(hero.icon);
  if (hero.flying && home.indoors === true) return named("above the clouds");
  return snowy && home.indoors !== true && home.holds === "standing" ? named("snowfield") : home;
}

const BOATS =
  /^(sailboat|galleon|speedboat|motor-boat|ferry|ship|passenger-ship|canoe|person-rowing-boat|spouting-whale)$/;
const afloat = (subjects: readonly Subject[]): boolean => subjects.some(({ icon }) => BOATS.test(icon));

/** A boat is on the water that was named, before the mountains behind it. */
const waterFirst = (named: readonly Setting[]): readonly Setting[] =>
  named.toSorted((a, b) => Number(b.holds === "floating") - Number(a.holds === "floating"));

/** What is seen by night, unless the prompt says otherwise. */
const NOCTURNAL =
  /^(ghost|man-vampire|woman-vampire|person-vampire|person-zombie|man-zombie|woman-zombie|skull|jack-o-lantern|fireworks|firecracker|sparkler|bat)$/;

const usualLight = (setting: Setting, sights: ReadonlySet<Sight>, subjects: readonly Subject[]): LightName =>
  sights.has("aurora") || sights.has("stars") || subjects.some(({ icon }) => NOCTURNAL.test(icon))
    ? "night"
    : (setting.hour ?? "day");

const LOOKS = new RegExp(
  [...LIGHT_WORDS, ...WEATHER_WORDS, ...SIGHT_WORDS].map(([, words]) => `(?:${words.source})`).join("|"),
  "g",
);
/** Hours and weathers are drawn as such, and not once more as things. */
const withoutLooks = (text: string): string => text.replace(LOOKS, " , ").replace(/\s+/g, " ").trim();

const MOOD = new RegExp(MOODS.map(([, words]) => `(?:${words.source})`).join("|"), "g");
/** A feeling is painted, not looked up: "serenity" is no person who meditates. */
const withoutMoods = (text: string): string => text.replace(MOOD, " , ").replace(/\s+/g, " ").trim();
