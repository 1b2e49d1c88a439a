import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createIllustrator } from "../../src/models/illustrator/index";
import { createArtwork } from "../../src/models/illustrator/artwork";
import { understand } from "../../src/models/illustrator/understand";
import { describeImageModel } from "./image-model";

const artwork = createArtwork(env.ASSETS);
const vocabulary = await artwork.vocabulary();

describeImageModel("illustrator", () => createIllustrator(artwork));

describe("what the illustrator understands", () => {
  const phrases: [string, object][] = [
    [
      "a red fox in the snow at dusk",
      { subjects: [{ icon: "fox", count: 1 }], setting: "snowfield", light: "dusk", weather: "snow", snowy: true },
    ],
    [
      "a sailboat at sunset",
      {
        subjects: [{ icon: "sailboat", count: 1 }],
        setting: "open sea",
        light: "sunset",
        weather: "clear",
        snowy: false,
      },
    ],
    [
      "Three cats in a cosy room, at night",
      { subjects: [{ icon: "cat", count: 3 }], setting: "room", light: "night", weather: "clear", snowy: false },
    ],
    [
      "two wolves and a bear in a foggy forest",
      {
        subjects: [
          { icon: "wolf", count: 2 },
          { icon: "bear", count: 1 },
        ],
        setting: "forest",
        light: "day",
        weather: "fog",
        snowy: false,
      },
    ],
    [
      "a flock of birds over the mountains at dawn",
      { subjects: [{ icon: "bird", count: 6 }], setting: "mountains", light: "dawn", weather: "clear", snowy: false },
    ],
    [
      "constructor toString two ice creams",
      { subjects: [{ icon: "ice-cream", count: 2 }], setting: "studio", light: "day", weather: "clear", snowy: false },
    ],
    [
      "polar bear",
      {
        subjects: [{ icon: "polar-bear", count: 1 }],
        setting: "snowfield",
        light: "day",
        weather: "clear",
        snowy: false,
      },
    ],
    [
      "a red sports car in a rainy city at night",
      { subjects: [{ icon: "racing-car", count: 1 }], setting: "city", light: "night", weather: "rain", snowy: false },
    ],
    [
      "an astronaut",
      { subjects: [{ icon: "astronaut", count: 1 }], setting: "space", light: "day", weather: "clear", snowy: false },
    ],
    [
      "a beach without people, no umbrella",
      { subjects: [], setting: "beach", light: "golden", weather: "clear", snowy: false },
    ],
    [
      "mice",
      { subjects: [{ icon: "mouse", count: 3 }], setting: "studio", light: "day", weather: "clear", snowy: false },
    ],
    ["xyzzy plugh", { subjects: [], setting: "mountains", light: "golden", weather: "clear", snowy: false }],
  ];
  it.each(phrases)("%s", (prompt, expected) => {
    const { setting, ...idea } = understand(prompt, vocabulary);
    expect({ ...idea, setting: setting.name }).toEqual(expected);
  });

  it.each(["", " ", "🦊", "狐狸在雪地里", "constructor __proto__ toString", "\u202e fox", "<script>", "9 9 9 9 cats"])(
    "takes %j without a complaint",
    (prompt) => {
      expect(understand(prompt, vocabulary).subjects.length).toBeLessThanOrEqual(3);
    },
  );
});
