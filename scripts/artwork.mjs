// Builds what the illustrator draws with: one SVG body per drawing, and an index from words to drawings.
// The drawings come from their package at build time and are served as static assets.
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, ".assets", "artwork");
const require = createRequire(import.meta.url);
const PACKAGE = "@iconify-json/fluent-emoji-flat";
/** Everyday words that neither package files under the drawing people mean by them. */
const chosen = join(dirname(fileURLToPath(import.meta.url)), "artwork-words.json");
const sources = [
  `${PACKAGE}/icons.json`,
  `${PACKAGE}/metadata.json`,
  `${PACKAGE}/chars.json`,
  "emojilib/dist/emoji-en-US.json",
];

/** Categories whose drawings are things one can put in a scene; signs, flags and faces are not. */
const CATEGORIES = ["Animals & Nature", "Food & Drink", "Objects", "Travel & Places", "Activities", "People & Body"];
/** Drawings of one person in five skin tones are one drawing here. */
const VARIANT = /-(dark|light|medium|medium-dark|medium-light)$/;
/** Whole scenes in a frame of their own: pictures in a picture. */
const FRAMED = new Set(
  "cityscape cityscape-at-dusk night-with-stars sunrise sunset sunrise-over-mountains bridge-at-night foggy milky-way national-park".split(
    " ",
  ),
);
/** Words that describe or classify rather than name; a drawing is never meant by them alone. */
const NO_NAMES = new Set(
  (
    "animal nature face food object person people human place travel activity red orange yellow green blue purple pink brown " +
    "black white gray grey gold golden silver big small large little tiny giant happy sad cute beautiful love like cool hot cold warm " +
    "day night morning evening dusk dawn sunset sunrise snow rain snowy rainy foggy cloud cloudy sun sunny moon star stars sky weather winter " +
    "summer spring autumn fall light dark old new young good bad fast slow wild fresh sweet nice pretty fun play run running walk walking " +
    "fly flying swim swimming sit sitting stand standing top bottom left right front back up down day party work home game sport sports " +
    "the a an of at in on over under by with and or for from to into near this that its one two three four five six seven eight nine ten hour minute number digit clock time am pm ready thanks please hello yes ok hope peace calm luck idea make made get use using wear high low long short tall wide round square line point set view scene deep soft hard rough bright shiny clean dirty open closed free full empty real true false more less all any other same different many few some several group team family friend " +
    "vacation season building vehicle transportation plant vegetable fruit drink meal tool symbol sign shape color colour style picture image " +
    "photo art painting drawing illustration flat detailed beach city forest mountain mountains desert ocean sea lake river space room street"
  ).split(" "),
);

export function buildArtwork() {
  const index = join(target, "index.json");
  const script = fileURLToPath(import.meta.url);
  const newest = Math.max(
    ...[script, chosen, ...sources.map((source) => require.resolve(source))].map((file) => statSync(file).mtimeMs),
  );
  if (existsSync(index) && statSync(index).mtimeMs >= newest) return false;

  const [{ icons }, { categories }, characters, keywords] = sources.map((source) =>
    JSON.parse(readFileSync(require.resolve(source), "utf8")),
  );
  const names = CATEGORIES.flatMap((category) => categories[category]).filter(
    (name) => name in icons && !VARIANT.test(name) && !FRAMED.has(name),
  );
  const words = indexWords(names, characters, keywords);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of new Set(Object.values(words))) writeFileSync(join(target, `${name}.svg`), svg(icons[name].body));
  writeFileSync(join(target, "LICENSE.txt"), readFileSync(join(root, "docs", "licences.md"), "utf8"));
  // Last, because its age says whether all of this is up to date.
  writeFileSync(index, JSON.stringify(words));
  return true;
}

const svg = (body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${body}</svg>`;

/** Every name of a drawing, then the keywords that mean few enough drawings to be names. */
function indexWords(names, characters, keywords) {
  const charactersOf = new Map();
  for (const [codes, name] of Object.entries(characters)) {
    if (!charactersOf.has(name))
      charactersOf.set(name, String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16))));
  }
  const words = {};
  const candidates = new Map();
  for (const name of names) words[name.replaceAll("-", " ")] = name;
  for (const name of names) {
    const character = charactersOf.get(name);
    const listed = keywords[character] ?? keywords[`${character}\uFE0F`] ?? [];
    for (const [rank, keyword] of listed.entries()) {
      const word = keyword.replaceAll("_", " ").toLowerCase();
      if (NO_NAMES.has(word) || !/^[a-z][a-z -]{2,}$/.test(word)) continue;
      candidates.set(word, [...(candidates.get(word) ?? []), { name, rank }]);
    }
  }
  for (const [word, found] of candidates) {
    if (word in words || found.length > 3) continue;
    words[word] = found.toSorted((a, b) => a.rank - b.rank || a.name.length - b.name.length)[0].name;
  }
  Object.assign(words, JSON.parse(readFileSync(chosen, "utf8")));
  return Object.fromEntries(
    Object.entries(words)
      .filter(([word]) => !NO_NAMES.has(word))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(buildArtwork() ? "Artwork built." : "Artwork is up to date.");
