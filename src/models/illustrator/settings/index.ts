import { beach, desert, forest, meadow, mountainside, openSea, snowfield, underwater } from "./nature";
import { city, room, space, studio, village } from "./places";
import type { Setting } from "./setting";

/** Every place the illustrator can draw, most particular first. */
export const settings: readonly Setting[] = [
  underwater,
  space,
  room,
  city,
  village,
  beach,
  desert,
  openSea,
  mountainside,
  forest,
  meadow,
  snowfield,
  studio,
];

/** Where a subject is at home when the prompt names no place. */
export function homeOf(icon: string): Setting {
  for (const [pattern, setting] of HOMES) if (pattern.test(icon)) return setting;
  return studio;
}

const HOMES: readonly (readonly [RegExp, Setting])[] = [
  [
    /^(fish|tropical-fish|blowfish|shark|octopus|squid|jellyfish|coral|crab|lobster|shrimp|whale|dolphin|seal|spiral-shell)$/,
    underwater,
  ],
  [/^(sailboat|speedboat|motor-boat|canoe|ferry|ship|passenger-ship|duck|swan|spouting-whale)$/, openSea],
  [/^(rocket|astronaut|alien|flying-saucer|satellite|ringed-planet|comet)$/, space],
  [/^(penguin|polar-bear|snowman|snowboarder|skier|sled|mammoth)$/, snowfield],
  [/^(camel|two-hump-camel|cactus|scorpion)$/, desert],
  [/^(automobile|taxi|bus|racing-car|delivery-truck|police-car|bicycle|motorcycle|robot|office-building)$/, city],
  [
    /^(bear|wolf|fox|deer|owl|moose|hedgehog|chipmunk|badger|boar|raccoon|mushroom|evergreen-tree|tiger|gorilla|orangutan|monkey|panda)$/,
    forest,
  ],
  [/^(eagle|goat|mountain|dragon|castle)$/, mountainside],
  [/^(palm-tree|beach-with-umbrella|flamingo|turtle|parrot|t-rex|sauropod)$/, beach],
  [
    /^(cow|horse|ewe|ram|pig|rabbit|dog|butterfly|honeybee|lion|elephant|giraffe|zebra|unicorn|tractor|house|hut|deciduous-tree|sunflower|tulip|blossom|kite|balloon|rooster|chicken|bird|kangaroo)$/,
    meadow,
  ],
  [/^(cat|teddy-bear|teapot|hot-beverage|books|open-book|couch-and-lamp|birthday-cake|yarn)$/, room],
];
