import type { Sight, Weather } from "../idea";
import type { LightName } from "../light";

/** Words for the hour, the weather and the sky; the first that matches counts. */

export const LIGHT_WORDS: readonly (readonly [LightName, RegExp])[] = [
  ["moonlight", /\bmoon ?(light|lit)\b|\bfull moon\b|\bunder the moon\b|\bby moonlight\b/],
  ["sunset", /\bsun ?sets?\b|\bsundown\b|\bsetting sun\b/],
  ["golden", /\bgolden hour\b|\bgolden light\b|\b(late )?afternoon\b|\bautumn(al)?\b|\bwarm light\b|\bfall colou?rs\b/],
  ["dusk", /\bdusk\b|\btwilight\b|\bevening\b|\bblue hour\b|\bnightfall\b|\bgloaming\b/],
  ["dawn", /\bdawn\b|\bsun ?rise\b|\b(early )?morning\b|\bdaybreak\b|\brising sun\b|\bfirst light\b/],
  [
    "night",
    /\bnights?\b|\bmidnight\b|\bnight ?time\b|\bmoon\b|\bmoons\b|\bstarry\b|\bstars\b|\bneon\b|\bdark(ness)?\b(?! (blue|green|red|brown|gr[ae]y|purple|pink|orange|yellow|teal|violet|haired|skinned|chocolate))|\baurora\w*\b|\bnorthern lights\b|\bnocturnal\b|\bmilky way\b/,
  ],
  ["day", /\b(mid)?day(time|light)?\b|\bnoon\b|\bsunny\b|\bsunshine\b|\bsunlit\b|\bblue sky\b|\bsummer\b/],
];

export const WEATHER_WORDS: readonly (readonly [Weather, RegExp])[] = [
  ["storm", /\b(thunder ?)?storm(y|s)?\b|\blightning\b|\bthunder\w*\b|\btempest\b|\bhurricane\b/],
  ["rain", /\brain(y|ing|fall|s)?\b|\bdrizzl(e|ing)\b|\bdownpour\b|\brainstorm\b|\bmonsoon\b/],
  ["snow", /\bsnow(y|ing|fall|flakes?|storm)?\b|\bblizzard\b/],
  ["fog", /\bfog(gy)?\b|\bmist(y)?\b|\bhaz[ey]\b/],
  ["wind", /\bwind(y)?\b|\bbree(ze|zy)\b|\bgusts?\b|\bgale\b|\bautumn leaves\b|\bfalling leaves\b/],
  ["clouds", /\bclouds?\b|\bcloudy\b|\bovercast\b/],
];

export const SIGHT_WORDS: readonly (readonly [Sight, RegExp])[] = [
  ["aurora", /\baurora\w*( (borealis|australis))?\b|\bnorthern lights\b|\bsouthern lights\b|\bpolar lights\b/],
  ["rainbow", /\brainbows?\b/],
  ["stars", /\bstars\b|\bstarry\b|\bstarlit\b|\bmilky way\b/],
  ["moon", /\b(full |big |huge |giant |crescent )?moons?\b/],
  ["big sun", /\b(big|huge|giant|large) sun\b|\bsun\b/],
];

export const SNOWY =
  /\bsnow\w*\b|\bwinter(y)?\b|\bwintry\b|\bblizzard\b|\bice\b(?! (cream|lolly|cube|skate|hockey))|\bicy\b|\bfrozen\b|\barctic\b|\bfrosty?\b|\bchristmas\b/;

/** Things that can be left out of a sky by name. */
export const UNWANTED_SIGHTS: Readonly<Record<string, Sight>> = {
  cloud: "no clouds",
  clouds: "no clouds",
  stars: "no stars",
  moon: "no moon",
  sun: "no sun",
};
