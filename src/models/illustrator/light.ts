import { mix, under, type Rgb } from "./paint/colour";

/** What a time of day does to a picture: the sky, what shines in it, and the colour of everything below. */

export type LightName = "dawn" | "day" | "golden" | "sunset" | "dusk" | "night" | "moonlight";

interface LightSpec {
  /** From the top of the sky to the horizon. */
  readonly sky: readonly [string, string, string];
  /** What distance fades into. */
  readonly haze: string;
  /** Multiplies every surface. */
  readonly tint: Rgb;
  /** `height` is its share of the way from the top of the picture to the horizon. */
  readonly body: { readonly kind: "sun" | "moon"; readonly colour: string; readonly height: number };
  /** Stars in a sky of one megapixel. */
  readonly stars: number;
  readonly shadow: string;
  /** The edge that sun or moon draw round what stands before them, and how strongly. */
  readonly rim: { readonly colour: string; readonly strength: number };
}

const LIGHTS = {
  dawn: {
    sky: ["#6a8fcb", "#f0b7b4", "#ffe3b3"],
    haze: "#f5d0c0",
    tint: [1, 0.92, 0.9],
    body: { kind: "sun", colour: "#fff0c2", height: 0.84 },
    stars: 0,
    shadow: "#4b3b63",
    rim: { colour: "#ffe9c9", strength: 0.8 },
  },
  day: {
    sky: ["#2f8ddb", "#86c7f0", "#e0f3fb"],
    haze: "#d6ebf6",
    tint: [1, 1, 1],
    body: { kind: "sun", colour: "#fff6d0", height: 0.28 },
    stars: 0,
    shadow: "#1d3557",
    rim: { colour: "#ffffff", strength: 0.45 },
  },
  golden: {
    sky: ["#6fa8cf", "#f6d69c", "#ffc05e"],
    haze: "#facf88",
    tint: [1, 0.9, 0.72],
    body: { kind: "sun", colour: "#fff1b8", height: 0.62 },
    stars: 0,
    shadow: "#5a3a2a",
    rim: { colour: "#fff0b5", strength: 0.95 },
  },
  sunset: {
    sky: ["#40307c", "#d9526d", "#ffb65c"],
    haze: "#f39d74",
    tint: [1, 0.78, 0.7],
    body: { kind: "sun", colour: "#ffe08a", height: 0.86 },
    stars: 8,
    shadow: "#3a1d45",
    rim: { colour: "#ffcf87", strength: 1 },
  },
  dusk: {
    sky: ["#171a47", "#5b4286", "#ec9077"],
    haze: "#93699b",
    tint: [0.78, 0.68, 0.86],
    body: { kind: "moon", colour: "#fdf3d7", height: 0.24 },
    stars: 60,
    shadow: "#17123a",
    rim: { colour: "#f6b7a0", strength: 0.8 },
  },
  night: {
    sky: ["#040a22", "#10225a", "#2c4c8a"],
    haze: "#304a80",
    tint: [0.5, 0.58, 0.82],
    body: { kind: "moon", colour: "#f6f2dc", height: 0.24 },
    stars: 260,
    shadow: "#030617",
    rim: { colour: "#a9c4ff", strength: 0.7 },
  },
  moonlight: {
    sky: ["#0a1836", "#24497f", "#7fa8cf"],
    haze: "#6f93bd",
    tint: [0.6, 0.7, 0.9],
    body: { kind: "moon", colour: "#fbfaf0", height: 0.4 },
    stars: 110,
    shadow: "#08122b",
    rim: { colour: "#e4efff", strength: 1 },
  },
} as const satisfies Record<LightName, LightSpec>;

export interface Light extends LightSpec {
  readonly name: LightName;
  /** The sun is gone: windows are lit. */
  readonly dark: boolean;
  /** A daylight colour as this light shows it, `distance` away: 0 is here, 1 is lost in the haze. */
  readonly on: (colour: string, distance?: number) => string;
  /** The same for a subject, which must still say what colour it is: half the tint. */
  readonly onSubject: (colour: string) => string;
}

export const lightOf = (name: LightName): Light => shining(name, LIGHTS[name]);

/** Lamps on: the hour is seen through the window only. */
export const lampLight = (name: LightName): Light =>
  LIGHTS[name].body.kind === "sun"
    ? lightOf(name)
    : shining(name, {
        ...LIGHTS[name],
        tint: [0.98, 0.84, 0.68],
        haze: "#f0c891",
        shadow: "#2a1820",
        rim: { colour: "#ffe2b0", strength: 0.6 },
      });

const shining = (name: LightName, spec: LightSpec): Light => {
  const [r, g, b] = spec.tint;
  const gentle: Rgb = [0.42 + r * 0.58, 0.42 + g * 0.58, 0.42 + b * 0.58];
  return {
    ...spec,
    name,
    dark: spec.body.kind === "moon",
    on: (colour, distance = 0) => mix(under(colour, spec.tint), spec.haze, distance),
    onSubject: (colour) => under(colour, gentle),
  };
};
