// Builds what the illustrator draws with: one SVG per drawing, an index from words to drawings with what was measured
// of each, and the fonts. All of it comes from packages at build time and is served as static assets.
import { createRequire } from "node:module";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, ".assets", "artwork");
const require = createRequire(import.meta.url);
const PACKAGE = "@iconify-json/fluent-emoji-flat";
/** What else people call the things that are drawn; the drawings' own names are words of themselves. */
const synonyms = join(dirname(fileURLToPath(import.meta.url)), "artwork-words.json");
const sources = [`${PACKAGE}/icons.json`, `${PACKAGE}/metadata.json`, `${PACKAGE}/chars.json`];

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
/** Drawings with letters or figures in them: no picture has a glyph that nobody asked for. */
const LETTERED =
  /(place-medal|banknote|yen|e-mail|hotel|mahjong|money-bag|money-with-wings|pool-8-ball|red-envelope|slot-machine|convenience-store)/;
/** Gestures and signs; nobody wants them in a scene. "bank" wears a dollar sign. */
const UNSUITABLE =
  /^(bank|middle-finger|index-pointing.*|.*-hand|.*-hands|.*-fist|.*finger.*|thumbs-.*|.*-oclock|.*-thirty|.*gestur.*|(man|woman|person)-(bowing|facepalming|frowning|pouting|shrugging|tipping-hand|raising-hand|getting-.*|kneeling.*|in-.*wheelchair.*|with-white-cane.*|deaf|feeding-baby)|biting-lip|mouth|tongue|envelope.*|incoming-envelope|(in|out)box-tray|mobile-phone-with-arrow|speaker-.*-volume|muted-speaker|bell-with-slash|low-battery)$/;
/** Names of drawings that are places, lights or weathers to us. */
const NO_NAMES = new Set(
  "castle volcano mount-fuji snow-capped-mountain mountain desert island fog cloud sun rainbow star moon window sunrise sunset cityscape garden road motorway stadium construction desert-island".split(
    " ",
  ),
);

/** Two faces, each in the scripts it sets; Latin-ext carries what Latin lacks of Europe's letters. */
const FONTS = ["latin", "latin-ext", "cyrillic", "greek"].flatMap((script) => [
  `@fontsource/noto-sans/files/noto-sans-${script}-800-normal.woff2`,
  `@fontsource/noto-serif/files/noto-serif-${script}-700-normal.woff2`,
]);

export async function buildArtwork() {
  const index = join(target, "index.json");
  const script = fileURLToPath(import.meta.url);
  const newest = Math.max(
    ...[script, synonyms, ...sources.map((source) => require.resolve(source))].map((file) => statSync(file).mtimeMs),
  );
  if (existsSync(index) && statSync(index).mtimeMs >= newest) return false;

  const [{ icons }, { categories }, characters] = sources.map((source) =>
    JSON.parse(readFileSync(require.resolve(source), "utf8")),
  );
  const names = CATEGORIES.flatMap((category) => categories[category]).filter(
    (name) => name in icons && !VARIANT.test(name) && !FRAMED.has(name) && !isBarred(name),
  );
  const people = new Set(categories["People & Body"].filter((name) => !NO_BUST.test(name)));
  const words = indexWords(names, characters);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  mkdirSync(join(target, "fonts"));
  for (const font of FONTS) copyFileSync(require.resolve(font), join(target, "fonts", font.split("/").at(-1)));
  const licences = ["@fontsource/noto-sans/LICENSE", "@fontsource/noto-serif/LICENSE"];
  const texts = licences.map((file) => readFileSync(require.resolve(file), "utf8"));
  writeFileSync(join(target, "fonts", "OFL.txt"), texts.join("\n\n"));
  // Not at the top: this file is read before the packages are installed.
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  await initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const facts = {};
  for (const name of new Set(Object.values(words))) {
    if (!(name in icons)) continue;
    const drawing = svg(icons[name].body);
    facts[name] = measure(Resvg, drawing, people.has(name));
    writeFileSync(join(target, `${name}.svg`), drawing);
  }
  writeFileSync(join(target, "LICENSE.txt"), readFileSync(join(root, "docs", "licences.md"), "utf8"));
  // Last, because its age says whether all of this is up to date.
  writeFileSync(index, JSON.stringify({ words, facts }));
  return true;
}

