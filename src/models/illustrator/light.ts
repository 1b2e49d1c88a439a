import { mix, under, type Rgb } from "./colour";

/** What a time of day does to a picture: the sky, what shines in it, and the colour of everything below. */

export type LightName = "dawn" | "day" | "golden" | "sunset" | "dusk" | "night";

interface LightSpec {
  /** From the top of the sky to the horizon. */
  readonly sky: readonly [string, string, string];
  /** What distance fades into. */
  readonly haze: string;
  /** Multiplies every surface. */
  readonly tint: Rgb;
  readonly body: { readonly kind: "sun" | "moon"; readonly colour: string; readonly height: number };
  /** Stars in a sky of one megapixel. */
  readonly stars: number;
  readonly shadow: string;
}

const LIGHTS = {
  dawn: {
    sky: ["#5f86c4", "#eab5b0", "#ffe2b0"],
    haze: "#f2cdbb",
    tint: [1, 0.92, 0.9],
    body: { kind: "sun", colour: "#fff0c2", height: 0.82 },
    stars: 0,
    shadow: "#4b3b63",
  },
  day: {
    sky: ["#3f97de", "#93cdf2", "#e3f4fb"],
    haze: "#d9ecf6",
    tint: [1, 1, 1],
    body: { kind: "sun", colour: "#fff6d0", height: 0.26 },
    stars: 0,
    shadow: "#1d3557",
  },
  golden: {
    sky: ["#6ea6cf", "#f3d39b", "#ffc164"],
    haze: "#f8cf8b",
    tint: [1, 0.9, 0.74],
    body: { kind: "sun", colour: "#fff1b8", height: 0.66 },
    stars: 0,
    shadow: "#5a3a2a",
  },
  sunset: {
    sky: ["#3b2b74", "#cf4f6b", "#ffb25a"],
    haze: "#ef9a72",
    tint: [1, 0.78, 0.68],
    body: { kind: "sun", colour: "#ffe08a", height: 0.86 },
    stars: 8,
    shadow: "#3a1d45",
  },
  dusk: {
    sky: ["#171a47", "#57407f", "#e58a72"],
    haze: "#8b6796",
    tint: [0.76, 0.66, 0.84],
    body: { kind: "moon", colour: "#fdf3d7", height: 0.24 },
    stars: 60,
    shadow: "#17123a",
  },
  night: {
    sky: ["#040a22", "#0e1e4c", "#27437e"],
    haze: "#2d4577",
    tint: [0.46, 0.55, 0.8],
    body: { kind: "moon", colour: "#f6f2dc", height: 0.22 },
    stars: 240,
    shadow: "#030617",
  },
} as const satisfies Record<LightName, LightSpec>;

export interface Light extends LightSpec {
  readonly name: LightName;
  /** A daylight colour as this light shows it, `distance` away: 0 is here, 1 is lost in the haze. */
  readonly on: (colour: string, distance?: number) => string;
}

export const lightOf = (name: LightName): Light => shining(name, LIGHTS[name]);

/** Lamps on: the hour is seen through the window only. */
export const lampLight = (name: LightName): Light =>
  LIGHTS[name].body.kind === "sun"
    ? lightOf(name)
    : shining(name, { ...LIGHTS[name], tint: [0.98, 0.83, 0.66], haze: "#f0c891", shadow: "#2a1820" });

const shining = (name: LightName, spec: LightSpec): Light => ({
  ...spec,
  name,
  on: (colour, distance = 0) => mix(under(colour, spec.tint), spec.haze, distance),
});
