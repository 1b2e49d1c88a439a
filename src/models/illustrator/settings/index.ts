import { beach } from "./beach";
import { canyon } from "./canyon";
import { castle } from "./castle";
import { cave } from "./cave";
import { city } from "./city";
import { clouds } from "./clouds";
import { desert } from "./desert";
import { desk } from "./desk";
import { farm } from "./farm";
import { forest } from "./forest";
import { garden } from "./garden";
import { harbour } from "./harbour";
import { island } from "./island";
import { jungle } from "./jungle";
import { kitchen } from "./kitchen";
import { lake } from "./lake";
import { library } from "./library";
import { meadow } from "./meadow";
import { mountains } from "./mountains";
import { openSea } from "./open-sea";
import { plain } from "./plain";
import { planet } from "./planet";
import { river } from "./river";
import { road } from "./road";
import { room } from "./room";
import type { Setting } from "./setting";
import { snowfield } from "./snowfield";
import { space } from "./space";
import { stage } from "./stage";
import { street } from "./street";
import { studio } from "./studio";
import { tabletop } from "./tabletop";
import { underwater } from "./underwater";
import { village } from "./village";
import { volcano } from "./volcano";
import { waterfall } from "./waterfall";

/** Every place the illustrator can draw. A new one is a file, and a line here. */
export const settings = [
  beach,
  canyon,
  castle,
  cave,
  city,
  clouds,
  desert,
  desk,
  farm,
  forest,
  garden,
  harbour,
  island,
  jungle,
  kitchen,
  lake,
  library,
  meadow,
  mountains,
  openSea,
  plain,
  planet,
  river,
  road,
  room,
  snowfield,
  space,
  stage,
  street,
  studio,
  tabletop,
  underwater,
  village,
  volcano,
  waterfall,
] as const satisfies readonly Setting[];

/** Where a subject is at home when the prompt names no place. */
export const homeOf = (icon: string): Setting =>
  HOMES.find(([icons]) => icons.has(icon))?.[1] ?? (PEOPLE.test(icon) ? garden : studio);

const PEOPLE = /^(man|woman|person|old|older)-|^(boy|girl|child|baby)$/;

const of = (icons: string): ReadonlySet<string> => new Set(icons.split(" "));

const HOMES: readonly (readonly [ReadonlySet<string>, Setting])[] = [
  [
    of(
      "fish tropical-fish blowfish shark octopus squid jellyfish coral crab lobster shrimp whale dolphin seal spiral-shell oyster woman-merpeople man-merpeople person-merpeople diving-mask",
    ),
    underwater,
  ],
  [
    of(
      "sailboat speedboat motor-boat ferry ship passenger-ship galleon spouting-whale person-rowing-boat anchor ring-buoy person-surfing man-surfing woman-surfing lighthouse",
    ),
    openSea,
  ],
  [of("bridge locomotive"), river],
  [of("frog duck swan canoe goose otter beaver lotus crocodile"), lake],
  [
    of("rocket astronaut man-astronaut woman-astronaut flying-saucer satellite ringed-planet comet shooting-star"),
    space,
  ],
  [of("alien alien-monster"), planet],
  [
    of(
      "penguin polar-bear snowman snowman-without-snow snowboarder skier sled mammoth ice-skate ice igloo santa-claus mrs-claus mx-claus",
    ),
    snowfield,
  ],
  [of("camel two-hump-camel cactus scorpion lizard pyramid"), desert],
  [
    of(
      "automobile taxi bus police-car delivery-truck robot office-building sport-utility-vehicle minibus pickup-truck motor-scooter kick-scooter fire-engine ambulance trolleybus bus-stop",
    ),
    city,
  ],
  [of("racing-car bicycle motorcycle articulated-lorry oncoming-automobile person-biking"), road],
  [
    of(
      "bear wolf fox deer owl moose hedgehog chipmunk badger boar raccoon mushroom brown-mushroom evergreen-tree person-elf woman-elf man-elf troll camping ghost skull jack-o-lantern blackbird leaf-fluttering-in-wind fallen-leaf maple-leaf person-zombie man-vampire man-zombie woman-vampire",
    ),
    forest,
  ],
  [of("tiger gorilla orangutan monkey panda parrot sloth snake leopard peacock"), jungle],
  [of("eagle goat mountain phoenix-bird dragon llama snow-capped-mountain mount-fuji"), mountains],
  [of("castle guard person-with-crown prince princess crossed-swords person-mage woman-mage man-mage"), castle],
  [of("palm-tree beach-with-umbrella flamingo turtle coconut umbrella-on-ground bikini thong-sandal"), beach],
  [of("t-rex sauropod"), volcano],
  [of("bat gem-stone diamond"), cave],
  [
    of(
      "cow pig ram ewe rooster chicken turkey tractor sheaf-of-rice ox farmer donkey ear-of-corn hatching-chick baby-chick windmill",
    ),
    farm,
  ],
  [
    of(
      "tulip rose sunflower blossom hibiscus hyacinth cherry-blossom bouquet lady-beetle snail caterpillar bug fountain potted-plant butterfly honeybee",
    ),
    garden,
  ],
  [
    of(
      "horse rabbit dog poodle lion elephant giraffe zebra unicorn house hut deciduous-tree kite bird kangaroo bison rhinoceros house-with-garden water-buffalo hippopotamus guide-dog",
    ),
    meadow,
  ],
  [of("airplane small-airplane helicopter hot-air-balloon balloon parachute cloud dove rainbow"), clouds],
  [of("cat black-cat teddy-bear couch-and-lamp yarn bed chair television wrapped-gift christmas-tree"), room],
  [of("books open-book closed-book scroll"), library],
  [
    of(
      "laptop desktop-computer pencil pen keyboard microscope test-tube telephone globe-showing-europe-africa alembic briefcase",
    ),
    desk,
  ],
  [
    of(
      "cook cooking shallow-pan-of-food pot-of-food croissant bread baguette-bread cupcake pie egg fork-and-knife bowl-with-spoon spaghetti cheese-wedge",
    ),
    kitchen,
  ],
  [
    of(
      "teapot hot-beverage teacup-without-handle birthday-cake pizza hamburger red-apple green-apple banana grapes strawberry cherries lemon tangerine watermelon pineapple pear peach wine-glass bottle-with-popping-cork candle amphora honey-pot sushi taco ice-cream doughnut cookie cocktail-glass beer-mug chess-pawn",
    ),
    tabletop,
  ],
  [
    of(
      "guitar violin saxophone trumpet drum microphone woman-dancing man-dancing singer performing-arts ballet-shoes musical-keyboard circus-tent accordion person-juggling",
    ),
    stage,
  ],
];
