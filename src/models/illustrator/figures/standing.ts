import type { Facts } from "../artwork";
import { mix } from "../paint/colour";
import type { Form } from "./form";

/** The rest of people whose drawing ends at the shoulders, and of heads that have none. */
export function standing(icon: string, artwork: string, facts: Facts | undefined): Form | undefined {
  const head = HEADS[icon];
  if (head !== undefined) return { body: small(head, artwork), box: [5.5, 5, 26.5, 46], main: head.main, face: 0.3 };
  const base = facts?.base;
  if (base === undefined || facts === undefined) return undefined;
  const { left, right, colour } = base;
  const [x0, top] = facts.box;
  const body = ROBED.test(icon)
    ? robe(left, right, colour)
    : coat(left, right, colour, UNIFORM.test(icon) ? colour : "#3f3f5a");
  return {
    body: body + artwork,
    box: [Math.min(x0, left), top, Math.max(facts.box[2], right), 51],
    main: colour,
    face: 0.3,
  };
}

const ROBED = /mage|princess|prince|judge|vampire|supervillain|veil|crown|elf|genie|headscarf|claus/;
/** Trousers of the same cloth as the jacket. */
const UNIFORM = /astronaut|firefighter|superhero|ninja|tuxedo|detective|zombie|cook|health/;

function coat(left: number, right: number, colour: string, trousers: string): string {
  const middle = (left + right) / 2;
  const shade = mix(colour, "#000000", 0.14);
  const leg = (x: number): string =>
    `<path d="M${x - 2.9} 40h5.800v8.500h-5.800z" fill="${trousers}"/><path d="M${x - 3.2} 51v-1.200c0-1.300 1-2.300 2.300-2.300h2c1.300 0 2.300 1 2.300 2.300V51z" fill="#2b2b3a"/>`;
  return (
    leg(middle - 3.5) +
    leg(middle + 3.5) +
    `<path d="M${left} 29c-.6 3.500-.7 7-.3 9.500.2 1.300 1.200 2 2.400 2s2.200-1 2.200-2.300V29zM${right} 29c.6 3.500.7 7 .3 9.500-.2 1.300-1.200 2-2.400 2s-2.200-1-2.200-2.300V29z" fill="${shade}"/>` +
    `<path d="M${left + 2.5} 29h${right - left - 5}c.2 4.500.2 8.500-.6 13.500h-${right - left - 6.2}c-.8-5-.9-9-.8-13.500z" fill="${colour}"/>`
  );
}

function robe(left: number, right: number, colour: string): string {
  const middle = (left + right) / 2;
  return (
    `<path d="M${left} 29h${right - left}c.7 8 1.700 15 3.400 22h-${right - left + 6.8}c1.700-7 2.700-14 3.400-22z" fill="${colour}"/>` +
    `<path d="M${middle - 3} 33c-.5 6-1.200 12-2.300 18h3c.5-6 .7-12 .6-18zM${middle + 3} 33c.5 6 1.200 12 2.300 18h-3c-.5-6-.7-12-.6-18z" fill="${mix(colour, "#000000", 0.13)}"/>`
  );
}

interface Head {
  readonly main: string;
  /** The body below a head that is drawn at two thirds of its size. */
  readonly body: string;
}

const small = ({ body }: Head, artwork: string): string =>
  `${body}<g transform="translate(5.300 4.600) scale(0.67)">${artwork}</g>`;

const person = (shirt: string, trousers: string, skin = "#ffc83d"): Head => ({
  main: shirt,
  body:
    `<path d="M11.500 37h3.800v8h-3.800zM16.700 37h3.800v8h-3.800z" fill="${trousers}"/><path d="M11 46v-1c0-1 .8-1.700 1.700-1.700h1.200c1 0 1.700.7 1.700 1.700v1zM16.400 46v-1c0-1 .8-1.700 1.700-1.700h1.200c1 0 1.700.7 1.700 1.700v1z" fill="#3a3346"/>` +
    `<path d="M9.500 28.500c-1.500 2.500-2.300 5.500-2.300 8M22.500 28.500c1.500 2.500 2.300 5.500 2.300 8" stroke="${skin}" stroke-width="2.400" stroke-linecap="round" fill="none"/>` +
    `<path d="M14 23h4v4h-4z" fill="${skin}"/><path d="M9.300 31.500c0-4 2.400-6 6.700-6s6.700 2 6.700 6l-1.700.8-.6 6.700h-8.800l-.6-6.700z" fill="${shirt}"/>`,
});

const HEADS: Readonly<Record<string, Head>> = {
  boy: person("#3f8fe0", "#4b5a86"),
  girl: person("#f0629a", "#7a5fb0"),
  child: person("#53b85f", "#4b5a86"),
  "old-man": person("#8a6d5a", "#5a5a6e"),
  "old-woman": person("#a45fa0", "#5a4a6e"),
  "older-person": person("#6d8aa5", "#5a5a6e"),
  robot: {
    main: "#9b9b9b",
    body:
      `<path d="M11 38h3.600v6H11zM17.400 38H21v6h-3.600z" fill="#636363"/><path d="M9.600 46v-1.400c0-.8.600-1.400 1.400-1.400h3.600c.8 0 1.400.6 1.400 1.400V46zM16 46v-1.400c0-.8.600-1.400 1.400-1.400H21c.8 0 1.400.6 1.400 1.400V46z" fill="#433b6b"/>` +
      `<path d="M8.800 28.500c-1.600 2-2.200 5-2 8M23.200 28.500c1.600 2 2.200 5 2 8" stroke="#9b9b9b" stroke-width="2.600" stroke-linecap="round" fill="none"/><path d="M14 23.500h4v3h-4z" fill="#636363"/>` +
      `<rect x="9" y="26" width="14" height="13" rx="2.500" fill="#cdc4d6"/><rect x="12" y="29" width="8" height="5" rx="1" fill="#433b6b"/><circle cx="14" cy="31.500" r="1" fill="#00d26a"/><circle cx="17" cy="31.500" r="1" fill="#ffb02e"/><path d="M12 36h8" stroke="#9b9b9b" stroke-width="1" stroke-linecap="round"/>`,
  },
  alien: {
    main: "#86d72f",
    body:
      `<path d="M13 37l-1.500 8M19 37l1.500 8" stroke="#76bf28" stroke-width="2.600" stroke-linecap="round"/><path d="M11.500 29c-2 2.500-3 5-3.200 8M20.500 29c2 2.500 3 5 3.200 8" stroke="#86d72f" stroke-width="2" stroke-linecap="round" fill="none"/>` +
      `<path d="M13.500 23h5l1.700 8c.4 4-.7 7.500-1.700 8.500h-5c-1-1-2.100-4.500-1.700-8.500z" fill="#86d72f"/><ellipse cx="11" cy="45.300" rx="2.300" ry="1" fill="#76bf28"/><ellipse cx="21" cy="45.300" rx="2.300" ry="1" fill="#76bf28"/>`,
  },
};
