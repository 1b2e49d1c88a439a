import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createArtwork } from "../../../src/models/illustrator/artwork";
import { formOf } from "../../../src/models/illustrator/figures/form";
import type { Idea } from "../../../src/models/illustrator/idea";
import { understand } from "../../../src/models/illustrator/understand";
import { readPalette } from "../../../src/models/illustrator/words/colours";
import { PHRASES } from "./phrases";

const vocabulary = await createArtwork(env.ASSETS).vocabulary();

describe("what the illustrator understands", () => {
  it.each(PHRASES)("%s", (prompt, understood) => {
    expect(inShort(understand(prompt, vocabulary))).toBe(understood);
  });

  it("knows thousands of words, each with a drawing that has no letters in it", async () => {
    const words = Object.entries(vocabulary);
    expect(words.length).toBeGreaterThan(2_500);
    const artwork = createArtwork(env.ASSETS);
    const drawings = await artwork.drawings([...new Set(words.map(([, icon]) => icon))]);
    const empty = [...drawings].filter(([icon, { body, facts }]) => formOf(icon, body, facts).body === "");
    expect(empty).toEqual([]);
    expect(
      words.filter(
        ([, icon]) =>
          /banknote|hotel|money|mahjong|medal$|8-ball|envelope|yen/.test(icon) &&
          !/sports-medal|military-medal|red-envelope-none/.test(icon),
      ),
    ).toEqual([]);
  });

  it("sets quoted words when text is allowed or nobody says, and never when it is forbidden", () => {
    const lettering = (prompt: string, hasText?: boolean) => understand(prompt, vocabulary, { hasText }).lettering;
    expect(lettering('a fox saying "Hello"')).toBe("Hello");
    expect(lettering('a fox saying "Hello"', true)).toBe("Hello");
    expect(lettering('a fox saying "Hello"', false)).toBeUndefined();
    expect(lettering("a book titled The Sea", true)).toBe("The Sea");
    expect(lettering("a book titled The Sea")).toBeUndefined();
    expect(lettering("it's the fox's den", true)).toBeUndefined();
  });

  it("takes the style that was asked for before the one the prompt names", () => {
    expect(understand("a watercolor fox", vocabulary, { style: "Pixel Art, please" }).style.name).toBe("pixel art");
    expect(understand("a watercolor fox", vocabulary, { style: "in no style I know" }).style.name).toBe("watercolor");
  });

  it.each([
    ["#264653, #e9c46a, #e76f51", ["#264653", "#e9c46a", "#e76f51"], []],
    ["navy; Hot Pink / #FFF", ["#000080", "#f0408f", "#ffffff"], []],
    ["teal and gold", ["#12807d", "#e8b02a"], []],
    ["#1a1a2e #e94560", ["#1a1a2e", "#e94560"], []],
    ["navy gold cream", ["#000080", "#e8b02a", "#fbf1d9"], []],
    ["red, red, #notahex, sparkling", ["#e03131"], ["#notahex", "sparkling"]],
    ["", [], []],
  ])("reads the palette %j", (text, colours, unknown) => {
    expect(readPalette(text)).toEqual({ colours, unknown });
  });
});

function inShort({
  kind,
  subjects,
  relations,
  setting,
  backdrop,
  light,
  weather,
  sights,
  snowy,
  style,
  lettering,
  known,
  mood,
}: Idea): string {
  const things = subjects.map(
    ({ icon, count, colour, size, flying }) =>
      `${count === 1 ? "" : `${count} `}${icon}${colour === undefined ? "" : ` ${colour}`}${size === 1 ? "" : ` x${size}`}${flying ? " flying" : ""}`,
  );
  const place = `${setting.name}${backdrop === undefined ? "" : `/${backdrop}`}`;
  return [
    kind === "scene" ? "" : kind,
    things.join(" + "),
    relations.map(({ subject, kind: how, to }) => `${subject} ${how} ${to}`).join(", "),
    kind === "scene" ? place : mood,
    [light, weather, ...sights].join(" "),
    snowy ? "snowy" : "",
    style.name === "flat illustration" ? "" : style.name,
    lettering === undefined ? "" : JSON.stringify(lettering),
    known ? "" : "unknown",
  ]
    .filter(Boolean)
    .join(" | ");
}
