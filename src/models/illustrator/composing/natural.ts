/** How big things are beside one another: 1 is a person. The picture shows less than the full difference. */
export const naturalSize = (icon: string): number => {
  for (const [size, icons] of SIZES) if (icons.has(icon)) return size;
  return /^(person|man|woman|mx)-/.test(icon) ? 1 : 0.55;
};

const of = (icons: string): ReadonlySet<string> => new Set(icons.split(" "));

const SIZES: readonly (readonly [number, ReadonlySet<string>])[] = [
  [
    0.22,
    of(
      "ant bug honeybee lady-beetle fly mosquito spider snail worm cricket beetle cockroach microbe key ring coin gem-stone cherries strawberry blueberries peanuts chestnut",
    ),
  ],
  [
    0.32,
    of(
      "butterfly mouse hamster frog baby-chick hatching-chick crab shrimp red-apple green-apple lemon tangerine peach pear banana egg cookie doughnut cupcake teacup-without-handle hot-beverage mushroom brown-mushroom tulip rose blossom hibiscus white-flower candle watch pencil pen lizard fallen-leaf maple-leaf rat chess-pawn sushi taco glowing-star star feather spiral-shell crown glasses sunglasses lipstick game-die heart",
    ),
  ],
  [
    0.45,
    of(
      "bird blackbird dove parrot duck fish tropical-fish blowfish hedgehog squid chipmunk bat rabbit owl seedling sunflower hyacinth potted-plant books open-book teapot pizza hamburger watermelon pineapple grapes trumpet violin soccer-ball basketball birthday-cake top-hat bouquet wine-glass telephone alarm-clock jack-o-lantern skull turtle octopus jellyfish crystal-ball kite",
    ),
  ],
  [
    0.6,
    of(
      "cat black-cat fox raccoon beaver otter badger skunk rooster turkey goose eagle swan penguin flamingo peacock dodo teddy-bear monkey koala sloth snake guitar umbrella baby backpack lobster wrapped-gift lantern",
    ),
  ],
  [
    0.75,
    of(
      "dog poodle guide-dog service-dog goat lamb ewe ram wolf pig boar child boy girl chair robot alien snowman snowman-without-snow ghost kangaroo leopard seal llama",
    ),
  ],
  [
    1.15,
    of(
      "deer lion tiger panda gorilla orangutan bicycle motorcycle motor-scooter crocodile donkey bear cactus armchair couch-and-lamp table",
    ),
  ],
  [
    1.35,
    of(
      "horse unicorn cow ox water-buffalo polar-bear camel two-hump-camel zebra bison moose shark dolphin canoe sled bed hippopotamus rhinoceros satellite fountain",
    ),
  ],
  [
    1.6,
    of(
      "automobile taxi racing-car police-car pickup-truck sport-utility-vehicle minibus elephant giraffe t-rex mammoth tractor camping speedboat oncoming-automobile igloo auto-rickshaw",
    ),
  ],
  [
    1.8,
    of(
      "sailboat deciduous-tree evergreen-tree palm-tree christmas-tree house hut derelict-house bus ambulance fire-engine delivery-truck dragon sauropod helicopter hot-air-balloon rocket flying-saucer small-airplane motor-boat articulated-lorry trolleybus tram locomotive bridge",
    ),
  ],
  [
    2.1,
    of(
      "whale spouting-whale lighthouse windmill church castle japanese-castle classical-building office-building airplane ferris-wheel statue-of-liberty tokyo-tower passenger-ship ferry ship galleon pyramid mosque hindu-temple synagogue shinto-shrine circus-tent hotel house-with-garden moai roller-coaster",
    ),
  ],
];

/** What is in the air unless the prompt says otherwise. */
export const FLIES = of(
  "airplane small-airplane helicopter balloon kite bird eagle dove parrot butterfly honeybee bat dragon flying-saucer rocket parachute phoenix-bird hot-air-balloon fly mosquito owl fairy person-fairy woman-fairy man-fairy shooting-star comet airplane-departure airplane-arrival cloud glowing-star sparkles",
);