/** One way to write a colour, and nothing that is drawn in a layer of its own: see rasterise. */
const svg = (body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${body
    .replace(/#([\da-f])([\da-f])([\da-f])(?![\da-f])/gi, "#$1$1$2$2$3$3")
    .replace(/ (?:clip-path|filter|mask)="[^"]*"/g, "")
    .replace(/ opacity=/g, " fill-opacity=")}</svg>`;

/** How many pixels a unit of the drawing has when it is measured. */
const SCALE = 2;

/** The inked box of a drawing, the colour that most of it has, and for busts where they are cut off. */
function measure(Resvg, drawing, isPerson) {
  const rendered = new Resvg(drawing, { fitTo: { mode: "width", value: 32 * SCALE } });
  const image = rendered.render();
  const { width, height, pixels } = image;
  const [box, counts] = [[width, height, 0, 0], new Map()];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (pixels[at + 3] < 128) continue;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
      const colour = `#${[0, 1, 2].map((part) => pixels[at + part].toString(16).padStart(2, "0")).join("")}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  const main = mostCommon(counts);
  const base = isPerson && box[3] >= 29.5 * SCALE ? cutOff(pixels, width, box[3] - 2) : undefined;
  image.free();
  rendered.free();
  return { box: box.map((edge) => edge / SCALE), main, ...(base === undefined ? {} : { base }) };
}

const mostCommon = (counts) => [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? "#808080";

/** People who do something with the rest of them. */
const NO_BUST =
  /biking|surfing|steamy|water-polo|feeding|silhouette|biceps|foot|nail|selfie|arm$|hugging|swimming|snowboarder|genie/;
/** Narrower is a foot or a chin, not a pair of shoulders. */
const SHOULDERS = 15;

/** A bust ends in one broad stretch of cloth. */
function cutOff(pixels, width, y) {
  const inked = [];
  const counts = new Map();
  for (let x = 0; x < width; x++) {
    const at = (y * width + x) * 4;
    if (pixels[at + 3] < 128) continue;
    inked.push(x);
    const colour = `#${[0, 1, 2].map((part) => pixels[at + part].toString(16).padStart(2, "0")).join("")}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [left = 0, right = 0] = [inked[0], inked.at(-1)];
  const whole = inked.length === right - left + 1;
  if (!whole || inked.length < SHOULDERS * SCALE) return undefined;
  return { left: left / SCALE, right: (right + 1) / SCALE, colour: mostCommon(counts) };
}

/** The drawings' names, then what else people call them. */
function indexWords(names, characters) {
  const words = {};
  const drawn = new Set(names);
  // An emoji of one character stands for its drawing.
  for (const [codes, name] of Object.entries(characters))
    if (drawn.has(name) && /^[\da-f]+(-fe0f)?$/.test(codes))
      words[String.fromCodePoint(parseInt(codes, 16))] = wholeBody(name, drawn);
  for (const name of names) if (!NO_NAMES.has(name)) words[name.replaceAll("-", " ")] = wholeBody(name, drawn);
  Object.assign(words, JSON.parse(readFileSync(synonyms, "utf8")));
  return Object.fromEntries(
    Object.entries(words)
      .filter(([, name]) => !isBarred(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A face stands for the animal where that is drawn as well. */
const wholeBody = (name, drawn) => {
  const body = name.replace(/-face$/, "");
  return drawn.has(body) ? body : name;
};

const isBarred = (name) => LETTERED.test(name) || UNSUITABLE.test(name);

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log((await buildArtwork()) ? "Artwork built." : "Artwork is up to date.");
